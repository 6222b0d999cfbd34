#!/usr/bin/env bash
# Writes the themes of themes/*.toml into the program, so that they are there wherever it stands.
#
#   Scripts/embed-themes.sh           rewrite Sources/AssayCommands/Configuration/ShippedThemes.swift
#   Scripts/embed-themes.sh --check   fail when it is not what themes/ says
set -euo pipefail
cd "$(dirname "$0")/.."
target=Sources/AssayCommands/Configuration/ShippedThemes.swift

generate() {
  echo "// Made by Scripts/embed-themes.sh from themes/*.toml: change those, then run it."
  echo
  echo "/// The themes that come with the program, by name."
  echo "enum ShippedThemes {"
  echo "  static let texts: [String: String] = ["
  for file in themes/*.toml; do
    echo "    \"$(basename "$file" .toml)\": ##\"\"\""
    # Lines without text stay empty; the others are indented as Swift wants it.
    sed -e 's/^\(.\)/    \1/' "$file"
    echo
    echo "    \"\"\"##,"
  done
  echo "  ]"
  echo "}"
}

if [ "${1:-}" = --check ]; then
  if ! generate | cmp -s - "$target"; then
    echo "$target is not what themes/ says: run Scripts/embed-themes.sh" >&2
    exit 1
  fi
else
  generate > "$target"
fi
