import AssayStatistics

/// A figure with its 95 % interval and with what it was measured on; null, never 0, where nothing was.
public struct ReportFigure: Hashable, Sendable, Codable {
  public var value: Double?
  public var low: Double?
  public var high: Double?
  public var n: Int

  public init(value: Double?, low: Double? = nil, high: Double? = nil, n: Int) {
    self.value = value
    self.low = low
    self.high = high
    self.n = n
  }

  public init(_ estimate: Estimate) {
    self.init(
      value: estimate.value, low: estimate.interval?.lower, high: estimate.interval?.upper, n: estimate.n)
  }

  /// A share with Wilson's interval.
  public init(_ proportion: Proportion) { self.init(Estimate(proportion)) }

  private enum CodingKeys: String, CodingKey { case value, low, high, n }

  /// null where nothing was measured: a key that is missing would look like another version of the format.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(value, forKey: .value)
    try container.encode(low, forKey: .low)
    try container.encode(high, forKey: .high)
    try container.encode(n, forKey: .n)
  }
}
