// Measures the built program from outside and prints a table. docs/performance.md says how each figure is taken.
//
//   assay-bench PATH-TO-ASSAY [--examples N]
//     [--only import|duplicates|threshold|workbench|live|arrivals|dispatch|rule|calibration|generate]

import Foundation

struct Usage: Error, CustomStringConvertible {
  let description =
    """
    usage: assay-bench PATH-TO-ASSAY [--examples N] \
    [--only import|duplicates|threshold|workbench|live|arrivals|dispatch|rule|calibration|generate]
    """
}

func note(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }

/// The workspace of `count` examples, which is made when it is not there.
func bigWorkspace(_ assay: String, _ data: BenchmarkData, count: Int, in folder: URL) throws -> URL {
  let finished = folder.appendingPathComponent("workspace-\(count)")
  if !FileManager.default.fileExists(atPath: finished.path) {
    note("making a workspace of \(count) examples …")
    let file = try data.file(rows: count, in: folder)
    let workspace = try Workspace.make(assay, in: folder, name: "new")
    _ = try MeasuredCommand.run([assay, "import", "--quiet", "--workspace", workspace.path, file.path])
    _ = try MeasuredCommand.run([
      assay, "dedupe", "--quiet", "--workspace", workspace.path, "--method", "exact,minhash",
    ])
    try FileManager.default.moveItem(at: workspace, to: finished)
  }
  // Decisions of an earlier run would change what is measured.
  let copy = folder.appendingPathComponent("workspace")
  try? FileManager.default.removeItem(at: copy)
  try FileManager.default.copyItem(at: finished, to: copy)
  return copy
}

func run(_ arguments: [String]) throws {
  // Processes that the measurements of chat requests and of generating start.
  if arguments.count == 2, arguments[0] == "serve-chat" {
    return try ChatProcesses.serve(latency: Double(arguments[1]) ?? 0)
  }
  if arguments.count == 4, arguments[0] == "send-chat" {
    return try ChatProcesses.send(
      url: arguments[1], count: Int(arguments[2]) ?? 1, concurrency: Int(arguments[3]) ?? 1)
  }
  let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  if arguments.count == 3, arguments[0] == "serve-generation" {
    return try GenerationProcesses.serve(
      rate: Double(arguments[1]) ?? 1, examples: Int(arguments[2]) ?? 1, project: project)
  }
  if arguments.count == 6, arguments[0] == "generate" {
    return try GenerationProcesses.generate(Array(arguments.dropFirst()), project: project)
  }
  guard let program = arguments.first, !program.hasPrefix("-") else { throw Usage() }
  let assay = URL(fileURLWithPath: program).path
  func option(_ name: String) -> String? {
    arguments.firstIndex(of: name).flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
  }
  let count = option("--examples").flatMap { Int($0) } ?? 1_000_000
  let only = option("--only")
  let folder = project.appendingPathComponent(".build/bench")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  var figures: [Figure] = []
  if only == "dispatch" {
    return print(Figure.table(try ChatFigures(project: project, folder: folder).measure()))
  }
  if only == "rule" { return print(Figure.table(RuleFigures(count: count).measure())) }
  if only == "calibration" {
    return print(Figure.table(try CalibrationFigures(project: project, folder: folder).measure()))
  }
  let data = try BenchmarkData(project: project)
  let generation = GenerationFigures(
    assay: assay, data: data, project: project, folder: folder, count: count)
  if only == nil || only == "import" {
    note("import and export …")
    figures += try ImportFigures(
      assay: assay, folder: folder, data: data,
      peer: project.appendingPathComponent("Benchmarks/peer_import.py")
    ).measure()
  }
  if only == nil || only == "duplicates" || only == "threshold" {
    figures += try DuplicateFigures(assay: assay, folder: folder, project: project)
      .measure(onlyThreshold: only == "threshold")
  }
  if only == nil || only == "workbench" {
    let workspace = try bigWorkspace(assay, data, count: count, in: folder)
    note("the workbench on \(count) examples …")
    figures += try WorkbenchFigures(assay: assay, workspace: workspace, count: count, folder: folder)
      .measure()
    note("the workbench while it judges …")
    figures += try LiveRunFigures(assay: assay, workspace: workspace, count: count, folder: folder).measure()
  }
  if only == "live" {
    let workspace = try bigWorkspace(assay, data, count: count, in: folder)
    figures += try LiveRunFigures(assay: assay, workspace: workspace, count: count, folder: folder).measure()
  }
  if only == nil || only == "arrivals" {
    let workspace = try bigWorkspace(assay, data, count: count, in: folder)
    note("the workbench while examples come …")
    figures += try ArrivalFigures(assay: assay, workspace: workspace, count: count, folder: folder).measure()
  }
  if only == nil { figures += RuleFigures(count: count).measure() }
  if only == nil || only == "dispatch" {
    figures += try ChatFigures(project: project, folder: folder).measure()
  }
  if only == nil {
    figures += try CalibrationFigures(project: project, folder: folder).measure()
  }
  if only == nil || only == "generate" { figures += try generation.measure() }
  print(Figure.table(figures))
  if !MeasuredCommand.canPin { print("\nThere is no taskset here: \"one core\" was not enforced.") }
}

do {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  note("assay-bench: \(error)")
  exit(1)
}
