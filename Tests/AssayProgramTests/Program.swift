import Foundation
import TerminalTesting

/// The built program and throw-away workspaces made from the samples that ship with it.
enum Program {
  /// The binary that was built beside the tests.
  static var path: String {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    var folder = tests.deletingLastPathComponent()
    // On macOS the tests are inside a bundle, which is beside the program.
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("assay").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder = folder.deletingLastPathComponent()
    }
    return "assay"
  }

  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  struct Output {
    var code: Int32
    var out: String
    var error: String
  }

  /// Runs a command to its end.
  static func run(
    _ arguments: [String], in folder: URL? = nil, input: String? = nil, program: String = path
  ) throws -> Output {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "ana"]
    let out = Pipe()
    let error = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: error.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: error) }
    process.standardOutput = out
    process.standardError = try FileHandle(forWritingTo: error)
    let source = Pipe()
    process.standardInput = source
    try process.run()
    source.fileHandleForWriting.write(Data((input ?? "").utf8))
    try source.fileHandleForWriting.close()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Output(
      code: process.terminationStatus, out: text,
      error: String(decoding: try Data(contentsOf: error), as: UTF8.self))
  }
}

/// A workspace in a folder of its own, gone with the object.
final class SampleWorkspace {
  let folder: URL

  init(_ sample: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let source = Program.project.appendingPathComponent("sample-data/\(sample)")
    // The sets to compare with stand beside the task.
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path)
    where name != "examples.jsonl" {
      try FileManager.default.copyItem(
        at: source.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
    let output = try Program.run(
      ["import", "--workspace", folder.path, source.appendingPathComponent("examples.jsonl").path])
    guard output.code == 0 else { throw Failure(text: output.error) }
  }

  struct Failure: Error { let text: String }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Opens the workbench on a terminal of this size and waits for its first screen.
  func open(
    rows: Int = 24, columns: Int = 80, arguments: [String] = [], environment: [String: String] = [:]
  ) throws -> PseudoTerminal {
    let terminal = try PseudoTerminal(
      path: Program.path, arguments: ["--workspace", folder.path] + arguments,
      environment: ["HOME": folder.path, "USER": "ana", "XDG_STATE_HOME": folder.path].merging(environment) {
        $1
      },
      rows: rows, columns: columns)
    return terminal
  }

  /// Opens a shell with job control in the workspace; `$ASSAY` is the program.
  func shell() throws -> PseudoTerminal {
    try PseudoTerminal(
      path: "/bin/sh", arguments: ["-i", "-m"],
      environment: [
        "HOME": folder.path, "USER": "ana", "XDG_STATE_HOME": folder.path, "ASSAY": Program.path,
        "PS1": "ready$ ", "ENV": "/dev/null",
      ], directory: folder.path)
  }

  /// Runs a command that may write files of 80 KiB at most.
  func limited(_ command: String) throws -> Program.Output {
    try Program.run(
      ["-c", "ulimit -f 160; exec \"$0\" \(command)", Program.path], in: folder, program: "/bin/sh")
  }

  /// The decisions on disk, a line each.
  func decisions() throws -> [String] {
    let output = try Program.run(["export", "decisions", "--workspace", folder.path])
    return output.out.split(separator: "\n").map(String.init)
  }
}
