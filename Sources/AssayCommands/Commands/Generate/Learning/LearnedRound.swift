import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation

/// The runs that `--learn` makes of one wish: the examples dealt over techniques by what people accepted, and each run
/// told which wordings, seeds and variants did well.
struct LearnedRound {
  let table: AcceptanceTable
  /// One run after the other, in the order of ``Technique``.
  let runs: [GenerationSetup.Wishes]
  /// What a person should know of it.
  let notes: [String]

  /// - Parameters:
  ///   - base: what was asked for; its technique does not count.
  ///   - techniques: those that were named; nil: all of which people have decided on something.
  ///   - order: what would be asked of a technique. Throws where that cannot be had: contexts are missing, there is
  ///     nobody to attack.
  init(
    _ base: GenerationSetup.Wishes, techniques: [Technique]?, floor: Double, workspace: Workspace,
    order: (GenerationSetup.Wishes) throws -> GenerationOrder
  ) throws {
    let (outcomes, disputed) = try AcceptanceSource(workspace: workspace).outcomes()
    let wishes = (techniques ?? Self.used(outcomes)).map { Self.wishes(base, $0) }
    var (variants, left, notes): ([Technique: [String]], [String], [String]) = ([:], [], [])
    for wishes in wishes {
      do {
        variants[wishes.technique] = try order(wishes).variants
      } catch let failure as CommandFailure where techniques == nil {
        left.append("\(wishes.technique.rawValue) is left out: \(failure)")
      }
    }
    let table = AcceptanceTable(
      outcomes, disputed: disputed, techniques: wishes.map(\.technique).filter { variants[$0] != nil },
      variants: variants.filter { !$0.value.isEmpty }, floor: floor)
    self.table = table
    notes += left
    if outcomes.isEmpty {
      notes.append(
        "nothing is decided yet of what was generated, so there is nothing to learn from; accept and reject some in "
          + "review first")
    }
    let begun = base.seed == nil ? try BegunRound.find(workspace) : nil
    runs = table.deal(base.count).filter { begun?.done.contains($0.technique) != true }.map { part in
      var run = Self.wishes(base, part.technique)
      run.count = part.count
      run.learning = table.learning(part.technique) ?? GenerationLearning()
      run.seed = base.seed ?? begun?.seed
      return run
    }
    self.notes = notes
  }

  /// What people have decided on. Real inputs that a model labels come to an end, and are not dealt.
  private static func used(_ outcomes: [GeneratedOutcome]) -> [Technique] {
    let known = Set(outcomes.map(\.technique)).subtracting([.distillation])
    return known.isEmpty ? [.direct] : Technique.allCases.filter(known.contains)
  }

  private static func wishes(_ base: GenerationSetup.Wishes, _ technique: Technique) -> GenerationSetup.Wishes
  {
    var wishes = base
    wishes.technique = technique
    if technique != .edgeCase { wishes.variants = [] }
    if technique == .instruction { (wishes.labels, wishes.difficulty) = (nil, [:]) }
    // Each run has its part of all, so counts of labels become shares.
    if case .counts(let counts) = wishes.labels { wishes.labels = .shares(counts.mapValues(Double.init)) }
    wishes.learning = GenerationLearning()
    return wishes
  }
}

/// A round of runs that was begun and not brought to its end.
struct BegunRound {
  /// That all of its runs have.
  let seed: UInt64
  /// Whose runs are finished.
  let done: Set<Technique>

  /// nil: the newest round is finished, or there is none.
  static func find(_ workspace: Workspace) throws -> BegunRound? {
    let runs = try UnfinishedGeneration(anySeed: true, anyCount: true, workspace: workspace).runs()
    let learned = runs.compactMap { run in
      UnfinishedGeneration.parameters(of: run).flatMap { $0.order.learning == nil ? nil : (run, $0.order) }
    }
    guard let seed = learned.first?.1.seed else { return nil }
    var newest: [Technique: Run] = [:]
    for (run, order) in learned where order.seed == seed && newest[order.technique] == nil {
      newest[order.technique] = run
    }
    guard newest.values.contains(where: UnfinishedGeneration.isUnfinished) else { return nil }
    return BegunRound(
      seed: seed, done: Set(newest.filter { !UnfinishedGeneration.isUnfinished($0.value) }.keys))
  }
}
