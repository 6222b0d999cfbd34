/// What a server answered.
public struct HTTPResponse: Hashable, Sendable {
  public var status: Int
  /// In the order they came; names in lower case.
  public var headers: [HTTPRequest.Header]
  public var body: [UInt8]

  public init(status: Int, headers: [HTTPRequest.Header] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header.
  ///
  /// - Parameter name: in lower case.
  public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
}
