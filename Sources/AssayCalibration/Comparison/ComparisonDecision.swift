/// Whether one judge may take the place of another.
public enum ComparisonDecision: Hashable, Sendable, Codable {
  /// It costs less, and a paired test supports it.
  case better
  /// It does not cost less; `isWorse`: and a paired test supports that it costs more.
  case notBetter(isWorse: Bool)
  /// There is a difference or there may be one, but so few examples show nothing. `needed`: about how many there would
  /// have to be in all, if the differences stayed as they are; nil: there is no difference to reckon with.
  case tooFewToTell(needed: Int?)

  /// Whether the second judge may be adopted: better, and that is supported.
  public var isAdoptable: Bool { self == .better }
}
