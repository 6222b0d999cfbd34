/// A figure with how sure it is.
public struct Estimate: Hashable, Sendable {
  /// nil: there was nothing to measure.
  public var value: Double?
  /// Of 95 % unless something else was asked for; nil where none can be had.
  public var interval: Interval?
  /// What it was measured on.
  public var n: Int
  /// How many equally drawn, independent examples would tell as much (Kish 1965); nil: ``n`` of them.
  public var effectiveSize: Double?
  public init(value: Double?, interval: Interval?, n: Int, effectiveSize: Double? = nil) {
    self.value = value
    self.interval = interval
    self.n = n
    self.effectiveSize = effectiveSize
  }

  /// A share with Wilson's interval.
  public init(_ proportion: Proportion, confidence: Double = 0.95) {
    self.init(value: proportion.value, interval: proportion.wilson(confidence: confidence), n: proportion.n)
  }
}
