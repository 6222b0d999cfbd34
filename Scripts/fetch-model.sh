#!/usr/bin/env bash
# Fetches the static embedding model that the workbench finds paraphrases with, once.
#
#   Scripts/fetch-model.sh PATH-TO-ASSAY
#
# Softly: without a network, or when anything else fails, one line says so and the exit code is 0, since everything
# but that one way of finding duplicates works without it. ASSAY_NO_MODEL=1 skips it.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 PATH-TO-ASSAY" >&2
  exit 2
fi
if [ -n "${ASSAY_NO_MODEL:-}" ] && [ "$ASSAY_NO_MODEL" != 0 ]; then exit 0; fi

# The list compares sizes only, so that every later start costs next to nothing.
if "$1" models list --json 2>/dev/null \
  | awk 'BEGIN { RS = "}" } /"state" : "installed"/ && /"use" : "embedding"/ { found = 1 } END { exit !found }'
then
  exit 0
fi
echo "Fetching an embedding model, once; all else works without it (ASSAY_NO_MODEL=1 skips it)" >&2
# What goes wrong it says itself, in one line.
"$1" models fetch >/dev/null || exit 0
