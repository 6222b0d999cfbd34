#!/usr/bin/env bash
# Installs the libraries that Assay is built with, where they are missing; does nothing when all are there.
#
#   Scripts/install-dependencies.sh           what the program needs
#   Scripts/install-dependencies.sh --tests   and what its tests need
set -euo pipefail

with_tests=false
case "${1:-}" in
  "") ;;
  --tests) with_tests=true ;;
  *)
    echo "usage: $0 [--tests]" >&2
    exit 2
    ;;
esac

say() { printf '%s\n' "$*" >&2; }

# Runs a command as root, through sudo where needed.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "This needs root and there is no sudo. Run as root: $*"
    exit 1
  fi
}

install_with_apt() {
  local wanted=(
    libncurses-dev libsqlite3-dev libsimdjson-dev zlib1g-dev libopenblas-dev libhnswlib-dev
    libcurl4-openssl-dev
  ) missing=() package
  # The openssl command is the server with which the tests of TLS talk; without it they would be skipped.
  if $with_tests; then wanted+=(libvterm-dev openssl); fi
  for package in "${wanted[@]}"; do
    if ! dpkg -s "$package" 2>/dev/null | grep -q '^Status: install ok installed$'; then
      missing+=("$package")
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  say "Installing with apt-get: ${missing[*]}"
  # A bare machine has no list of packages yet, or an old one.
  as_root apt-get update -q >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}

install_with_brew() {
  # SQLite, curl and zlib come with macOS.
  local wanted=(ncurses simdjson openblas hnswlib) missing=() package
  if $with_tests; then wanted+=(libvterm); fi
  if ! command -v brew >/dev/null; then
    say "Assay needs Homebrew (https://brew.sh) for: ${wanted[*]}"
    exit 1
  fi
  for package in "${wanted[@]}"; do
    brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  say "Installing with Homebrew: ${missing[*]}"
  brew install "${missing[@]}" >&2
}

# On other systems nothing is installed; what is missing is named.
name_what_is_missing() {
  local header found folder missing=()
  local headers=(curses.h sqlite3.h simdjson.h zlib.h cblas.h hnswlib/hnswlib.h curl/curl.h)
  if $with_tests; then headers+=(vterm.h); fi
  for header in "${headers[@]}"; do
    found=false
    for folder in /usr/include /usr/include/ncursesw /usr/include/openblas /usr/local/include; do
      if [ -e "$folder/$header" ]; then found=true; fi
    done
    $found || missing+=("$header")
  done
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  cat >&2 <<TEXT
These headers are missing: ${missing[*]}
Please install the development packages of ncurses (wide characters), SQLite, simdjson, zlib, OpenBLAS,
libcurl and hnswlib (headers only: https://github.com/nmslib/hnswlib), and of libvterm for the tests, for example:
  Fedora       sudo dnf install ncurses-devel sqlite-devel simdjson-devel zlib-devel openblas-devel libcurl-devel
                 libvterm-devel
  Arch         sudo pacman -S ncurses sqlite simdjson zlib openblas curl libvterm
  openSUSE     sudo zypper install ncurses-devel sqlite3-devel simdjson-devel zlib-devel openblas-devel
                 libcurl-devel libvterm-devel
TEXT
  exit 1
}

if [ "$(uname -s)" = Darwin ]; then
  install_with_brew
elif command -v apt-get >/dev/null && command -v dpkg >/dev/null; then
  install_with_apt
else
  name_what_is_missing
fi
