import AssayCalibration
import AssayModel

/// The kinds of rules that can be tried on the screen.
public enum RuleKind: Int, Hashable, Sendable, CaseIterable {
  case minimums, mean, weightedMean, logistic

  public init(_ rule: KeepRule) {
    self =
      switch rule {
      case .mean: .mean
      case .weightedMean: .weightedMean
      case .minimums: .minimums
      case .logistic: .logistic
      }
  }

  var title: String {
    switch self {
    case .minimums: "minimum of each dimension"
    case .mean: "mean of all dimensions"
    case .weightedMean: "weighted mean"
    case .logistic: "fitted P(accept)"
    }
  }
}

/// A number of a rule that the arrows move.
public struct RuleSlider: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    /// The smallest score of a dimension, or its weight.
    case dimension(String)
    /// The one threshold of the rule.
    case threshold
  }

  public var part: Part
  public var value: Double
  public var range: ClosedRange<Double>
  /// So many steps make 1.
  public var perUnit: Int
  /// Steps of a large move.
  public var far: Int

  var name: String {
    switch part {
    case .dimension(let name): name
    case .threshold: "keep from"
    }
  }

  /// Places that it can stand at.
  var count: Int { Int(((range.upperBound - range.lowerBound) * Double(perUnit)).rounded()) + 1 }

  /// A number of steps from the lower end as a value: the decimal fraction itself, so that 4.3 is 4.3.
  func value(at step: Int) -> Double {
    let first = Int((range.lowerBound * Double(perUnit)).rounded())
    return Double(first + min(max(0, step), count - 1)) / Double(perUnit)
  }

  /// The place nearest to its value.
  var step: Int {
    min(max(0, Int(((value - range.lowerBound) * Double(perUnit)).rounded())), count - 1)
  }
}

extension KeepRule {
  /// What of the rule can be moved. A logistic rule's weights come from a fit and stay.
  public func sliders(_ dimensions: [Dimension]) -> [RuleSlider] {
    let scale = Self.scale(dimensions)
    func threshold(_ value: Double) -> RuleSlider {
      RuleSlider(
        part: .threshold, value: value, range: Self.reaching(value, scale), perUnit: 10, far: 5)
    }
    switch self {
    case .mean(let least): return [threshold(least)]
    case .minimums(let minimums):
      return dimensions.map { dimension in
        RuleSlider(
          part: .dimension(dimension.name), value: minimums[dimension.name] ?? Double(dimension.minimum),
          range: Self.reaching(minimums[dimension.name] ?? Double(dimension.minimum), dimension.range),
          perUnit: 10, far: 5)
      }
    case .weightedMean(let weights, let least):
      return dimensions.map { dimension in
        RuleSlider(
          part: .dimension(dimension.name), value: weights[dimension.name] ?? 0,
          range: 0...max(3, (weights[dimension.name] ?? 0).rounded(.up)), perUnit: 4, far: 4)
      } + [threshold(least)]
    case .logistic(_, _, let least):
      return [RuleSlider(part: .threshold, value: least, range: 0.01...0.99, perUnit: 100, far: 10)]
    }
  }

  /// The rule with one of its numbers changed.
  public func setting(_ part: RuleSlider.Part, to value: Double) -> KeepRule {
    switch (self, part) {
    case (.mean, .threshold): return .mean(atLeast: value)
    case (.minimums(var minimums), .dimension(let name)):
      minimums[name] = value
      return .minimums(minimums)
    case (.weightedMean(var weights, let least), .dimension(let name)):
      weights[name] = value > 0 ? value : nil
      // A rule without any weight says nothing.
      return weights.isEmpty ? self : .weightedMean(weights: weights, atLeast: least)
    case (.weightedMean(let weights, _), .threshold): return .weightedMean(weights: weights, atLeast: value)
    case (.logistic(let intercept, let weights, _), .threshold):
      return .logistic(intercept: intercept, weights: weights, atLeast: value)
    default: return self
    }
  }

  /// The first rule of a kind that a person gets to move, made from one in force; nil: it has to be fitted.
  static func start(_ kind: RuleKind, from rule: KeepRule, _ dimensions: [Dimension]) -> KeepRule? {
    if RuleKind(rule) == kind { return rule }
    let least = rule.meanThreshold ?? scale(dimensions).upperBound - 1
    switch kind {
    case .mean: return .mean(atLeast: least)
    case .weightedMean:
      return .weightedMean(
        weights: Dictionary(dimensions.map { ($0.name, 1) }, uniquingKeysWith: { first, _ in first }),
        atLeast: least)
    case .minimums:
      // As many are about as strict together as the mean is alone when each is a step lower.
      return .minimums(
        Dictionary(
          dimensions.map { ($0.name, max(Double($0.minimum), least - 1)) },
          uniquingKeysWith: { first, _ in first }))
    case .logistic: return nil
    }
  }

  /// A scale that a value lies on, also one that was fitted past its end.
  private static func reaching(_ value: Double, _ scale: ClosedRange<Double>) -> ClosedRange<Double> {
    guard value.isFinite, abs(value) < 1_000 else { return scale }
    return min(scale.lowerBound, value.rounded(.down))...max(scale.upperBound, value.rounded(.up))
  }

  private static func scale(_ dimensions: [Dimension]) -> ClosedRange<Double> {
    let lowest = dimensions.map(\.minimum).min() ?? 1
    let highest = dimensions.map(\.maximum).max() ?? 5
    return Double(lowest)...Double(max(lowest + 1, highest))
  }

  /// "mean >= 4", "accuracy >= 3, clarity >= 2".
  public var phrase: String { KeepRuleText.of(self) }
}

extension Dimension {
  var range: ClosedRange<Double> { Double(minimum)...Double(max(minimum + 1, maximum)) }
}
