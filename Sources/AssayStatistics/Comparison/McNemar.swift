/// Whether one of two judges is right more often than the other on the same examples.
public struct McNemar: Hashable, Sendable {
  /// Examples that only the first, or only the second, got right. The others say nothing about a difference.
  public let onlyFirst: Int
  public let onlySecond: Int

  /// - Precondition: no negative count.
  public init(onlyFirst: Int, onlySecond: Int) {
    precondition(onlyFirst >= 0 && onlySecond >= 0)
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
  }

  public var discordant: Int { onlyFirst + onlySecond }

  /// The exact two-sided p: the chance that fair coins would fall at least as unevenly as the discordant examples did
  /// (McNemar 1947; exact binomial form: Conover 1971). 1 when there is none.
  public var pValue: Double {
    let n = discordant
    guard n > 0 else { return 1 }
    let tail = Binomial.cumulative(min(onlyFirst, onlySecond), n: n, p: 0.5)
    return min(1, 2 * tail)
  }

  /// The fewest discordant examples with which the test can come under `level` at all: 6 for 0.05, when all of them
  /// favour one side.
  public static func fewestDiscordant(level: Double = 0.05) -> Int {
    precondition(level > 0 && level < 1)
    var n = 1
    var p = 1.0  // 2 · 2⁻ⁿ for n = 1.
    while p >= level {
      n += 1
      p /= 2
    }
    return n
  }

  /// Whether no outcome of these discordant examples could have come under `level`: too few to tell.
  public func cannotTell(level: Double = 0.05) -> Bool { discordant < Self.fewestDiscordant(level: level) }
}
