import AssayModel
import Synchronization

/// Where the threads of a run put how far it is, and where anybody reads it.
final class RunBoard: Sendable {
  private struct State {
    var examples: RunProgress
    var traffic = ChatTraffic()
    /// Of an example that needs requests, before any is paid.
    var expectedExampleCost: Double?
  }
  private let state: Mutex<State>

  init(_ examples: RunProgress) { state = Mutex(State(examples: examples)) }

  /// How far the run is; with `examples`, how far it will be when they are on disk.
  func progress(with examples: RunProgress? = nil) -> RunProgress {
    state.withLock { state in
      var progress = examples ?? state.examples
      progress.traffic = state.traffic
      progress.warnings += state.traffic.warnings.filter { !progress.warnings.contains($0) }
      progress.expectedCost = Self.expectedCost(progress, example: state.expectedExampleCost)
      return progress
    }
  }

  func set(_ examples: RunProgress) { state.withLock { $0.examples = examples } }
  func set(_ traffic: ChatTraffic) { state.withLock { $0.traffic = traffic } }

  /// What an example is going to cost, by the length of its questions; the first word counts.
  func expect(exampleCost: Double) {
    state.withLock { $0.expectedExampleCost = $0.expectedExampleCost ?? exampleCost }
  }

  var expectsCost: Bool { state.withLock { $0.expectedExampleCost != nil } }

  /// The examples to come cost what those so far did.
  private static func expectedCost(_ progress: RunProgress, example: Double?) -> Double? {
    guard let spent = progress.traffic.cost else { return nil }
    let paid = progress.done - progress.cached
    let left = Double(progress.total - progress.done)
    // Those in flight are paid for in part, so early figures would be far too high.
    if paid >= 20 { return spent + left * spent / Double(paid) }
    return example.map { max(spent, left * $0) }
  }
}
