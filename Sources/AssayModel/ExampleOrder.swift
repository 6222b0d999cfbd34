/// The order in which examples stand in the list.
public enum ExampleOrder: Hashable, Sendable {
  case imported
  case lowestScore
  case highestScore
  /// Where the judge's mean is nearest to the threshold from which it keeps an example: there it is
  /// most easily wrong.
  case uncertainty
  /// Where the judge's samples or members disagree the most.
  case disagreement
  case largestCluster
  case shortest
  case longest
  case random(seed: UInt64)
  /// As the queue of a draw has them; what is in none comes after it.
  case drawn

  /// Whether an example's place in the list tells how a judge scored it. ``uncertainty`` and ``disagreement`` tell no
  /// direction.
  public var tellsOfScores: Bool {
    switch self {
    case .lowestScore, .highestScore: true
    case .imported, .uncertainty, .disagreement, .largestCluster, .shortest, .longest, .random, .drawn: false
    }
  }

  /// Whether it changes when the current judge scores an example.
  public var dependsOnScores: Bool {
    switch self {
    case .lowestScore, .highestScore, .uncertainty, .disagreement: true
    case .imported, .largestCluster, .shortest, .longest, .random, .drawn: false
    }
  }

  /// All but the random ones and that of a queue.
  public static let fixed: [ExampleOrder] = [
    .imported, .lowestScore, .highestScore, .uncertainty, .disagreement, .largestCluster, .shortest, .longest,
  ]

  /// The word for it on the screen and in the command line.
  public var text: String {
    switch self {
    case .imported: "import"
    case .lowestScore: "lowest score"
    case .highestScore: "highest score"
    case .uncertainty: "uncertainty"
    case .disagreement: "disagreement"
    case .largestCluster: "cluster size"
    case .shortest: "shortest"
    case .longest: "longest"
    case .random(let seed): "random \(seed)"
    case .drawn: "drawn"
    }
  }

  /// Reads `text` back; "random" alone takes the seed 1.
  public init?(parsing text: String) {
    if let order = Self.fixed.first(where: { $0.text == text }) {
      self = order
    } else if text == "drawn" {
      self = .drawn
    } else if text == "random" {
      self = .random(seed: 1)
    } else if text.hasPrefix("random "), let seed = UInt64(text.dropFirst(7)) {
      self = .random(seed: seed)
    } else {
      return nil
    }
  }
}
