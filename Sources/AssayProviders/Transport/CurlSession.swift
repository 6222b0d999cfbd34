import CCurl
import Foundation

/// One request at a time, and the connections that are kept for the next one.
///
/// A multi handle, though it does one transfer at a time: `curl_easy_perform` looks at cancellation and idle time once
/// a second only, `curl_multi_poll` as often as we like.
///
/// Unchecked: ``CurlTransport`` lends a session to one thread at a time, which is what libcurl asks for.
final class CurlSession: @unchecked Sendable {
  private let handle: CurlHandle
  private let multi: UnsafeMutableRawPointer

  init() throws(TransportProblem) {
    handle = try CurlHandle()
    guard let multi = curl_multi_init() else { throw .noMemory }
    self.multi = multi
  }

  deinit { curl_multi_cleanup(multi) }

  func send(
    _ request: HTTPRequest, authorities: String?, progress: (Int, Int) -> Void, isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    try handle.prepare(request, authorities: authorities)
    curl_multi_add_handle(multi, handle.easy)
    // A transfer that is left in the middle closes its connection here.
    defer { curl_multi_remove_handle(multi, handle.easy) }
    let start = ContinuousClock.now
    var running: Int32 = 1
    while true {
      let state = curl_multi_perform(multi, &running)
      guard state == CURLM_OK else { throw TransportProblem(state) }
      if running == 0 { break }
      if isCancelled() { throw CancellationError() }
      let rest = handle.idleRest(at: .now)
      if rest <= .zero { throw TransportProblem.timedOut(.idle, seconds: request.limits.idle.seconds) }
      progress(handle.transfer.body.count, handle.expectedBytes)
      curl_multi_poll(multi, nil, 0, Int32(min(50, rest.wholeMilliseconds)), nil)
    }
    progress(handle.transfer.body.count, handle.transfer.body.count)
    var code = CURLE_OK
    guard assay_curl_next_finished(multi, &code) != nil else {
      throw TransportProblem.other(code: 0, detail: "the transfer ended without a result")
    }
    return try handle.outcome(code, seconds: (ContinuousClock.now - start).seconds).get()
  }
}
