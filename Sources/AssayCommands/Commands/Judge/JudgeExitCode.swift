import AssayEngine
import AssayModel

/// The exit codes of `assay judge`.
enum JudgeExitCode {
  static let someFailed: Int32 = 1
  static let budgetSpent: Int32 = 3
  static let serverFailed: Int32 = 4

  /// - Parameter signal: the one that ended the run; nil: a wish from elsewhere did.
  static func code(of result: JudgeResult, signal: Int32?) -> Int32 {
    switch result.summary.ending {
    case .stopped: 128 + (signal ?? 2)
    case .budgetSpent: budgetSpent
    case .failed: serverFailed
    case .finished: result.summary.failed + result.summary.missing > 0 ? someFailed : 0
    }
  }
}
