/// How often each score of one rater met each score of another: rows are the person's, columns the judge's, from the
/// lowest score of the scale up.
public struct ScoreMatrix: Hashable, Sendable, Codable {
  /// `categories * categories` counts, row after row.
  public private(set) var counts: [Int]
  public let categories: Int

  /// - Precondition: at least one category.
  public init(categories: Int) {
    precondition(categories > 0)
    self.categories = categories
    counts = [Int](repeating: 0, count: categories * categories)
  }

  /// - Precondition: a square of counts, none negative.
  public init(rows: [[Int]]) {
    self.init(categories: rows.count)
    let isSquare = rows.allSatisfy { $0.count == rows.count && $0.allSatisfy { $0 >= 0 } }
    precondition(isSquare, "a square of counts")
    counts = rows.flatMap { $0 }
  }

  /// Counts pairs of scores, rounded half up to whole ones; pairs of which either is not on the scale or not a number
  /// are left out.
  ///
  /// - Precondition: as many scores on both sides.
  public init(human: [Double], judge: [Double], scale: ClosedRange<Int>) {
    precondition(human.count == judge.count, "pairs")
    self.init(categories: scale.count)
    for (person, model) in zip(human, judge) {
      guard let row = Self.place(of: person, on: scale), let column = Self.place(of: model, on: scale) else {
        continue
      }
      counts[row * categories + column] += 1
    }
  }

  public subscript(row: Int, column: Int) -> Int {
    get { counts[row * categories + column] }
    set { counts[row * categories + column] = newValue }
  }

  public var count: Int { counts.reduce(0, +) }
  public var rows: [[Int]] { (0..<categories).map { row in (0..<categories).map { self[row, $0] } } }

  /// How often each score was given by the person.
  public var rowSums: [Int] {
    (0..<categories).map { row in (0..<categories).reduce(0) { $0 + self[row, $1] } }
  }
  /// How often each score was given by the judge.
  public var columnSums: [Int] {
    (0..<categories).map { column in (0..<categories).reduce(0) { $0 + self[$1, column] } }
  }

  /// Exactly the same score.
  public var exactAgreement: Proportion {
    Proportion(successes: (0..<categories).reduce(0) { $0 + self[$1, $1] }, n: count)
  }

  static func place(of score: Double, on scale: ClosedRange<Int>) -> Int? {
    guard score.isFinite, let whole = Int(exactly: (score + 0.5).rounded(.down)), scale.contains(whole) else {
      return nil
    }
    return whole - scale.lowerBound
  }
}
