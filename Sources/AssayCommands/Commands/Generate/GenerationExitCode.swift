import AssayEngine
import AssayModel

/// The exit codes of `assay generate` and `assay augment`. 2, nothing was done, is ``CommandFailure``'s.
enum GenerationExitCode {
  static let short: Int32 = 1
  static let nothing: Int32 = 2
  static let budgetSpent: Int32 = 3
  static let serverFailed: Int32 = 4
  /// The plan was shown, and nobody has said yes to it.
  static let unconfirmed: Int32 = 5

  /// - Parameter signal: the one that ended the run; nil: a wish from elsewhere did.
  static func code(of summary: GenerationSummary, signal: Int32?) -> Int32 {
    switch summary.ending {
    case .stopped: return 128 + (signal ?? 2)
    case .budgetSpent: return budgetSpent
    case .failed: return serverFailed
    case .finished:
      if summary.shortfalls.isEmpty, summary.tally.collapse == nil { return 0 }
      return summary.tally.taken == 0 ? nothing : short
    }
  }
}
