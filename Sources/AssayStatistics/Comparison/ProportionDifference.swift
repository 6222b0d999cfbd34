/// How much larger one share is than another of other things: of what a judge keeps among good examples less what it
/// keeps among bad ones this is its informedness, TPR + TNR - 1 (Youden 1950), 0 for a judge that looks at nothing.
public struct ProportionDifference: Hashable, Sendable {
  public let first: Proportion
  public let second: Proportion

  public init(_ first: Proportion, _ second: Proportion) {
    self.first = first
    self.second = second
  }

  /// From -1 to 1; nil when one of the two had no trials.
  public var value: Double? {
    guard let first = first.value, let second = second.value else { return nil }
    return first - second
  }

  /// The hybrid score interval from the two of Wilson (Newcombe 1998, "Interval estimation for the difference between
  /// independent proportions", method 10); nil when one of the two had no trials.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard let difference = value, let a = first.value, let b = second.value,
      let left = first.wilson(confidence: confidence), let right = second.wilson(confidence: confidence)
    else { return nil }
    func root(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    return Interval(
      lower: max(-1, difference - root(a - left.lower, right.upper - b)),
      upper: min(1, difference + root(left.upper - a, b - right.lower)))
  }
}
