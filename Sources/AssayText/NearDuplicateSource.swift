/// What the clusterer asks about the items 0..<count. It may be read from memory, a file or a
/// database; an error that a closure throws ends the clustering and is passed on.
public struct NearDuplicateSource {
  /// The number of items, less than 2³¹.
  public var count: Int
  /// Equal for items with the same normalised content (for instance the high half of a
  /// ``ContentHash``). Asked once or a few times for each item.
  public var contentKey: (Int) throws -> UInt64
  /// Whether comparing two candidates is worth while (``CompactSketch/mayReach(_:estimate:shingles:)``); asked
  /// before their shingles, which cost more.
  public var mayBeNear: (Int, Int) -> Bool
  /// The item's sorted distinct shingles (``Shingles``). Asked for candidates only.
  public var shingles: (Int) throws -> [UInt64]
  /// The hash of one band for all items, in their order (``LSHBanding/bandHashes(_:)``);
  /// ``LSHBanding/noCandidate`` keeps an item out. Asked once for each band, so that no more than one
  /// band needs to be in memory.
  public var bandHashes: (Int) throws -> [UInt32]
  /// How good the item is; the best of a family represents it. nil counts as less than any number.
  public var score: (Int) throws -> Double?
  /// The item's length in any unit; among equal scores the one nearest to the family's median wins.
  public var length: (Int) throws -> Int

  public init(
    count: Int,
    contentKey: @escaping (Int) throws -> UInt64,
    mayBeNear: @escaping (Int, Int) -> Bool = { _, _ in true },
    shingles: @escaping (Int) throws -> [UInt64],
    bandHashes: @escaping (Int) throws -> [UInt32],
    score: @escaping (Int) throws -> Double? = { _ in nil },
    length: @escaping (Int) throws -> Int = { _ in 0 }
  ) {
    self.count = count
    self.contentKey = contentKey
    self.mayBeNear = mayBeNear
    self.shingles = shingles
    self.bandHashes = bandHashes
    self.score = score
    self.length = length
  }
}
