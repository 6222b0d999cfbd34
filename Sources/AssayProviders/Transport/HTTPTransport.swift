/// Request in, response out; blocks the calling thread, and can be called from several.
public protocol HTTPTransport: Sendable {
  /// - Parameters:
  ///   - progress: told now and then how many bytes of the body are there and how many there will be (0: not known).
  ///   - isCancelled: asked at least ten times a second.
  /// - Throws: ``TransportProblem``; `CancellationError` when it was cancelled. A status of 400 or more is no error
  ///   here.
  func send(
    _ request: HTTPRequest, progress: (_ received: Int, _ expected: Int) -> Void,
    isCancelled: () -> Bool
  ) throws -> HTTPResponse
}

extension HTTPTransport {
  /// Without a look at the progress.
  public func send(_ request: HTTPRequest, isCancelled: () -> Bool = { false }) throws -> HTTPResponse {
    try send(request, progress: { _, _ in }, isCancelled: isCancelled)
  }
}
