/// The order in which examples stand in the list.
public enum ExampleOrder: Hashable, Sendable {
  case imported
  case lowestScore
  case highestScore
  /// Where the judge's mean is nearest to the threshold from which it keeps an example: there it is
  /// most easily wrong.
  case uncertainty
  case largestCluster
  case shortest
  case longest
  case random(seed: UInt64)

  /// Whether an example's place in the list tells how a judge scored it. ``uncertainty`` tells no direction.
  public var tellsOfScores: Bool {
    switch self {
    case .lowestScore, .highestScore: true
    case .imported, .uncertainty, .largestCluster, .shortest, .longest, .random: false
    }
  }

  /// The word for it on the screen and in the command line.
  public var text: String {
    switch self {
    case .imported: "import"
    case .lowestScore: "lowest score"
    case .highestScore: "highest score"
    case .uncertainty: "uncertainty"
    case .largestCluster: "cluster size"
    case .shortest: "shortest"
    case .longest: "longest"
    case .random(let seed): "random \(seed)"
    }
  }

  /// Reads `text` back; "random" alone takes the seed 1.
  public init?(parsing text: String) {
    let fixed: [ExampleOrder] = [
      .imported, .lowestScore, .highestScore, .uncertainty, .largestCluster, .shortest, .longest,
    ]
    if let order = fixed.first(where: { $0.text == text }) {
      self = order
    } else if text == "random" {
      self = .random(seed: 1)
    } else if text.hasPrefix("random "), let seed = UInt64(text.dropFirst(7)) {
      self = .random(seed: seed)
    } else {
      return nil
    }
  }
}
