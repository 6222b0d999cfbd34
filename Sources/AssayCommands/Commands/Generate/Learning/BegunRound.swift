import AssayEngine
import AssayModel
import AssayStore

/// A round of runs that was begun and not brought to its end: a run of it was stopped, or has not begun at all.
struct BegunRound {
  let round: LearningRound
  /// That all of its runs have.
  let seed: UInt64
  /// All of its runs so far, whatever process they were of.
  let runs: [RunID]
  /// Whose runs are finished.
  let done: Set<Technique>

  /// nil: the newest round is finished, or was of another order, or there is none.
  ///
  /// - Parameter order: what would be asked of a technique now.
  static func find(
    _ workspace: Workspace, _ base: GenerationSetup.Wishes, techniques: [Technique]?, floor: Double,
    order: (Technique) throws -> GenerationOrder
  ) throws -> BegunRound? {
    let learned = try UnfinishedGeneration(anySeed: true, anyCount: true, workspace: workspace).runs()
      .compactMap { run in UnfinishedGeneration.parameters(of: run).map { (run, $0.order) } }
      .filter { $0.1.learning?.round != nil }
    guard let (_, last) = learned.first, let round = last.learning?.round, round.count == base.count,
      round.techniques == techniques, round.floor == floor, base.seed == nil || base.seed == last.seed
    else { return nil }
    let own = learned.filter { $0.1.learning?.round == round && $0.1.seed == last.seed }
    var newest: [Technique: Run] = [:]
    for (run, order) in own where newest[order.technique] == nil { newest[order.technique] = run }
    let done = newest.filter { !UnfinishedGeneration.isUnfinished($0.value) }.keys
    guard round.parts.contains(where: { !done.contains($0.technique) }),
      isSame(last, try order(last.technique))
    else { return nil }
    return BegunRound(round: round, seed: last.seed, runs: own.map(\.0.id), done: Set(done))
  }

  /// What the parts of a round differ in says nothing.
  private static func isSame(_ one: GenerationOrder, _ other: GenerationOrder) -> Bool {
    var one = one
    (one.count, one.seed, one.budget, one.learning) = (other.count, other.seed, other.budget, other.learning)
    return one == other
  }

  /// For people.
  var note: String {
    let parts = round.parts.map { part in
      "\(part.technique.rawValue) \(Figures.grouped(part.count))"
        + (done.contains(part.technique) ? " (done)" : "")
    }
    return "this goes on with the round that was begun, as it was dealt then: "
      + parts.joined(separator: ", ")
  }
}
