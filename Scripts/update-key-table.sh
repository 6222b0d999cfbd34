#!/usr/bin/env bash
# Writes the table of keys, as the program knows it, into docs/review.md.
#
#   Scripts/update-key-table.sh PATH-TO-ASSAY
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 PATH-TO-ASSAY" >&2
  exit 2
fi
table=$("$1" keys)
page=$(dirname "$0")/../docs/review.md

{
  sed '/<!-- keys:begin -->/q' "$page"
  printf '%s\n' "$table"
  sed -n '/<!-- keys:end -->/,$p' "$page"
} > "$page.new"
mv "$page.new" "$page"
