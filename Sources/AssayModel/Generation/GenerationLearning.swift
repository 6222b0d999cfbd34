/// What a run takes from what people accepted before it: how often each wording and each seed comes up. It is part of
/// the order, so that a run that goes on deals as it began.
public struct GenerationLearning: Hashable, Sendable, Codable {
  /// A weight for each wording of the technique, by its number; empty: they go round.
  public var phrasings: [Double]
  /// Weights of seeds by their keys, over 0; those that are not named have 1.
  public var seeds: [String: Double]
  /// Weights of the variants (kinds of edge cases, contexts, pivots) by their names; those that are not named have 1.
  public var variants: [String: Double]
  /// The round that the run is a part of; nil: it is alone.
  public var round: LearningRound?

  public init(
    phrasings: [Double] = [], seeds: [String: Double] = [:], variants: [String: Double] = [:]
  ) {
    self.phrasings = phrasings
    self.seeds = seeds
    self.variants = variants
  }
}
