import AssayEngine
import AssayModel

/// The exit codes of commands that ask models: `assay judge`, and `assay probes make --subtle`.
enum JudgeExitCode {
  static let someFailed: Int32 = 1
  static let budgetSpent: Int32 = 3
  static let serverFailed: Int32 = 4

  static func code(of result: JudgeResult, signal: Int32?) -> Int32 {
    code(result.summary.ending, failed: result.summary.failed + result.summary.missing, signal: signal)
  }

  /// - Parameters:
  ///   - failed: what is without an answer.
  ///   - signal: the one that ended the run; nil: a wish from elsewhere did.
  static func code(_ ending: ChatEnding, failed: Int, signal: Int32?) -> Int32 {
    switch ending {
    case .stopped: 128 + (signal ?? 2)
    case .budgetSpent: budgetSpent
    case .failed: serverFailed
    case .finished: failed > 0 ? someFailed : 0
    }
  }
}
