import CCurl

/// Many requests at once on one thread: one libcurl multi handle, which keeps connections open for the next request and
/// puts several requests on one connection where the server speaks HTTP/2.
///
/// A request that is cancelled closes its connection (with HTTP/2 its stream) at once. That is how a server learns to
/// stop generating: vLLM, llama.cpp's server and others look whether the client is still there. Answers are therefore
/// not streamed: `"stream": true` would tell the server the same and cost a parser of events, and a judgement is of
/// use only as a whole.
///
/// Unchecked: one thread uses it, all functions but ``wake()``, which libcurl allows from anywhere.
final class CurlPool: TransferPool, @unchecked Sendable {
  private struct Running {
    var id: Int
    var handle: CurlHandle
    var start: ContinuousClock.Instant
  }

  private let multi: UnsafeMutableRawPointer
  private let sockets: CurlSockets
  private let epoch = ContinuousClock.now
  /// By their easy handles.
  private var running: [UnsafeMutableRawPointer: Running] = [:]
  private var handles: [Int: UnsafeMutableRawPointer] = [:]
  private var spare: [CurlHandle] = []
  /// What has ended without libcurl.
  private var failed: [CompletedTransfer] = []
  private var nextIdleCheck: ContinuousClock.Instant?
  /// libcurl may know of more that has ended.
  private var hasMore = false
  /// Requests that ended together are told in small groups, so that their successors go out one group after the other
  /// and not all after the last: with a slow server that answers all at once, the time it takes to read 64 answers
  /// would otherwise be lost in each round.
  private static let group = 8

  init() throws(TransportProblem) {
    try CurlTransport.initialize()
    sockets = try CurlSockets()
    guard let multi = curl_multi_init() else { throw .noMemory }
    self.multi = multi
    sockets.attach(to: multi)
    // As many as there can ever be at once: a connection that is not kept costs a handshake.
    _ = assay_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 1024)
  }

  deinit {
    for easy in running.keys { curl_multi_remove_handle(multi, easy) }
    running.removeAll()
    spare.removeAll()
    curl_multi_cleanup(multi)
  }

  var now: Duration { ContinuousClock.now - epoch }

  func start(_ id: Int, _ request: HTTPRequest) {
    do throws(TransportProblem) {
      if let reason = HTTPAddress.problem(with: request.url) {
        throw .badAddress(url: HTTPAddress.shown(request.url), reason: reason)
      }
      let handle = if let last = spare.popLast() { last } else { try CurlHandle() }
      try handle.prepare(request, authorities: nil)
      let state = curl_multi_add_handle(multi, handle.easy)
      guard state == CURLM_OK else { throw TransportProblem(state) }
      let now = ContinuousClock.now
      running[handle.easy] = Running(id: id, handle: handle, start: now)
      handles[id] = handle.easy
      // Where the whole time is over first, nobody has to look.
      if request.limits.idle < request.limits.total { nextIdleCheck = min(nextIdleCheck ?? now, now) }
    } catch {
      failed.append(CompletedTransfer(id: id, result: .failure(error), seconds: 0))
    }
  }

  func cancel(_ id: Int) {
    if let easy = handles[id] { _ = remove(easy) }
    failed.removeAll { $0.id == id }
  }

  func wake() { sockets.wake() }

  func wait(until deadline: Duration) -> [CompletedTransfer] {
    // What was started since the last time goes out before anything is waited for.
    var state = runTimers()
    if state == CURLM_OK, failed.isEmpty, !hasMore {
      let end = [epoch + deadline, nextIdleCheck, sockets.due].compactMap(\.self).min() ?? epoch
      let ready = sockets.wait(until: end)
      var count: Int32 = 0
      for (socket, events) in ready where state == CURLM_OK {
        state = curl_multi_socket_action(multi, socket, events, &count)
      }
      if state == CURLM_OK { state = runTimers() }
    }
    var result = failed
    failed.removeAll()
    let now = ContinuousClock.now
    var code = CURLE_OK
    hasMore = true
    while result.count < Self.group {
      guard let easy = assay_curl_next_finished(multi, &code) else {
        hasMore = false
        break
      }
      guard let ended = remove(easy) else { continue }
      let seconds = (now - ended.start).seconds
      let outcome = ended.handle.outcome(code, seconds: seconds)
      result.append(CompletedTransfer(id: ended.id, result: outcome, seconds: seconds))
    }
    if state != CURLM_OK { result += endAll(TransportProblem(state), now) }
    if let check = nextIdleCheck, check <= now { result += endIdle(now) }
    return result
  }

  private func runTimers() -> CURLMcode {
    guard let due = sockets.due, due <= .now else { return CURLM_OK }
    sockets.clearDue()
    var count: Int32 = 0
    return assay_curl_time_is_up(multi, &count)
  }

  /// Ends requests that nothing came for, and says when to look again.
  private func endIdle(_ now: ContinuousClock.Instant) -> [CompletedTransfer] {
    var result: [CompletedTransfer] = []
    nextIdleCheck = nil
    for (easy, transfer) in running where transfer.handle.limits.idle < transfer.handle.limits.total {
      let rest = transfer.handle.idleRest(at: now)
      if rest <= .zero {
        _ = remove(easy)
        let problem = TransportProblem.timedOut(.idle, seconds: transfer.handle.limits.idle.seconds)
        let seconds = (now - transfer.start).seconds
        result.append(CompletedTransfer(id: transfer.id, result: .failure(problem), seconds: seconds))
      } else {
        let next = now + min(rest, .milliseconds(50))
        nextIdleCheck = min(nextIdleCheck ?? next, next)
      }
    }
    return result
  }

  private func endAll(_ problem: TransportProblem, _ now: ContinuousClock.Instant) -> [CompletedTransfer] {
    running.keys.compactMap { remove($0) }.map {
      CompletedTransfer(id: $0.id, result: .failure(problem), seconds: (now - $0.start).seconds)
    }
  }

  private func remove(_ easy: UnsafeMutableRawPointer) -> Running? {
    guard let ended = running.removeValue(forKey: easy) else { return nil }
    curl_multi_remove_handle(multi, easy)
    handles[ended.id] = nil
    spare.append(ended.handle)
    return ended
  }
}
