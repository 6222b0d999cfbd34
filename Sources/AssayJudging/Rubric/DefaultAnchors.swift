import AssayModel

/// What a low, a middle and a high score look like on the usual dimensions, for a task that does not say it.
public enum DefaultAnchors {
  /// The dimension with anchors; unchanged when it has some of its own.
  ///
  /// A scale of two scores gets the lowest and the highest, any other the middle as well, rounded down: 1, 3 and 5 of
  /// 1-5; 1, 5 and 10 of 1-10.
  public static func filled(_ dimension: Dimension) -> Dimension {
    guard dimension.anchors.isEmpty, dimension.maximum > dimension.minimum else { return dimension }
    let (low, middle, high) = words[dimension.name.lowercased()] ?? otherWords
    var dimension = dimension
    dimension.anchors = [dimension.minimum: low, dimension.maximum: high]
    if dimension.maximum - dimension.minimum > 1 {
      dimension.anchors[dimension.minimum + (dimension.maximum - dimension.minimum) / 2] = middle
    }
    return dimension
  }

  /// Whether a question about this dimension shows the nearest neighbours, without which nobody can answer it.
  public static func concernsNeighbours(_ dimension: Dimension) -> Bool {
    let name = dimension.name.lowercased()
    return ["divers", "novel", "original", "unique"].contains { name.contains($0) }
  }

  private typealias Words = (low: String, middle: String, high: String)

  private static let words: [String: Words] = [
    "relevance": (
      "does not fit the task, or is about something else",
      "fits the task in part, or misses what was asked",
      "is exactly what the task asks for"
    ),
    "accuracy": (
      "wrong where it matters: a wrong label, a false fact, a contradiction, an answer that does not answer",
      "mostly right, with a mistake or a gap that a careful reader finds",
      "right in everything that can be checked, and complete"
    ),
    "clarity": (
      "garbled, cut off or hard to understand",
      "can be understood, but is clumsy, repeats itself or is ambiguous",
      "clear at first reading, well formed and complete"
    ),
    "diversity": (
      "nearly a copy of one of its neighbours",
      "the same idea in other words, or with other details",
      "something that none of its neighbours has: another situation, form or difficulty"
    ),
  ]

  private static let otherWords: Words = (
    "fails completely", "acceptable, with clear faults", "excellent, nothing to improve"
  )
}
