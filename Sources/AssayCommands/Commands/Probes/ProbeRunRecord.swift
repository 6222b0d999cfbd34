import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// The making of probes as an entry in the list of runs.
struct ProbeRunRecord {
  private struct Parameters: Encodable {
    var from: String
    var seed: UInt64
    var knownBad: Int
    var knownGood: Int
    var subtle: Int
  }

  private let workspace: Workspace
  let id: RunID
  /// Probes that rules make.
  private let ruled: Int

  init(_ workspace: Workspace, _ draft: ProbeDraft, subtle: Int) throws {
    self.workspace = workspace
    ruled = draft.bad.count + draft.good.count
    let parameters = Parameters(
      from: draft.source.text, seed: draft.seed, knownBad: draft.bad.count, knownGood: draft.good.count,
      subtle: subtle)
    id = try workspace.beginRun(
      kind: .probes, title: "probes from \(draft.source.text)",
      parameters: String(decoding: JSONEncoder().encode(parameters), as: UTF8.self), at: Clock.milliseconds())
  }

  /// Writes how it ended, whichever way.
  ///
  /// - Parameter body: makes the probes, and tells how the model's part ended; nil: there was none.
  func during(_ body: () throws -> SubtleStep.Outcome?) throws {
    do {
      let outcome = try body()
      var progress = outcome?.progress ?? RunProgress()
      progress.total += ruled
      progress.done += ruled
      let state = progress.end(outcome?.ending ?? .finished)
      try workspace.updateRun(id, state: state, progress: progress, at: Clock.milliseconds())
    } catch {
      var progress = RunProgress()
      progress.total = ruled
      progress.ending = "\(error)"
      try? workspace.updateRun(id, state: .failed, progress: progress, at: Clock.milliseconds())
      throw error
    }
  }
}
