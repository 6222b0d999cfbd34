/// Many requests at once, driven by the one thread that waits for them.
///
/// A protocol, so that what decides about requests can be tested against a clock that is only pretended.
protocol TransferPool: AnyObject {
  /// Time since the pool was made.
  var now: Duration { get }

  /// Begins a request. What keeps it from beginning is told by ``wait(until:)`` like any other problem.
  ///
  /// - Parameter id: the caller's own; of no other running request.
  func start(_ id: Int, _ request: HTTPRequest)

  /// Gives a request up at once; nothing more is told of it.
  func cancel(_ id: Int)

  /// Blocks until a request has ended, the time has come, or for no reason at all.
  func wait(until deadline: Duration) -> [CompletedTransfer]

  /// Ends the waiting early. The only function for other threads.
  func wake()
}

/// A request that has ended.
struct CompletedTransfer {
  var id: Int
  var result: Result<HTTPResponse, TransportProblem>
  /// From its start to its end.
  var seconds: Double
}
