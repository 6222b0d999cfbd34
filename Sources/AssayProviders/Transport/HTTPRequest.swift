/// A request to a server.
public struct HTTPRequest: Sendable, CustomStringConvertible {
  /// A line of the request's head.
  public struct Header: Hashable, Sendable {
    public var name: String
    public var value: String
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What carries the key.
  public enum KeyPlace: Hashable, Sendable {
    /// `Authorization: Bearer KEY`.
    case bearer
    /// `NAME: KEY`.
    case header(String)
    /// The first member of the body, a JSON object: `{"NAME": "KEY", …`.
    case member(String)

    /// nil: it is in no header.
    func line(_ key: APIKey) -> String? {
      switch self {
      case .bearer: "Authorization: Bearer \(key.value)"
      case .header(let name): "\(name): \(key.value)"
      case .member: nil
      }
    }
  }

  /// `http` or `https` only.
  public var url: String
  public var headers: [Header]
  /// Sent by POST; nil: a GET.
  public var body: [UInt8]?
  /// A request with a key follows no redirect.
  public var key: APIKey?
  public var keyPlace: KeyPlace
  /// A file of trusted certificates (PEM) in place of the system's file; nil: the transport's.
  public var authorities: String?
  public var limits: HTTPLimits
  /// Whether a GET without a key goes where the server points to; never from https to http.
  public var followsRedirects: Bool

  public init(
    url: String, headers: [Header] = [], body: [UInt8]? = nil, key: APIKey? = nil,
    keyPlace: KeyPlace = .bearer, authorities: String? = nil, limits: HTTPLimits = HTTPLimits(),
    followsRedirects: Bool = false
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.key = key
    self.keyPlace = keyPlace
    self.authorities = authorities
    self.limits = limits
    self.followsRedirects = followsRedirects
  }

  /// The body as it is sent. ``body`` never holds the key, so that it can be kept and shown.
  var sentBody: [UInt8]? {
    guard let body, let key, case .member(let name) = keyPlace, body.first == UInt8(ascii: "{") else {
      return body
    }
    var writer = JSONWriter(capacity: body.count + 80)
    writer.raw("{")
    writer.text(name)
    writer.raw(":")
    writer.text(key.value)
    return writer.bytes + (body.count > 2 ? [UInt8(ascii: ",")] : []) + body.dropFirst()
  }

  /// The method and the address, without a password that the address may hold.
  public var description: String { "\(body == nil ? "GET" : "POST") \(HTTPAddress.shown(url))" }
}
