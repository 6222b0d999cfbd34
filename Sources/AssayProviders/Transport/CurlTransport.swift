import CCurl
import Synchronization

/// HTTP through the system's libcurl.
///
/// libcurl and not AsyncHTTPClient: it adds nothing to the build (that one costs minutes and 12 to 55 MB), its
/// time-outs are exact to the millisecond, and it knows the system's proxies, its trust store and an own CA file.
public final class CurlTransport: HTTPTransport {
  private let authorities: String?
  /// Sessions that nobody uses now; each keeps its connections open for the next request.
  private let idle = Mutex<[CurlSession]>([])

  /// - Parameter authorities: a file of trusted certificates (PEM) in place of the system's file; the system's folder
  ///   of certificates, where there is one, holds besides.
  public init(authorities: String? = nil) { self.authorities = authorities }

  public func send(
    _ request: HTTPRequest, progress: (_ received: Int, _ expected: Int) -> Void,
    isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    if let reason = HTTPAddress.problem(with: request.url) {
      throw TransportProblem.badAddress(url: HTTPAddress.shown(request.url), reason: reason)
    }
    try Self.initialize()
    let session = try idle.withLock { $0.popLast() } ?? CurlSession()
    defer { idle.withLock { $0.append(session) } }
    return try session.send(
      request, authorities: authorities, progress: progress, isCancelled: isCancelled)
  }

  static func initialize() throws(TransportProblem) {
    guard initialization == CURLE_OK else {
      throw .other(code: Int(initialization.rawValue), detail: "libcurl could not be initialised")
    }
  }

  /// Once, and before any handle: `curl_global_init` is not safe from several threads in older versions.
  private static let initialization: CURLcode = assay_curl_initialize()
}
