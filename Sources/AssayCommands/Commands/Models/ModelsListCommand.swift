import ArgumentParser
import AssayEmbedding
import TerminalCore

/// `assay models list`
struct ModelsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the installed and the known models: licence, size, dimensions.")

  @Flag(help: "The list as JSON.")
  var json = false

  func run() throws {
    let library = RuntimeEnvironment.current.models
    let entries = ModelEntry.all(in: library)
    if json { return try JSONOutput.print(entries) }
    for line in Self.lines(entries) { Console.output(line) }
    if !entries.contains(where: { $0.state == "installed" }), let best = KnownModels.all.first {
      Console.error("none is installed; get one with: assay models fetch \(best.name)")
    }
  }

  /// A table, and under each model what it is good for.
  static func lines(_ entries: [ModelEntry]) -> [String] {
    let rows = entries.map { entry in
      [
        entry.name, entry.state, entry.licence ?? "–", entry.purpose,
        Figures.bytes(entry.bytes),
      ].map(DisplayText.safe)
    }
    let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return zip(rows, entries).flatMap { row, entry in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = cells.joined(separator: "  ")
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.endIndex
      return [String(line[..<end])] + (entry.summary.map { ["  " + DisplayText.safe($0)] } ?? [])
    }
  }
}
