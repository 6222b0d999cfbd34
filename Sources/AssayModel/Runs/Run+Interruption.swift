extension Run {
  /// A process that was started after the last sign of a run is another one with the same number, when the run has been
  /// silent for so many milliseconds.
  public static let silenceHere: Int64 = 10_000
  /// A run on another machine, whose processes nobody can see from here, counts as interrupted after so many.
  public static let silenceElsewhere: Int64 = 60_000

  /// The run as it is at this moment: ``State/interrupted`` when it says that it goes on and its process is gone.
  ///
  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - host: where the question is asked.
  ///   - isAlive: whether this host has a process with this number. Whatever a process wrote before it died must be read
  ///     after this was asked.
  ///   - startedAt: when the process with this number was started, in milliseconds since 1970; nil: not known.
  public func seen(
    at now: Int64, from host: String, isAlive: (Int32) -> Bool, startedAt: (Int32) -> Int64? = { _ in nil }
  ) -> Run {
    guard !state.isOver else { return self }
    let silence = now - updatedAt
    let isGone =
      self.host == host
      ? !isAlive(process)
        || silence > Self.silenceHere && startedAt(process).map { $0 > updatedAt } == true
      : silence > Self.silenceElsewhere
    guard isGone else { return self }
    var run = self
    run.state = .interrupted
    run.endedAt = updatedAt
    return run
  }
}
