import CCurl
import Foundation

/// One libcurl easy handle: takes a request's options, and tells how its transfer ended.
///
/// For one thread at a time, which is what libcurl asks for.
final class CurlHandle {
  let easy: UnsafeMutableRawPointer
  private(set) var transfer = CurlTransfer(limit: 0)
  private var request = HTTPRequest(url: "")
  private var authorities: String?
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
  private var activity = (count: Int64(-1), time: ContinuousClock.now)

  init() throws(TransportProblem) {
    guard let easy = curl_easy_init() else { throw .noMemory }
    self.easy = easy
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headers)
    errorText.deallocate()
  }

  /// - Parameter authorities: for requests that name none.
  func prepare(_ request: HTTPRequest, authorities: String?) throws(TransportProblem) {
    curl_easy_reset(easy)
    errorText.pointee = 0
    self.request = request
    self.authorities = request.authorities ?? authorities
    transfer = CurlTransfer(limit: request.limits.bytes)
    activity = (-1, .now)
    curl_slist_free_all(headers)
    headers = nil
    headers = try Self.list(of: request)
    setOptions()
    let context = Unmanaged.passUnretained(transfer).toOpaque()
    _ = assay_curl_set_receiver(easy, CURLOPT_WRITEFUNCTION, CurlTransfer.receiveBody)
    _ = assay_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    _ = assay_curl_set_receiver(easy, CURLOPT_HEADERFUNCTION, CurlTransfer.receiveHeader)
    _ = assay_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
  }

  /// What became of it.
  ///
  /// - Parameters:
  ///   - code: libcurl's result.
  ///   - seconds: how long it took.
  func outcome(_ code: CURLcode, seconds: Double) -> Result<HTTPResponse, TransportProblem> {
    guard code == CURLE_OK else { return .failure(problem(code, seconds: seconds)) }
    guard transfer.isHeadComplete else {
      return .failure(.dropped(detail: "the answer's head is not complete"))
    }
    let status = Int(assay_curl_get_long(easy, CURLINFO_RESPONSE_CODE))
    return .success(HTTPResponse(status: status, headers: transfer.headers, body: transfer.body))
  }

  /// How much of the idle time is left; to be asked now and then.
  func idleRest(at now: ContinuousClock.Instant) -> Duration {
    let count = Int64(assay_curl_get_offset(easy, CURLINFO_SIZE_UPLOAD_T)) + Int64(transfer.received)
    // Until it stands, the limit for connecting holds.
    if count != activity.count || !isConnected { activity = (count, now) }
    return request.limits.idle - (now - activity.time)
  }

  /// Of the body, as the server says; 0: not known.
  var expectedBytes: Int { Int(max(0, assay_curl_get_offset(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T))) }

  var limits: HTTPLimits { request.limits }

  // MARK: Options

  private func setOptions() {
    let limits = request.limits
    let isSecure = request.url.lowercased().hasPrefix("https:")
    _ = assay_curl_set_headers(easy, headers)
    _ = assay_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    // Without it, time-outs of the name resolver use SIGALRM, which other threads do not survive.
    _ = assay_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    _ = assay_curl_set_string(easy, CURLOPT_URL, request.url)
    assay_curl_allow(easy, isSecure ? 1 : 0)
    // Rather wait for a connection that may turn out to carry many requests (HTTP/2) than open many.
    if isSecure { _ = assay_curl_set_long(easy, CURLOPT_PIPEWAIT, 1) }
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
    if let body = request.sentBody {
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

  private static func list(of request: HTTPRequest) throws(TransportProblem)
    -> UnsafeMutablePointer<curl_slist>?
  {
    var lines = request.headers.map { "\($0.name): \($0.value)" }
    if let key = request.key, let line = request.keyPlace.line(key) { lines.append(line) }
    // Otherwise a body of over 1 MB waits a second for servers that do not know "100 Continue".
    if request.body != nil { lines.append("Expect:") }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      if line.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
        curl_slist_free_all(list)
        throw .badAddress(
          url: HTTPAddress.shown(request.url), reason: "a header of the request has a line break in it")
      }
      list = curl_slist_append(list, line)
    }
    return list
  }

  // MARK: Errors

  /// The time of sending the request's first byte is set once the connection and its encryption stand.
  private var isConnected: Bool { assay_curl_get_offset(easy, CURLINFO_PRETRANSFER_TIME_T) > 0 }

  private func problem(_ code: CURLcode, seconds: Double) -> TransportProblem {
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

extension TransportProblem {
  static let noMemory = TransportProblem.other(
    code: Int(CURLE_OUT_OF_MEMORY.rawValue), detail: "no memory for a connection")

  /// What a multi handle complains of.
  init(_ state: CURLMcode) {
    self = .other(code: Int(state.rawValue), detail: String(cString: curl_multi_strerror(state)))
  }
}
