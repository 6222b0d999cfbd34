/// How long a request may take and how much may come back.
public struct HTTPLimits: Hashable, Sendable {
  /// Until the connection stands, name and encryption included.
  public var connect: Duration
  /// Without a byte in either direction once the connection stands.
  public var idle: Duration
  /// For everything.
  public var total: Duration
  /// The largest body that is accepted, in bytes.
  public var bytes: Int

  public init(
    connect: Duration = .seconds(10), idle: Duration = .seconds(60), total: Duration = .seconds(60),
    bytes: Int = 64 << 20
  ) {
    self.connect = connect
    self.idle = idle
    self.total = total
    self.bytes = bytes
  }
}

extension Duration {
  /// Rounded up, at least 1: libcurl takes 0 for "no limit".
  var wholeMilliseconds: Int { max(1, Int((seconds * 1000).rounded(.up))) }
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
