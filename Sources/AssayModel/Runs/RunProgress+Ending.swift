extension RunProgress {
  /// Notes why a run has ended, where its state does not say it all.
  ///
  /// - Returns: the state that it has ended in.
  public mutating func end(_ reason: ChatEnding) -> Run.State {
    switch reason {
    case .finished: return .finished
    case .stopped: return .cancelled
    case .budgetSpent: return .budgetSpent
    case .failed(let problem):
      ending = problem.message
      return .failed
    }
  }
}
