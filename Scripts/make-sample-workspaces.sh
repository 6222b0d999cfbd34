#!/usr/bin/env bash
# Makes a workspace under run/ of each sample that has none yet.
#
#   Scripts/make-sample-workspaces.sh PATH-TO-ASSAY
#
# A workspace that is there is left alone: it holds somebody's decisions.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: $0 PATH-TO-ASSAY" >&2
  exit 2
fi
assay=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/.."

# Built aside and moved into place whole, so that an interrupted import leaves no half a workspace.
aside=run/.new
trap 'rm -rf "$aside"' EXIT

for sample in sample-data/*/; do
  name=$(basename "$sample")
  workspace=run/$name
  if [ -e "$workspace/assay.db" ]; then continue; fi
  rm -rf "$aside"
  mkdir -p "$aside"
  cp "$sample/assay.toml" "$aside/"
  if [ -e "$sample/seeds.jsonl" ]; then cp "$sample/seeds.jsonl" "$aside/"; fi
  echo "Making the sample workspace $workspace" >&2
  "$assay" import --workspace "$aside" "$sample"examples.jsonl*
  mkdir -p "$workspace"
  # What an older database left behind must not meet the new one.
  rm -f "$workspace/assay.db-wal" "$workspace/assay.db-shm"
  # An assay.toml that is there already has been edited: it stays. The database comes last, since it
  # is what says that the workspace is complete.
  for file in "$aside"/*; do
    if [ "$(basename "$file")" != assay.db ]; then mv -n "$file" "$workspace/"; fi
  done
  mv "$aside/assay.db" "$workspace/"
done
