#!/usr/bin/env bash
# Is there a Swift that can build Assay? If not, says how to get one.
set -euo pipefail

# Package.swift says `swift-tools-version: 6.1`.
needed_major=6
needed_minor=1

how_to_get_it() {
  cat >&2 <<TEXT
Assay needs Swift $needed_major.$needed_minor or newer; $1.
  Linux and macOS: https://www.swift.org/install (swiftly installs it for one user, without root)
  macOS: Xcode 16.3 or newer brings it as well
Then run this command again.
TEXT
  exit 1
}

command -v swift >/dev/null || how_to_get_it "there is no 'swift' on this machine's PATH"

answer=$(swift --version 2>/dev/null || true)
version=$(sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' <<<"$answer" | head -n 1)
[ -n "$version" ] || how_to_get_it "'swift --version' does not say which one this is"

read -r major minor <<<"$version"
if ((major < needed_major || (major == needed_major && minor < needed_minor))); then
  how_to_get_it "this machine has $major.$minor"
fi
