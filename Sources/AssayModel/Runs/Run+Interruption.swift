extension Run {
  /// A run on this machine whose process is gone counts as interrupted after so many milliseconds without a sign:
  /// its last words may still be on their way to the disk.
  public static let silenceHere: Int64 = 10_000
  /// A run on another machine, whose processes nobody can see from here, after so many.
  public static let silenceElsewhere: Int64 = 60_000

  /// The run as it is at this moment: ``State/interrupted`` when it says that it goes on and gives no sign of it.
  ///
  /// - Parameters:
  ///   - now: milliseconds since 1970.
  ///   - host: where the question is asked.
  ///   - isAlive: whether this host has a process with this number.
  public func seen(at now: Int64, from host: String, isAlive: (Int32) -> Bool) -> Run {
    guard !state.isOver else { return self }
    let silence = now - updatedAt
    let isGone =
      self.host == host ? silence > Self.silenceHere && !isAlive(process) : silence > Self.silenceElsewhere
    guard isGone else { return self }
    var run = self
    run.state = .interrupted
    run.endedAt = updatedAt
    return run
  }
}
