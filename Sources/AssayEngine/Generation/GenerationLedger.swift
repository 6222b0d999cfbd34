import AssayGeneration
import AssayModel

/// Counts what a run has made: the plan's cells, the tally, how much of what is asked for is of use. A value: it is
/// changed on trial while a transaction is open.
struct GenerationLedger {
  var plan: QuotaPlan
  var tally: GenerationTally
  /// Calls that are done, and those without an answer.
  private(set) var done = 0
  private(set) var failed = 0
  private(set) var cached = 0
  /// Calls in a row that brought nothing for what is missing.
  private(set) var fruitless = 0
  /// Examples that these have asked for.
  private var fruitlessAsked = 0
  /// Of the last calls, what was asked for and what was taken.
  private var recent: [(asked: Int, taken: Int)] = []

  /// After so many calls in a row without anything of use the model is not asked again, if they have asked for enough.
  private static let patience = 10
  /// So many examples are enough: the tail of an order asks for one to three in a call, of which a model that is right
  /// half of the time often brings none.
  private static let patienceAsked = 50
  /// After so many calls in a row it is over, however little they have asked for.
  private static let mostFruitless = 40
  private static let remembered = 20

  init(_ plan: QuotaPlan, technique: Technique, batch: String) {
    self.plan = plan
    tally = GenerationTally(technique: technique, batch: batch)
    tally.quotas = plan.quotas
  }

  var isFruitless: Bool {
    fruitless >= Self.mostFruitless || (fruitless >= Self.patience && fruitlessAsked >= Self.patienceAsked)
  }

  /// The share of what is asked for that is of use, by the last calls.
  var yield: Double {
    let asked = recent.reduce(0) { $0 + $1.asked }
    guard recent.count >= 3, asked > 0 else { return 1 }
    return max(0.3, Double(recent.reduce(0) { $0 + $1.taken }) / Double(asked))
  }

  /// Takes a call that is done; its examples have been counted in ``plan`` already.
  mutating func add(_ result: ChainResult, asked: Int) {
    done += 1
    if result.isCached { cached += 1 }
    if result.failure == nil {
      tally.calls += 1
      tally.asked += asked
    } else {
      failed += 1
    }
    tally.returned += result.returned
    tally.taken += result.taken.count
    tally.copies += result.copies
    tally.overfull += result.overfull
    tally.wrongLabel += result.wrongLabel
    tally.wrongDifficulty += result.wrongDifficulty
    tally.filtered += result.filtered
    tally.flagged += result.flagged
    if let unverified = result.unverified { tally.unverified = (tally.unverified ?? 0) + unverified }
    if result.isBroken { tally.broken += 1 }
    tally.quotas = plan.quotas
    fruitless = result.taken.isEmpty ? fruitless + 1 : 0
    fruitlessAsked = result.taken.isEmpty ? fruitlessAsked + asked : 0
    if result.failure == nil {
      recent.append((asked, result.taken.count))
      if recent.count > Self.remembered { recent.removeFirst() }
    }
  }

  /// Counts the examples of a call that an earlier process has done.
  mutating func replay(_ result: ChainResult, asked: Int) {
    for cell in result.cells where plan.quotas.indices.contains(cell) { plan.quotas[cell].got += 1 }
    add(result, asked: asked)
  }

  mutating func take(_ watch: DiversityWatch) {
    tally.rotations = watch.rotations
    tally.collapse = watch.collapse?.sentence
    tally.diversity = watch.cumulative
    tally.lastDiversity = watch.last
  }
}
