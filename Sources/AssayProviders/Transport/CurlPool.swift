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
  private let epoch = ContinuousClock.now
  /// By their easy handles.
  private var running: [UnsafeMutableRawPointer: Running] = [:]
  private var handles: [Int: UnsafeMutableRawPointer] = [:]
  private var spare: [CurlHandle] = []
  /// What has ended without libcurl.
  private var failed: [CompletedTransfer] = []
  private var nextIdleCheck: ContinuousClock.Instant?

  init() throws(TransportProblem) {
    try CurlTransport.initialize()
    guard let multi = curl_multi_init() else { throw .noMemory }
    self.multi = multi
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

  func wake() { curl_multi_wakeup(multi) }

  func wait(until deadline: Duration) -> [CompletedTransfer] {
    if failed.isEmpty {
      let end = [epoch + deadline, nextIdleCheck].compactMap(\.self).min() ?? epoch
      let rest = end - ContinuousClock.now
      curl_multi_poll(multi, nil, 0, rest <= .zero ? 0 : Int32(min(60_000, rest.wholeMilliseconds)), nil)
    }
    var count: Int32 = 0
    let state = curl_multi_perform(multi, &count)
    var result = failed
    failed.removeAll()
    let now = ContinuousClock.now
    var code = CURLE_OK
    while let easy = assay_curl_next_finished(multi, &code) {
      guard let ended = remove(easy) else { continue }
      let seconds = (now - ended.start).seconds
      let outcome = ended.handle.outcome(code, seconds: seconds)
      result.append(CompletedTransfer(id: ended.id, result: outcome, seconds: seconds))
    }
    if state != CURLM_OK { result += endAll(TransportProblem(state), now) }
    if let check = nextIdleCheck, check <= now { result += endIdle(now) }
    return result
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
