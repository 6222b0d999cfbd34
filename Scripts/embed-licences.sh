#!/usr/bin/env bash
# Writes licences/models.toml into the program, so that it is there wherever the program stands.
#
#   Scripts/embed-licences.sh           rewrite Sources/AssayCommands/Licences/ShippedModelTerms.swift
#   Scripts/embed-licences.sh --check   fail when it is not what licences/models.toml says
set -euo pipefail
cd "$(dirname "$0")/.."
target=Sources/AssayCommands/Licences/ShippedModelTerms.swift

generate() {
  echo "// Made by Scripts/embed-licences.sh from licences/models.toml: change that, then run it."
  echo
  echo "/// The terms of known models that come with the program."
  echo "enum ShippedModelTerms {"
  echo "  static let text = ##\"\"\""
  # Lines without text stay empty; the others are indented as Swift wants it.
  sed -e 's/^\(.\)/    \1/' licences/models.toml
  echo
  echo "    \"\"\"##"
  echo "}"
}

if [ "${1:-}" = --check ]; then
  if ! generate | cmp -s - "$target"; then
    echo "$target is not what licences/models.toml says: run Scripts/embed-licences.sh" >&2
    exit 1
  fi
else
  generate > "$target"
fi
