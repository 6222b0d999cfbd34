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
  private let id: RunID
  private let total: Int

  init(_ workspace: Workspace, _ draft: ProbeDraft, subtle: Int) throws {
    self.workspace = workspace
    total = draft.bad.count + draft.good.count + subtle
    let parameters = Parameters(
      from: draft.source.text, seed: draft.seed, knownBad: draft.bad.count, knownGood: draft.good.count,
      subtle: subtle)
    id = try workspace.beginRun(
      kind: .probes, title: "probes from \(draft.source.text)",
      parameters: String(decoding: JSONEncoder().encode(parameters), as: UTF8.self), at: Clock.milliseconds())
  }

  /// Writes how it ended, whichever way.
  func during(_ body: () throws -> Void) throws {
    var progress = RunProgress()
    progress.total = total
    do {
      try body()
      progress.done = total
      try workspace.updateRun(id, state: .finished, progress: progress, at: Clock.milliseconds())
    } catch {
      progress.ending = "\(error)"
      try? workspace.updateRun(id, state: .failed, progress: progress, at: Clock.milliseconds())
      throw error
    }
  }
}
