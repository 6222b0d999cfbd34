import AssayModel
import TerminalCore

// The runs as lines: the same report as on the screen.

extension LinearText {
  /// The runs, then the one under the cursor in full.
  static func runs(_ state: AppState) -> [String] {
    guard let run = state.runs.current else {
      return [state.runs.isRead ? "Nothing has run yet." : "Reading the runs."]
    }
    let place = "Run \(state.runs.cursor + 1) of \(state.runs.runs.count), the newest first"
    return ["\(place): \(safe(run.title)), \(RunFigures(run: run, now: state.now).stateWord)."]
      + report(on: run, state)
  }

  /// A run in full, a line for each fact.
  static func report(on run: Run, _ state: AppState) -> [String] {
    RunReport(run, now: state.now, bar: state.task.calibration.bar).items.flatMap { item -> [String] in
      switch item {
      case .progress(_, let parts): ["  " + parts.joined(separator: ", ") + "."]
      case .fact(let name, let parts, _, _): ["  \(name): \(safe(parts.joined(separator: ", ")))."]
      case .warning(let text): ["  Warning: \(safe(text))."]
      case .failure(let failure):
        [
          "  Errors, \(failure.kind.rawValue): \(grouped(failure.count)); the last: \(safe(failure.lastMessage))"
        ]
      case .histogram(let histogram): [scores(histogram)]
      case .funnel(let steps, _):
        ["  funnel: " + steps.map { "\(grouped($0.count)) \($0.name)" }.joined(separator: ", ") + "."]
      case .cells(let cells): quotas(cells)
      case .diversity(let measures):
        measures.map {
          "  \($0.name): last batch \($0.last ?? "not measured"), all \($0.all ?? "not measured"); \($0.note)."
        }
      case .saturation(let curve): ["  saturation: " + curve.words.joined(separator: "; ") + "."]
      case .space: []
      }
    }
  }

  private static func quotas(_ cells: [GenerationFigures.Cell]) -> [String] {
    let shown = cells.prefix(8).map { "  \(safe($0.name)): \(grouped($0.got)) of \(grouped($0.wanted))." }
    return shown + (cells.count > 8 ? ["  And \(grouped(cells.count - 8)) more."] : [])
  }

  /// "accuracy: mean 3.32; score 1: 60, 8 %; …"
  private static func scores(_ histogram: RunProgress.Histogram) -> String {
    let mean = histogram.mean.map { "mean \(fixedText($0, decimals: 2))" } ?? "no score yet"
    let counts = histogram.counts.enumerated().map { index, count in
      let share = histogram.total == 0 ? 0 : Double(count) / Double(histogram.total)
      return "score \(histogram.minimum + index): \(grouped(count)), \(Int((share * 100).rounded())) %"
    }
    return "  \(safe(histogram.dimension)): " + ([mean] + counts).joined(separator: "; ") + "."
  }

  /// How a run is that goes on beside the review; nil: none does.
  static func hint(_ state: AppState) -> String? {
    let hint = runHint(state, width: .max / 2)
    return hint.isEmpty ? nil : hint
  }
}
