import AssayEngine
import AssayStore
import Foundation

/// Writes an export to a file, for the command and for the workbench.
enum ExportFile {
  /// - Parameter format: nil: as the file's name says.
  /// - Returns: a sentence about what was written.
  static func write(
    _ workspace: Workspace, _ selection: ExportSelection, format: ExportFormat?, path: String, force: Bool,
    options: ExportRun.Options = ExportRun.Options()
  ) throws -> String {
    let format = format ?? (path.lowercased().hasSuffix(".csv") ? .csv : .jsonl)
    let run = ExportRun(workspace: workspace, selection: selection, format: format, options: options)
    let summary = try run.write(toFile: path, force: force)
    let left = leftOut(summary, options).map { "; " + $0 } ?? ""
    return "Wrote \(Figures.count(summary.rows, "row")) to \(path)" + left
  }

  /// nil: nothing was left out.
  static func leftOut(_ summary: ExportRun.Summary, _ options: ExportRun.Options) -> String? {
    let least = options.minimumConfidence.map { "\(Int($0))" } ?? ""
    let parts = [
      (summary.unsure, "with a confidence under \(least)"),
      (summary.withoutConfidence, "without a confidence"),
      (summary.withoutAnswer, "without an answer or a label"),
    ].filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.1)" }
    return parts.isEmpty ? nil : "left out: " + parts.joined(separator: ", ")
  }
}

/// Writes an export that was asked for in the workbench.
///
/// - Parameter what: the name of an ``ExportSelection``.
/// - Returns: a sentence about what was written.
/// - Throws: ``CommandFailure`` when there is no such selection.
func exportFile(
  _ workspace: Workspace, _ options: LaunchOptions, what: String, file: String, force: Bool
) throws -> String {
  guard let selection = ExportSelection(rawValue: what) else {
    throw CommandFailure(
      "there is nothing called \"\(what)\" to export"
        + Spelling.hint(for: what, among: ExportSelection.allCases.map(\.rawValue)))
  }
  // The way to replace it is another one here than on the command line.
  if !force, FileManager.default.fileExists(atPath: file) {
    throw CommandFailure("\(file) is there already; name another file, or replace it with :export!")
  }
  return try ExportFile.write(workspace, selection, format: nil, path: file, force: force)
}
