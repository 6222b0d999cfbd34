import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore

/// Finds the examples that generation starts from, as people left them: rejected ones and known-bad probes are none,
/// edited texts and given labels stand in the place of the first ones.
struct ExampleSources {
  private let workspace: Workspace
  private let standing: StandingDecisions
  private let bad: Set<ExampleID>

  init(_ workspace: Workspace) throws {
    self.workspace = workspace
    bad = try workspace.knownBad()
    standing = StandingDecisions(try workspace.decisions(), without: bad)
  }

  // MARK: Which

  /// The examples of a pool, in the order of their numbers.
  func ids(_ pool: ExamplePool) throws -> [ExampleID] {
    switch pool {
    case .accepted: return try acceptedOrGiven()
    case .batch(let name):
      guard let batch = try workspace.batches().first(where: { $0.name == name }) else {
        let names = try workspace.batches().map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw GenerationProblem(
          "there is no batch \"\(name)\" to take seeds from"
            + (names.isEmpty ? "; import examples first" : "; there are \(names)"))
      }
      let columns = try workspace.columns(judge: nil)
      return columns.batch.indices.compactMap { index in
        guard columns.batch[index] == Int32(truncatingIfNeeded: batch.id.rawValue) else { return nil }
        return usable(ExampleID(Int64(index) + 1))
      }
    case .examples(let ids):
      var seen: Set<ExampleID> = []
      return ids.filter { !bad.contains($0) && seen.insert($0).inserted }
    }
  }

  /// Those that a technique starts from, where the order names none.
  func parents(_ technique: Technique, labels: [String]) throws -> [ExampleID] {
    let accepted = accepted
    guard technique == .distillation, !labels.isEmpty else { return accepted.isEmpty ? try all() : accepted }
    // Real inputs are those that nobody has labelled.
    let columns = try workspace.columns(judge: nil)
    let unlabelled = columns.label.indices.filter { columns.label[$0] < 0 }
      .compactMap { usable(ExampleID(Int64($0) + 1)) }
      .filter { standing.label(of: $0) == nil }
    return unlabelled.isEmpty ? try all() : unlabelled
  }

  private var accepted: [ExampleID] {
    standing.log.examples.filter { standing.log.heldVerdict(on: $0)?.verdict == .accept && !bad.contains($0) }
  }

  private func all() throws -> [ExampleID] {
    (0..<(try workspace.exampleCount())).compactMap { usable(ExampleID(Int64($0) + 1)) }
  }

  /// So many accepted examples that runs here generated can do without what was given.
  private static let acceptedAlone = 10

  /// What people accepted, and what was given as long as few generated examples are accepted: the first of these would
  /// be all that the model sees. What runs here generated is never among them unless somebody accepted it: a model that
  /// is shown its own texts before anybody has looked at them drifts away from the real ones with every run.
  private func acceptedOrGiven() throws -> [ExampleID] {
    let generated = try workspace.generatedBatches()
    let batches = Set(
      try workspace.batches().filter { generated.contains($0.name) }
        .map { Int32(truncatingIfNeeded: $0.id.rawValue) })
    guard !batches.isEmpty else { return try all() }
    let columns = try workspace.columns(judge: nil)
    func isGenerated(_ id: ExampleID) -> Bool {
      let index = Int(id.rawValue) - 1
      return columns.batch.indices.contains(index) && batches.contains(columns.batch[index])
    }
    let accepted = Set(accepted)
    if accepted.count(where: isGenerated) >= Self.acceptedAlone { return accepted.sorted() }
    return columns.batch.indices.compactMap { usable(ExampleID(Int64($0) + 1)) }
      .filter { accepted.contains($0) || !isGenerated($0) }
  }

  private func usable(_ id: ExampleID) -> ExampleID? {
    bad.contains(id) || standing.log.heldVerdict(on: id)?.verdict == .reject ? nil : id
  }

  /// At most `limit` of them at random, of each label as many as of the others as long as there are any: more than a run
  /// can show need not be read.
  func sample(_ ids: [ExampleID], limit: Int, seed: UInt64) throws -> [ExampleID] {
    guard ids.count > limit else { return ids }
    let columns = try workspace.columns(judge: nil)
    let shuffled = Permutation.shuffled(count: ids.count, seed: seed).map { ids[Int($0)] }
    var rounds: [Int32: Int] = [:]
    let ranked = shuffled.enumerated().map { place, id in
      let index = Int(id.rawValue) - 1
      let label = columns.label.indices.contains(index) ? columns.label[index] : -1
      let round = rounds[label, default: 0]
      rounds[label] = round + 1
      return (round: round, place: place, id: id)
    }
    return ranked.sorted { ($0.round, $0.place) < ($1.round, $1.place) }.prefix(limit).map(\.id).sorted()
  }

  // MARK: What they say

  /// As prompts show them, in the order asked for; examples without a text are left out.
  func shown(_ ids: [ExampleID]) throws -> [GenerationCall.Shown] { try examples(ids).map(\.shown) }

  /// The same with their numbers.
  func examples(_ ids: [ExampleID]) throws -> [(id: ExampleID, shown: GenerationCall.Shown)] {
    try workspace.examples(ids).compactMap { example in
      let fields = standing.edited(example.id) ?? example.fields
      guard fields.contains(where: { !$0.text.isEmpty }) else { return nil }
      let shown = GenerationCall.Shown(
        key: example.key, fields: fields, label: standing.label(of: example.id) ?? example.label,
        difficulty: example.difficulty)
      return (example.id, shown)
    }
  }

  /// The same with what a judge has said of each: that which attacks on a judge start from.
  ///
  /// - Parameter judge: its name; nil, or where it has said nothing: the newest that has.
  func judged(_ ids: [ExampleID], by judge: String?) throws -> [GenerationCall.Shown] {
    try examples(ids).map { id, shown in
      let judgements = try workspace.judgements(on: id).filter { !$0.values.isEmpty }
      var shown = shown
      shown.said = (judgements.last { $0.judge == judge } ?? judgements.last).map { judgement in
        let scores = judgement.scores.compactMap { score in
          score.value.map { "\(score.dimension) \(JSONText.number($0))" }
        }
        return ([scores.joined(separator: ", ")] + [judgement.reason].compactMap(\.self)).joined(
          separator: ": ")
      }
      return shown
    }
  }
}
