#!/usr/bin/env bash
# Writes the data that the program needs wherever it stands into its sources: the themes of themes/ and the terms of
# licences/models.toml. Run it after changing those; the tests say so when it was forgotten.
set -euo pipefail
cd "$(dirname "$0")/.."

# The lines of a file inside a literal: lines without text stay empty, the others are indented as Swift wants it.
lines() {
  sed -e 's/^\(.\)/    \1/' "$1"
  echo
}

themes() {
  echo "// Made by Scripts/embed-data.sh from themes/*.toml: change those, then run it."
  echo
  echo "/// The themes that come with the program, by name."
  echo "enum ShippedThemes {"
  echo "  static let texts: [String: String] = ["
  for file in themes/*.toml; do
    echo "    \"$(basename "$file" .toml)\": ##\"\"\""
    lines "$file"
    echo "    \"\"\"##,"
  done
  echo "  ]"
  echo "}"
}

terms() {
  echo "// Made by Scripts/embed-data.sh from licences/models.toml: change that, then run it."
  echo
  echo "/// The terms of known models that come with the program."
  echo "enum ShippedModelTerms {"
  echo "  static let text = ##\"\"\""
  lines licences/models.toml
  echo "    \"\"\"##"
  echo "}"
}

themes > Sources/AssayCommands/Configuration/ShippedThemes.swift
terms > Sources/AssayCommands/Licences/ShippedModelTerms.swift
