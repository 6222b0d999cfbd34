/// Why no answer came. Holds neither keys nor passwords.
public enum TransportProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which limit of ``HTTPLimits`` was passed.
  public enum Phase: String, Hashable, Sendable {
    case connect, idle, total
  }

  case badAddress(url: String, reason: String)
  case hostNotFound(detail: String)
  case refused(detail: String)
  case timedOut(Phase, seconds: Double)
  /// The connection broke, or the answer ended too early.
  case dropped(detail: String)
  case tooLarge(limit: Int)
  /// The server's certificate is not trusted.
  case untrusted(detail: String)
  /// The file of trusted certificates cannot be used.
  case badAuthorities(file: String)
  case other(code: Int, detail: String)

  /// Whether the same request may well succeed a moment later.
  public var isTransient: Bool {
    switch self {
    case .timedOut, .dropped: true
    default: false
    }
  }

  public var description: String {
    switch self {
    case .badAddress(let url, let reason): "the address \"\(url)\" cannot be used: \(reason)"
    case .hostNotFound(let detail): "the host was not found (\(detail)); check the address and the network"
    case .refused(let detail): "no connection (\(detail)); is the server running?"
    case .timedOut(.connect, let seconds): "no connection within \(Self.shown(seconds))"
    case .timedOut(.idle, let seconds): "nothing came for \(Self.shown(seconds))"
    case .timedOut(.total, let seconds): "not done within \(Self.shown(seconds))"
    case .dropped(let detail): "the connection broke off (\(detail))"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes"
    case .untrusted(let detail):
      "the server's certificate is not trusted (\(detail)); if you trust it, name its authority's file in "
        + "\"authorities\""
    case .badAuthorities(let file): "the file of trusted certificates, \(file), cannot be read as such"
    case .other(let code, let detail): "\(detail) (libcurl \(code))"
    }
  }

  private static func shown(_ seconds: Double) -> String {
    let text = "\((seconds * 1000).rounded() / 1000)"
    return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " s"
  }
}
