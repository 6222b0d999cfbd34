/// Something about the seeds that what is generated from them would take over, or that spoils what comes after.
public struct SeedFinding: Hashable, Sendable, Codable {
  /// How much it matters.
  public enum Weight: String, Hashable, Sendable, Codable, CaseIterable {
    case serious, notable
    /// Often right as it is: said, and no more.
    case remark
  }

  /// For scripts: "same-opening".
  public var code: String
  public var weight: Weight
  /// "9 of 12 begin with "I"".
  public var text: String
  /// What to do.
  public var advice: String
  /// Seeds that it is about, of `n`.
  public var count: Int
  public var n: Int
  /// Where they are.
  public var places: [String]

  init(
    _ code: String, _ weight: Weight, _ text: String, advice: String, count: Int, of n: Int,
    places: [String] = []
  ) {
    self.code = code
    self.weight = weight
    self.text = text
    self.advice = advice
    self.count = count
    self.n = n
    self.places = places
  }

  /// Seeds that are in the held-out data spoil every figure that comes after: nothing is worse.
  static let heldOut = "held-out"

  /// The worst first: by weight, then by the share of the seeds, then as they came.
  static func sorted(_ findings: [SeedFinding]) -> [SeedFinding] {
    findings.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      if a.weight != b.weight { return a.weight.rank < b.weight.rank }
      if (a.code == heldOut) != (b.code == heldOut) { return a.code == heldOut }
      // a.count / a.n > b.count / b.n without division.
      let (x, y) = (a.count * b.n, b.count * a.n)
      return x != y ? x > y : left.offset < right.offset
    }.map(\.element)
  }
}

extension SeedFinding.Weight {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
