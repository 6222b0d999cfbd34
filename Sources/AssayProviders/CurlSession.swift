import CCurl
import Foundation

/// One libcurl handle and the connections it keeps.
///
/// A multi handle, though it does one transfer at a time: `curl_easy_perform` looks at cancellation and idle time once
/// a second only, `curl_multi_poll` as often as we like.
///
/// Unchecked: ``CurlTransport`` lends a session to one thread at a time, which is what libcurl asks for.
final class CurlSession: @unchecked Sendable {
  private let easy: UnsafeMutableRawPointer
  private let multi: UnsafeMutableRawPointer
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init() throws {
    guard let easy = curl_easy_init(), let multi = curl_multi_init() else {
      throw TransportProblem.other(
        code: Int(CURLE_OUT_OF_MEMORY.rawValue), detail: "no memory for a connection")
    }
    self.easy = easy
    self.multi = multi
  }

  deinit {
    curl_multi_cleanup(multi)
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  func send(
    _ request: HTTPRequest, authorities: String?, progress: (Int, Int) -> Void, isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    curl_easy_reset(easy)
    errorText.pointee = 0
    let transfer = CurlTransfer(limit: request.limits.bytes)
    let headers = try Self.list(of: request)
    defer { curl_slist_free_all(headers) }
    configure(request, authorities: authorities)
    _ = assay_curl_set_headers(easy, headers)
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    _ = assay_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION, CurlTransfer.receiveBody)
    _ = assay_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    _ = assay_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION, CurlTransfer.receiveHeader)
    _ = assay_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    let result = try withExtendedLifetime(transfer) {
      try run(request.limits, transfer, progress: progress, isCancelled: isCancelled)
    }
    guard result.code == CURLE_OK else {
      throw problem(result.code, seconds: result.seconds, request, transfer, authorities: authorities)
    }
    guard transfer.isHeadComplete else {
      throw TransportProblem.dropped(detail: "the answer's head is not complete")
    }
    let status = Int(assay_curl_get_long(easy, CURLINFO_RESPONSE_CODE))
    return HTTPResponse(status: status, headers: transfer.headers, body: transfer.body)
  }

  // MARK: Options

  private func configure(_ request: HTTPRequest, authorities: String?) {
    let limits = request.limits
    _ = assay_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    // Without it, time-outs of the name resolver use SIGALRM, which other threads do not survive.
    _ = assay_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    _ = assay_curl_set_string(easy, CURLOPT_URL, request.url)
    assay_curl_allow(easy, request.url.lowercased().hasPrefix("https:") ? 1 : 0)
    _ = assay_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, limits.connect.wholeMilliseconds)
    _ = assay_curl_set_long(easy, CURLOPT_TIMEOUT_MS, limits.total.wholeMilliseconds)
    _ = assay_curl_set_offset(easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(limits.bytes))
    _ = assay_curl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 1)
    _ = assay_curl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities { _ = assay_curl_set_string(easy, CURLOPT_CAINFO, authorities) }
    // A proxy cannot reach what listens on this computer alone.
    if HTTPAddress.isLoopback(request.url) { _ = assay_curl_set_string(easy, CURLOPT_NOPROXY, "*") }
    // Whatever libcurl can unpack.
    _ = assay_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
    if let body = request.body {
      _ = assay_curl_set_long(easy, CURLOPT_POST, 1)
      _ = assay_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      body.withUnsafeBytes { bytes in
        // Copied by libcurl, which must know the size before.
        _ = assay_curl_set_pointer(
          easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
      }
    } else if request.followsRedirects, request.key == nil {
      _ = assay_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 1)
      _ = assay_curl_set_long(easy, CURLOPT_MAXREDIRS, 5)
    }
  }

  private static func list(of request: HTTPRequest) throws -> UnsafeMutablePointer<curl_slist>? {
    var lines = request.headers.map { "\($0.name): \($0.value)" }
    if let key = request.key { lines.append("Authorization: Bearer \(key.value)") }
    // Otherwise a body of over 1 MB waits a second for servers that do not know "100 Continue".
    if request.body != nil { lines.append("Expect:") }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      if line.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
        curl_slist_free_all(list)
        throw TransportProblem.badAddress(
          url: HTTPAddress.shown(request.url), reason: "a header of the request has a line break in it")
      }
      list = curl_slist_append(list, line)
    }
    return list
  }

  // MARK: The transfer

  /// - Returns: libcurl's result and how long it took.
  private func run(
    _ limits: HTTPLimits, _ transfer: CurlTransfer, progress: (Int, Int) -> Void, isCancelled: () -> Bool
  ) throws -> (code: CURLcode, seconds: Double) {
    curl_multi_add_handle(multi, easy)
    // A transfer that is left in the middle closes its connection here.
    defer { curl_multi_remove_handle(multi, easy) }
    let start = ContinuousClock.now
    var (lastChange, lastCount): (ContinuousClock.Instant, Int64) = (start, -1)
    var running: Int32 = 1
    while true {
      let state = curl_multi_perform(multi, &running)
      guard state == CURLM_OK else {
        throw TransportProblem.other(
          code: Int(state.rawValue), detail: String(cString: curl_multi_strerror(state)))
      }
      if running == 0 { break }
      if isCancelled() { throw CancellationError() }
      let now = ContinuousClock.now
      let count = Int64(assay_curl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T)) + Int64(transfer.received)
      // Until it stands, the limit for connecting holds.
      if count != lastCount || !isConnected { (lastChange, lastCount) = (now, count) }
      let rest = limits.idle - (now - lastChange)
      if rest <= .zero { throw TransportProblem.timedOut(.idle, seconds: limits.idle.seconds) }
      progress(
        transfer.body.count, Int(max(0, assay_curl_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T))))
      curl_multi_poll(multi, nil, 0, Int32(min(50, rest.wholeMilliseconds)), nil)
    }
    progress(transfer.body.count, transfer.body.count)
    var code = CURLE_OK
    guard assay_curl_finished(multi, &code) == 1 else {
      throw TransportProblem.other(code: 0, detail: "the transfer ended without a result")
    }
    return (code, (ContinuousClock.now - start).seconds)
  }

  /// The time of sending the request's first byte is set once the connection and its encryption stand.
  private var isConnected: Bool { assay_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  // MARK: Errors

  private func problem(
    _ code: CURLcode, seconds: Double, _ request: HTTPRequest, _ transfer: CurlTransfer, authorities: String?
  ) -> TransportProblem {
    var detail = String(cString: errorText)
    if detail.isEmpty { detail = String(cString: curl_easy_strerror(code)) }
    if let key = request.key { detail = key.redacted(detail) }
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      return .badAddress(url: HTTPAddress.shown(request.url), reason: detail)
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .hostNotFound(detail: detail)
    case CURLE_COULDNT_CONNECT: return .refused(detail: detail)
    case CURLE_OPERATION_TIMEDOUT:
      let limits = request.limits
      let isTotal = seconds >= limits.total.seconds || isConnected
      return isTotal
        ? .timedOut(.total, seconds: limits.total.seconds)
        : .timedOut(.connect, seconds: limits.connect.seconds)
    case CURLE_FILESIZE_EXCEEDED: return .tooLarge(limit: request.limits.bytes)
    case CURLE_WRITE_ERROR where transfer.isTooLarge: return .tooLarge(limit: request.limits.bytes)
    case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SSL_CONNECT_ERROR, CURLE_BAD_CONTENT_ENCODING:
      return .dropped(detail: detail)
    case CURLE_PEER_FAILED_VERIFICATION: return .untrusted(detail: detail)
    case CURLE_SSL_CACERT_BADFILE: return .badAuthorities(file: authorities ?? "the system's")
    default: return .other(code: Int(code.rawValue), detail: detail)
    }
  }
}
