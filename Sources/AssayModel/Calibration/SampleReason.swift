/// Why an example was drawn, as a person reads it in the queue.
public enum SampleReason: Hashable, Sendable {
  case random
  /// One for its kind: "stands for refund, paraphrase"; the score band is shown where scores are.
  case kind(String, score: String?)
  /// Two rules of the judge's history differ on it.
  case betweenThresholds
  case nearThreshold
  /// Dimensions far apart: "relevance 5, accuracy 2".
  case conflict(String)
  case samplesDiffer
  case nothingLikeIt
  case noRejected
  case likelyBad
  case likelyGood

  public var text: String {
    switch self {
    case .random: "drawn at random"
    case .kind(let name, nil): Self.kindPrefix + name
    case .kind(let name, let score?): Self.kindPrefix + name + Self.scorePrefix + score
    case .betweenThresholds: "between two thresholds"
    case .nearThreshold: "near the threshold"
    case .conflict(let scores): scores
    case .samplesDiffer: "samples differ"
    case .nothingLikeIt: "nothing like it decided yet"
    case .noRejected: "no rejected example of this label yet"
    case .likelyBad: "likely bad by the judge"
    case .likelyGood: "likely good by the judge"
    }
  }

  private static let kindPrefix = "stands for "
  private static let scorePrefix = ", score "
  private static let plain: [SampleReason] = [
    .random, .betweenThresholds, .nearThreshold, .samplesDiffer, .nothingLikeIt, .noRejected,
  ]

  private static let balances = "balances accepted and rejected ones"
  private static let differ = "its dimensions differ"

  /// The reason without anything that tells in which direction the judge's scores go: what is shown while a person
  /// decides blind. Probes and repeats keep their reason in this form only, so the form of it is itself.
  public static func blind(_ text: String) -> String {
    if text == balances || text == differ || plain.contains(where: { $0.text == text }) { return text }
    if text == SampleReason.likelyBad.text || text == SampleReason.likelyGood.text { return balances }
    guard text.hasPrefix(kindPrefix) else { return differ }
    guard let range = text.firstRange(of: scorePrefix) else { return text }
    return String(text[..<range.lowerBound])
  }
}

extension DrawnExample {
  /// ``reason`` without anything that tells in which direction the judge's scores go.
  public var blindReason: String { SampleReason.blind(reason) }
}
