#!/usr/bin/env bash
# Imports point down, never up, never across.
#
# Compares every `import` line under Sources/ and Benchmarks/ with the dependencies that Package.swift declares
# for that target. The compiler does not: it accepts a module that is there only because something else needs
# it.
#
#   Scripts/check-imports.sh           prints FILE:LINE: for each import that breaks the rule; exit code 1
set -euo pipefail
cd "$(dirname "$0")/.."

find Sources Benchmarks -name '*.swift' -print0 | sort -z | xargs -0 awk '
  BEGIN {
    # What comes with the system and any target may use, except those below.
    split("Foundation FoundationEssentials Dispatch Synchronization Glibc Musl Darwin", names, " ")
    for (i in names) system_module[names[i]] = 1

    # Standard library only. The statistics take the logarithm from the C library.
    strict["TerminalCore"] = ""
    strict["AssayStatistics"] = " Glibc Musl Darwin "

    # Each of these has one home, whatever Package.swift says.
    home["GRDB"] = home["GRDBSQLite"] = home["CSQLiteSetup"] = "AssayStore"
    home["CNcursesw"] = home["CTerminalGuard"] = "TerminalCurses"
    home["CSimdjson"] = home["CZlib"] = "AssayFormats"
    home["CCurl"] = "AssayProviders"
    home["Mustache"] = "AssayJudging"
    home["COpenBLAS"] = home["CHnswlib"] = "AssayEmbedding"
    home["ArgumentParser"] = home["TOMLKit"] = home["CChildProcess"] = "AssayCommands"

    read_package()
  }

  # Fills declared[target, module] from the targets of Package.swift.
  function read_package(   text, line, chunks, count, i, target, rest, list) {
    while ((getline line < "Package.swift") > 0) {
      sub(/\/\/.*/, "", line)
      text = text " " line
    }
    # One chunk for each .target( … ), .executableTarget( … ), .testTarget( … ).
    count = split(text, chunks, /\.(target|executableTarget|testTarget|systemLibrary)\(/)
    for (i = 2; i <= count; i++) {
      if (!match(chunks[i], /name: "[A-Za-z-]+"/)) continue
      target = substr(chunks[i], RSTART + 7, RLENGTH - 8)
      known[target] = 1
      if (!match(chunks[i], /dependencies: \[[^]]*\]/)) continue
      list = substr(chunks[i], RSTART, RLENGTH)
      # The package of a product is no module.
      gsub(/package: "[^"]*"/, "", list)
      while (match(list, /"[^"]+"/)) {
        declared[target, substr(list, RSTART + 1, RLENGTH - 2)] = 1
        list = substr(list, RSTART + RLENGTH)
      }
    }
    if (count < 2) fail("Package.swift:1: found no targets in it")
  }

  function fail(message) {
    print message
    failures++
  }

  # "@testable public import struct Module.Name" -> Module
  /^[ \t]*((@[A-Za-z_]+(\([^)]*\))?|public|package|internal|fileprivate|private)[ \t]+)*import[ \t]/ {
    module = $0
    sub(/^.*import[ \t]+/, "", module)
    sub(/^(struct|class|enum|protocol|typealias|func|let|var)[ \t]+/, "", module)
    sub(/[^A-Za-z0-9_].*/, "", module)

    split(FILENAME, parts, "/")
    target = parts[1] == "Benchmarks" ? "assay-bench" : parts[2]
    place = FILENAME ":" FNR ": "
    imports++

    if (!(target in known))
      fail(place "Package.swift has no target " target)
    else if (module in home && home[module] != target)
      fail(place target " may not import " module ": only " home[module] " does")
    else if (module in system_module) {
      if (target in strict && index(strict[target], " " module " ") == 0)
        fail(place target " may not import " module ": it uses the standard library only")
    } else if (!((target, module) in declared))
      fail(place target " may not import " module ": Package.swift does not declare it")
  }

  END {
    if (failures) {
      printf "%d of %d imports break the rule; docs/architecture.md shows who may import what.\n", failures, imports
      exit 1
    }
    printf "imports: %d, all as Package.swift declares them\n", imports
  }
' || exit 1
