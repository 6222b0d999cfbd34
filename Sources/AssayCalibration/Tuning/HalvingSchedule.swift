/// Successive halving (Jamieson and Talwalkar 2016): all candidates are measured on a few examples, the better half of
/// them on twice as many, and so on, until the last are measured on all. Bad ones cost little.
public struct HalvingSchedule: Hashable, Sendable {
  /// One round of a race.
  public struct Rung: Hashable, Sendable {
    /// How many candidates take part.
    public var candidates: Int
    /// How many examples each of them has been measured on at its end.
    public var examples: Int
    public init(candidates: Int, examples: Int) {
      self.candidates = candidates
      self.examples = examples
    }
  }

  public let rungs: [Rung]

  /// - Parameters:
  ///   - smallest: fewer examples say nothing.
  ///   - factor: by which examples grow and candidates shrink, at least 2.
  public init(candidates: Int, examples: Int, smallest: Int = 8, factor: Int = 2) {
    guard candidates > 0, examples > 0 else {
      rungs = []
      return
    }
    var sizes = [examples]
    while sizes[0] / factor >= smallest, Self.left(candidates, sizes.count, factor) >= 1 {
      sizes.insert(sizes[0] / factor, at: 0)
    }
    rungs = sizes.enumerated().map { step, size in
      Rung(candidates: max(1, Self.left(candidates, step, factor)), examples: size)
    }
  }

  private static func left(_ candidates: Int, _ steps: Int, _ factor: Int) -> Int {
    var left = candidates
    for _ in 0..<steps { left /= factor }
    return left
  }

  /// Verdicts that a race takes in all.
  public var verdicts: Int {
    var (sum, before) = (0, 0)
    for rung in rungs {
      sum += rung.candidates * (rung.examples - before)
      before = rung.examples
    }
    return sum
  }
}
