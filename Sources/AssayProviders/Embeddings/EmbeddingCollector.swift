import Synchronization

/// Hands out batches to threads and takes in their answers.
final class EmbeddingCollector: Sendable {
  private struct State {
    var next = 0
    var answers: [[Float]]
    /// The failure of the earliest batch that failed for a reason of its own, so that the same input gives the same
    /// message whichever thread is first.
    var failure: (number: Int, error: any Error)?
  }

  private let batches: [[Int]]
  private let state: Mutex<State>

  init(batches: [[Int]]) {
    self.batches = batches
    state = Mutex(State(answers: Array(repeating: [], count: batches.count)))
  }

  var hasFailed: Bool { state.withLock { $0.failure != nil } }

  /// The next batch and its number; nil when there is none, or when one has failed.
  func next() -> (Int, [Int])? {
    state.withLock { state in
      guard state.failure == nil, state.next < batches.count else { return nil }
      defer { state.next += 1 }
      return (state.next, batches[state.next])
    }
  }

  func settle(_ number: Int, _ result: Result<[Float], any Error>) {
    state.withLock { state in
      switch result {
      case .success(let values): state.answers[number] = values
      case .failure(let error):
        // A batch that was stopped because another failed has nothing to say.
        if error is CancellationError, state.failure != nil { return }
        if let known = state.failure, known.number < number, !(known.error is CancellationError) { return }
        state.failure = (number, error)
      }
    }
  }

  /// By batch.
  func answers() throws -> [[Float]] {
    try state.withLock { state in
      if let failure = state.failure { throw failure.error }
      return state.answers
    }
  }
}
