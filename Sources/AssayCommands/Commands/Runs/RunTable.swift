import AssayModel
import TerminalCore

/// The list of runs for a person.
enum RunTable {
  /// One line for each run, and one below it for what ended it.
  static func lines(_ runs: [Run], now: Int64) -> [String] {
    let rows = runs.map { run in
      [
        "\(run.id.rawValue)", run.title, state(run), progress(run), cost(run), age(run, now: now),
      ].map(DisplayText.safe)
    }
    let head = ["run", "what", "state", "done", "cost", "began"]
    let table = [head] + rows
    let widths = head.indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    let texts = table.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = cells.joined(separator: "  ")
      return String(line.prefix { _ in true }.reversed().drop { $0 == " " }.reversed())
    }
    return zip(texts.dropFirst(), runs).reduce(into: [texts[0]]) { lines, pair in
      lines.append(pair.0)
      if let ending = pair.1.progress.ending { lines.append("     " + DisplayText.safe(ending)) }
    }
  }

  private static func state(_ run: Run) -> String {
    if let next = run.continuedBy { return "continued by run \(next.rawValue)" }
    guard !run.state.isOver else { return run.state.rawValue }
    if run.wish.isCancelled { return "being cancelled" }
    return run.wish.isPaused && run.state == .running ? "being paused" : run.state.rawValue
  }

  private static func progress(_ run: Run) -> String {
    let failed = run.progress.failed == 0 ? "" : ", \(Figures.grouped(run.progress.failed)) failed"
    return "\(Figures.grouped(run.progress.done)) of \(Figures.grouped(run.progress.total))\(failed)"
  }

  private static func cost(_ run: Run) -> String {
    run.progress.traffic.cost.map(Figures.money) ?? "not known"
  }

  private static func age(_ run: Run, now: Int64) -> String {
    let seconds = max(0, now - run.startedAt) / 1000
    switch seconds {
    case ..<60: return "\(seconds) s ago"
    case ..<3600: return "\(seconds / 60) min ago"
    case ..<172_800: return "\(seconds / 3600) h ago"
    default: return "\(seconds / 86_400) days ago"
    }
  }
}
