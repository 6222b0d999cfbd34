import AssayEngine
import AssayStore

/// A search for near duplicates with its progress on the standard error.
enum DuplicateSearch {
  static func run(
    _ workspace: Workspace, threshold: Double, showsProgress: Bool
  ) throws -> DuplicateRun.Summary {
    let line = ProgressLine(isShown: showsProgress)
    defer { line.finish() }
    return try Interruption.handled { cancellation in
      try DuplicateRun(workspace: workspace, threshold: threshold, cancellation: cancellation) { progress in
        line.update {
          let share = "\(Figures.grouped(progress.done)) of \(Figures.grouped(progress.total))"
          return switch progress.stage {
          case .reading: "Looking for near duplicates: reading \(share) examples"
          case .comparing: "Looking for near duplicates: comparing, round \(share)"
          }
        }
      }.run()
    }
  }

  static func sentence(_ summary: DuplicateRun.Summary) -> String {
    if summary.clusters == 0 {
      return
        "No near duplicates among \(Figures.count(summary.examples, "example")) (threshold \(summary.threshold))"
    }
    return "\(Figures.count(summary.clusters, "cluster")) of near duplicates with "
      + "\(Figures.count(summary.members, "example")) (threshold \(summary.threshold))"
  }
}
