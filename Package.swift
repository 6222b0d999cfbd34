// swift-tools-version: 6.1
import PackageDescription

// Imports point down only; `Scripts/check-imports.sh` compares every `import` line with this table.
//
//                               assay ─► AssayCommands
//        ┌──────────────────┬───────────────┴────┬──────────────────┐
//   AssayEngine       AssayProviders       AssayWorkbench     TerminalCurses
//   ├ AssayStore            │               │         │             │
//   ├ AssayDuplicates       │               │   TerminalWidgets     │
//   ├ AssayEmbedding        │               │         │             │
//   ├ AssayJudging          │               │         │             │
//   ├ AssayCalibration ─────┼───────────────┤         │             │
//   ├ AssayReport           │               │         │             │
//   └ AssayFormats          │               │         │             │
//        └──────────────────┴───────────────┘         └─────────────┤
//   AssayModel · AssayStatistics · AssayText · AssayParallel  TerminalCore

/// One list for every Swift target.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),  // `any P` is written where a box is paid for.
  .enableUpcomingFeature("MemberImportVisibility"),  // A file imports what it uses, so layers stay visible.
]

let package = Package(
  name: "assay",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "assay", targets: ["assay"])
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    // System libraries and small C shims
    .systemLibrary(
      name: "CNcursesw", providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CTerminalGuard"),
    .target(name: "CChildProcess"),
    .target(name: "CSignalEar"),
    .target(name: "CSQLiteSetup"),
    .target(name: "CHnswlib"),
    .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

    // The terminal tower: knows nothing of examples
    .target(name: "TerminalCore", swiftSettings: swiftSettings),
    .target(
      name: "TerminalWidgets", dependencies: ["TerminalCore"], swiftSettings: swiftSettings),
    .target(
      name: "TerminalCurses", dependencies: ["TerminalCore", "CNcursesw", "CTerminalGuard"],
      swiftSettings: swiftSettings),

    // The domain tower: knows nothing of the terminal
    .target(name: "AssayModel", swiftSettings: swiftSettings),
    .target(name: "AssayStatistics", swiftSettings: swiftSettings),
    .target(name: "AssayText", swiftSettings: swiftSettings),
    .target(name: "AssayParallel", swiftSettings: swiftSettings),
    .target(
      name: "AssayDuplicates",
      dependencies: ["AssayModel", "AssayStatistics", "AssayText", "AssayParallel"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayEmbedding",
      dependencies: [
        "AssayModel", "AssayStatistics", "AssayText", "AssayParallel", "COpenBLAS", "CHnswlib",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayJudging",
      dependencies: [
        "AssayModel", "AssayStatistics", "AssayText",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayCalibration", dependencies: ["AssayModel", "AssayStatistics", "AssayText"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayReport",
      dependencies: ["AssayModel", "AssayStatistics", "AssayText", "AssayCalibration"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayGeneration",
      dependencies: ["AssayModel", "AssayStatistics", "AssayText", "AssayJudging"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayProviders", dependencies: ["AssayModel", "AssayText", "CCurl"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayFormats", dependencies: ["AssayModel", "CSimdjson", "CZlib"],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayStore",
      dependencies: [
        "AssayModel", "CSQLiteSetup", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayEngine",
      dependencies: [
        "AssayModel", "AssayStatistics", "AssayText", "AssayParallel", "AssayDuplicates", "AssayEmbedding",
        "AssayFormats", "AssayJudging", "AssayCalibration", "AssayReport", "AssayGeneration", "AssayStore",
      ],
      swiftSettings: swiftSettings),

    // Where the towers meet
    .target(
      name: "AssayWorkbench",
      dependencies: [
        "AssayModel", "AssayStatistics", "AssayText", "AssayCalibration", "TerminalCore", "TerminalWidgets",
      ],
      swiftSettings: swiftSettings),
    .target(
      name: "AssayCommands",
      dependencies: [
        "AssayModel", "AssayStatistics", "AssayText", "AssayDuplicates", "AssayEmbedding", "AssayJudging",
        "AssayCalibration", "AssayReport", "AssayGeneration", "AssayProviders", "AssayFormats", "AssayStore",
        "AssayEngine", "AssayWorkbench", "TerminalCore", "TerminalWidgets", "TerminalCurses", "CChildProcess",
        "CSignalEar",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: swiftSettings),
    .executableTarget(name: "assay", dependencies: ["AssayCommands"], swiftSettings: swiftSettings),

    // Test support
    .systemLibrary(
      name: "CVTerm", path: "Tests/Support/CVTerm",
      providers: [.apt(["libvterm-dev"]), .brew(["libvterm"])]),
    .target(
      name: "CPseudoTerminal", path: "Tests/Support/CPseudoTerminal",
      linkerSettings: [.linkedLibrary("util", .when(platforms: [.linux]))]),
    .target(
      name: "TerminalTesting", dependencies: ["TerminalCore", "CVTerm", "CPseudoTerminal"],
      path: "Tests/Support/TerminalTesting", swiftSettings: swiftSettings),
    .target(
      name: "AssayTesting", dependencies: ["AssayModel"], path: "Tests/Support/AssayTesting",
      swiftSettings: swiftSettings),
    .target(
      name: "ModelServerTesting", path: "Tests/Support/ModelServerTesting", swiftSettings: swiftSettings),

    // `make bench`: the real program, driven from outside
    .executableTarget(
      name: "assay-bench",
      dependencies: [
        "AssayCalibration", "AssayEmbedding", "AssayEngine", "AssayFormats", "AssayGeneration", "AssayModel",
        "AssayParallel", "AssayProviders", "AssayStatistics", "AssayStore", "ModelServerTesting",
        "TerminalTesting",
      ], path: "Benchmarks",
      exclude: [
        "peer_calibration.py", "peer_chat.py", "peer_diversity.py", "peer_embedding.py", "peer_import.py",
        "peer_minhash.py", "plant_copies.py", "requirements.txt",
      ], swiftSettings: swiftSettings),

    // Tests
    .testTarget(
      name: "TerminalCoreTests", dependencies: ["TerminalCore"], swiftSettings: swiftSettings),
    .testTarget(
      name: "TerminalWidgetsTests", dependencies: ["TerminalCore", "TerminalWidgets"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TerminalCursesTests", dependencies: ["TerminalCore", "TerminalCurses", "TerminalTesting"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayModelTests", dependencies: ["AssayModel", "AssayStatistics"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayStatisticsTests", dependencies: ["AssayStatistics"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayTextTests", dependencies: ["AssayText", "AssayStatistics"], swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayDuplicatesTests",
      dependencies: [
        "AssayDuplicates", "AssayModel", "AssayParallel", "AssayStatistics", "AssayText",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayEmbeddingTests",
      dependencies: ["AssayEmbedding", "AssayModel", "AssayStatistics", "AssayText"],
      exclude: ["Fixtures"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayJudgingTests",
      dependencies: ["AssayJudging", "AssayModel", "AssayStatistics", "AssayText"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayCalibrationTests",
      dependencies: ["AssayCalibration", "AssayModel", "AssayStatistics", "AssayText"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayReportTests",
      dependencies: [
        "AssayReport", "AssayCalibration", "AssayModel", "AssayStatistics", "TerminalTesting",
      ],
      exclude: ["Golden"], swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayGenerationTests",
      dependencies: ["AssayGeneration", "AssayJudging", "AssayModel", "AssayStatistics", "AssayText"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayProvidersTests",
      dependencies: ["AssayProviders", "AssayModel", "AssayText", "AssayTesting", "ModelServerTesting"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayFormatsTests", dependencies: ["AssayFormats", "AssayModel"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayStoreTests",
      dependencies: [
        "AssayStore", "AssayModel", "AssayTesting", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayEngineTests",
      dependencies: [
        "AssayEngine", "AssayStore", "AssayModel", "AssayFormats", "AssayJudging", "AssayProviders",
        "AssayGeneration", "AssayCalibration", "AssayReport", "AssayStatistics", "AssayText", "AssayTesting",
        "ModelServerTesting",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayWorkbenchTests",
      dependencies: [
        "AssayWorkbench", "AssayCalibration", "AssayModel", "AssayStatistics", "AssayTesting", "AssayText",
        "TerminalCore", "TerminalTesting", "TerminalWidgets",
      ],
      exclude: ["Golden"], swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayCommandsTests",
      dependencies: [
        "AssayCommands", "AssayCalibration", "AssayEmbedding", "AssayEngine", "AssayGeneration",
        "AssayFormats", "AssayJudging",
        "AssayModel",
        "AssayProviders", "AssayStatistics", "AssayStore", "AssayText", "AssayWorkbench",
        "ModelServerTesting", "TerminalCore",
        "TerminalTesting",
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "AssayProgramTests",
      dependencies: [
        "assay", "AssayFormats", "AssayModel", "AssayStore", "ModelServerTesting", "TerminalTesting",
      ],
      exclude: ["Fixtures", "Golden"],
      swiftSettings: swiftSettings),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
