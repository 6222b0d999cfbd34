import AssayModel
import AssayStatistics

/// Draws examples to be decided, each with a known chance over 0.
///
/// Every strategy is a mixture of ways to choose, each with its share of the draw; the chance of an example is the sum of
/// what the ways give it, made into a sample by ``SystematicSample``. A fifth of every draw that is not random is random,
/// so that nothing has no chance and no weight gets out of hand.
public struct Sampler: Sendable {
  /// What a draw knows besides the population.
  public struct Knowledge: Sendable {
    /// The rule in force first, then others whose difference is of interest.
    public var rules: [KeepRule]
    public var decided: [DecidedExample]
    /// Points between the best and the worst score.
    public var scaleWidth: Double
    /// The lowest score.
    public var scaleStart: Double
    public init(
      rules: [KeepRule] = [.mean(atLeast: 4)], decided: [DecidedExample] = [], scaleWidth: Double = 4,
      scaleStart: Double = 1
    ) {
      self.rules = rules
      self.decided = decided
      self.scaleWidth = scaleWidth
      self.scaleStart = scaleStart
    }
  }

  /// One drawn example.
  public struct Pick: Hashable, Sendable {
    /// Its place in the population.
    public var index: Int
    public var probability: Double
    public var stratum: String?
    public var reason: SampleReason
  }

  /// What was drawn, and what has to be said of it.
  public struct Draw: Hashable, Sendable {
    public var picks: [Pick]
    /// Why it is not what was asked for: no judge has scored anything.
    public var notes: [String]
    /// Kish's effective sample size of the picks (1965).
    public var effectiveSize: Double {
      WeightedShare(outcomes: picks.map { _ in true }, inclusion: picks.map(\.probability)).effectiveSize
    }
  }

  /// The share of a draw that is random, whatever the strategy.
  static let floor = 0.2

  let population: SamplePopulation
  let knowledge: Knowledge
  let regions: SampleRegions

  public init(_ population: SamplePopulation, knowledge: Knowledge = Knowledge()) {
    self.population = population
    self.knowledge = knowledge
    regions = SampleRegions(population, knowledge)
  }

  /// - Parameters:
  ///   - size: fewer are drawn where there are fewer.
  ///   - badShare: of the calibration set, with ``SampleDraw/Strategy/balanced``.
  public func draw(
    _ strategy: SampleDraw.Strategy, size: Int, seed: UInt64, badShare: Double = 0.5
  ) -> Draw {
    guard population.count > 0, size > 0 else { return Draw(picks: [], notes: []) }
    let design: SampleDesign
    switch strategy {
    case .random: design = SampleDesign(ways: [], notes: [])
    case .stratified: design = stratified()
    case .informative: design = informative()
    case .balanced: design = balanced(badShare: badShare, size: size)
    }
    return design.draw(from: population.count, size: min(size, population.count), seed: seed)
  }

  /// Over score x label x technique x duplicate kind; a stratum of N is drawn as densely as if it had √N (power
  /// allocation, Bankier 1988), so rare kinds are seen and frequent ones still count for more.
  private func stratified() -> SampleDesign {
    let cells = regions.strata
    let weights = cells.cell.map { 1 / Double(cells.sizes[Int($0)]).squareRoot() }
    let way = SampleWay(share: 1 - Self.floor, weights: weights, strata: cells.cell) { index in
      .kind(regions.name(at: index), score: regions.band(at: index))
    }
    return SampleDesign(
      ways: [way], notes: hasScores ? [] : [Self.unscored + "drawn over labels and techniques"])
  }

  var hasScores: Bool { population.score.contains { !$0.isNaN } }
  static let unscored = "no judge has scored these examples: "
}
