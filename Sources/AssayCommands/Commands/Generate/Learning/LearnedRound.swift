import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation

/// The runs that `--learn` makes of one wish: the examples dealt over techniques by what people accepted, and each run
/// told which wordings, seeds and variants did well.
struct LearnedRound {
  let table: AcceptanceTable
  /// How the examples are dealt: now, or when the round began that is gone on with.
  let round: LearningRound
  /// Runs of the round that is gone on with, whether finished or not; empty: it begins now.
  let begunWith: [RunID]
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
    let begun = try BegunRound.find(workspace, base, techniques: techniques, floor: floor) { technique in
      try order(Self.wishes(base, technique))
    }
    let round =
      try begun?.round
      ?? LearningRound(
        after: workspace.runs(limit: 1).first?.id,
        parts: table.deal(base.count).map { LearningRound.Part(technique: $0.technique, count: $0.count) },
        techniques: techniques, floor: floor)
    self.round = round
    begunWith = begun?.runs ?? []
    if let begun { notes.append(begun.note) }
    runs = round.parts.filter { begun?.done.contains($0.technique) != true }.map { part in
      var run = Self.wishes(base, part.technique)
      run.count = part.count
      run.learning = table.learning(part.technique) ?? GenerationLearning()
      run.learning?.round = round
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
