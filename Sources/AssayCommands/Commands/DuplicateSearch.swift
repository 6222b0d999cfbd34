import AssayEngine
import AssayModel
import AssayStore

/// A search for near duplicates with its progress on the standard error.
enum DuplicateSearch {
  static func run(
    _ workspace: Workspace, settings: DuplicateSettings, showsProgress: Bool
  ) throws -> DuplicateSummary {
    let line = ProgressLine(isShown: showsProgress)
    defer { line.finish() }
    return try Interruption.handled { cancellation in
      try DuplicateRun(workspace: workspace, settings: settings, cancellation: cancellation) { progress in
        line.update {
          let share = "\(Figures.grouped(progress.done)) of \(Figures.grouped(progress.total))"
          let stage =
            switch progress.stage {
            case .reading: "reading"
            case .candidates: "looking"
            case .comparing: "comparing"
            case .measuring: "measuring"
            case .embedding: "embedding"
            case .vectors: "comparing vectors"
            case .reference(let name): "comparing with \(name)"
            case .clustering: "clustering"
            }
          return "Looking for near duplicates: \(stage)" + (progress.total > 0 ? ", \(share)" : "")
        }
      }.run()
    }
  }

  static func sentence(_ summary: DuplicateSummary) -> String {
    guard summary.clusters > 0 else {
      return "No near duplicates among \(Figures.count(summary.examples, "example"))"
    }
    return "\(Figures.count(summary.clusters, "cluster")) of near duplicates with "
      + Figures.count(summary.clusters + summary.duplicates, "example")
  }
}
