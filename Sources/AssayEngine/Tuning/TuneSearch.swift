import AssayCalibration
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore

/// The search: reflect, propose, race, keep the front.
///
/// Every choice follows from the seed and from the answers, which are on disk: a search that is begun again comes to
/// the same place without asking anything twice.
final class TuneSearch {
  /// A proposal that became no candidate, and why.
  struct Refusal: Hashable, Sendable {
    var round: Int
    var why: String
  }

  let table: TuneTable
  let material: TuneMaterial
  let incumbent: TuneCandidate
  /// Those that have judged all of dev, in the order in which they came; the judge in use is the first.
  private(set) var measured: [MeasuredCandidate] = []
  private(set) var refusals: [Refusal] = []
  private(set) var diagnoses: [String] = []
  /// Candidates that took part in a race.
  private(set) var tried = 0
  /// Rounds that were carried out to their end.
  private(set) var rounds = 0
  /// Why it ended early; nil: it did not.
  private(set) var limit: TuneLedger.Limit?

  private var options: TuneRun.Options { table.options }
  private var ratio: Double { options.settings.costRatio }
  private let limits: PromptEdit.Limits
  private let endpoint: ModelEndpoint
  private let secret: [UInt8]
  private var seen: Set<[UInt8]>
  private var lastID = 0
  /// The cut that ties are broken by.
  private let near: Double

  init(_ table: TuneTable, _ material: TuneMaterial, endpoint: ModelEndpoint, secret: [UInt8]) {
    self.table = table
    self.material = material
    self.endpoint = endpoint
    self.secret = secret
    let definition = table.options.definition
    incumbent = TuneCandidate(
      id: 0, origin: .incumbent, parents: [], why: "the judge in use", definition: definition, shots: [])
    limits = PromptEdit.Limits(template: definition.template)
    seen = [definition.fingerprint]
    if case .mean(let least) = material.rule { near = least } else { near = table.options.keepAt }
  }

  // MARK: Rounds

  /// Measures the judge in use and searches for better ones, as far as the budget goes.
  ///
  /// - Parameter promising: told of each candidate that got onto the front.
  /// - Throws: ``TuneStop``; one that is spent only when not even the judge in use could be measured.
  func run(promising: (MeasuredCandidate) throws -> Void) throws {
    try table.judge([(incumbent, material.dev.map(\.example))])
    add(incumbent)
    var idle = 0
    for round in 1...max(1, options.rounds) where idle < 2 && best.figures.errors > 0 {
      do {
        let before = measured.count
        try self.round(round)
        rounds = round
        for position in front where position >= before { try promising(measured[position]) }
        idle = measured.count == before ? idle + 1 : 0
      } catch TuneStop.spent(let limit) {
        self.limit = limit
        return
      }
    }
  }

  /// The one that costs least on dev.
  var best: MeasuredCandidate { measured.min(by: MeasuredCandidate.isBetter)! }

  /// Positions of the members of the Pareto front over bad ones kept, good ones dropped, and length.
  var front: [Int] { ParetoFront.indices(of: measured.map(\.objectives)) }

  private func add(_ candidate: TuneCandidate) {
    measured.append(
      MeasuredCandidate(
        candidate, rows: table.scored(material.dev, by: candidate.id), ratio: ratio, near: near))
  }

  private func round(_ number: Int) throws {
    var random = RepeatableGenerator(seed: options.seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
    let members = front.map { measured[$0] }.sorted(by: MeasuredCandidate.isBetter)
    let parent = number == 1 ? members[0] : members[Self.rank(of: members.count, &random)]
    let wanted = max(1, options.candidates)
    var made: [TuneCandidate] = []
    if members.count > 1, wanted > 2, let merged = merge(members, &random) { made.append(merged) }
    if material.pool.isUsable {
      for _ in 0..<max(wanted > 1 ? 1 : 0, wanted / 3) {
        if let shown = otherShots(parent.candidate, number, &random) { made.append(shown) }
      }
    }
    made += try edits(of: parent, round: number, count: wanted - made.count)
    try race(made, seed: random.next())
  }

  /// A place of a ranking, the first ones oftener: the weight of place k is 1 / k².
  private static func rank(of count: Int, _ random: inout RepeatableGenerator) -> Int {
    let weights = (1...count).map { 1 / Double($0 * $0) }
    var left = Double(random.next() >> 11) / 9_007_199_254_740_992 * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return place }
    }
    return 0
  }

  // MARK: Candidates

  private func candidate(
    _ origin: TuneCandidate.Origin, _ parents: [Int], _ why: String, _ definition: JudgeDefinition,
    shots: [ExampleID]
  ) -> TuneCandidate? {
    guard seen.insert(definition.fingerprint).inserted else { return nil }
    lastID += 1
    return TuneCandidate(
      id: lastID, origin: origin, parents: parents, why: why, definition: definition, shots: shots)
  }

  private func edits(of parent: MeasuredCandidate, round: Int, count: Int) throws -> [TuneCandidate] {
    guard count > 0 else { return [] }
    let attempts = measured.sorted(by: MeasuredCandidate.isBetter).prefix(8).map { measured in
      TunerPrompt.Attempt(
        rules: measured.candidate.rules, falsePositives: measured.figures.matrix.falsePositives,
        falseNegatives: measured.figures.matrix.falseNegatives)
    }
    let prompt = TunerPrompt(
      parent.candidate.definition, cases: cases(of: parent, round: round), attempts: attempts, ratio: ratio,
      count: count, number: round, secret: secret)
    guard let answer = try table.ask(prompt, endpoint) else { return [] }
    let read: TunerAnswer
    do throws(EditProblem) {
      read = try TunerAnswer(answer)
    } catch {
      refusals.append(Refusal(round: round, why: "\(error)"))
      return []
    }
    if let diagnosis = read.diagnosis { diagnoses.append(diagnosis) }
    return read.proposals.prefix(count).compactMap { edit in
      do throws(EditProblem) {
        return try edited(parent.candidate, edit)
      } catch {
        refusals.append(Refusal(round: round, why: "\(error)"))
        return nil
      }
    }
  }

  private func edited(_ parent: TuneCandidate, _ edit: PromptEdit) throws(EditProblem) -> TuneCandidate? {
    var definition = parent.definition
    definition.template = try edit.applied(to: definition.template, limits: limits)
    // All of it, so that words which were put together from two proposals are found too.
    if let words = material.held.quotation(in: definition.template) {
      throw EditProblem("it quotes an example that the judge is measured on: “\(words)”")
    }
    return candidate(.edit, [parent.id], edit.why, definition, shots: parent.shots)
  }

  private func merge(
    _ members: [MeasuredCandidate], _ random: inout RepeatableGenerator
  ) -> TuneCandidate? {
    let first = members[0].candidate
    let second = members[1 + Int(random.next(below: UInt64(members.count - 1)))].candidate
    let more = second.rules.filter { !first.rules.contains($0) }
    let takesShots = first.shots.isEmpty && !second.shots.isEmpty
    guard !more.isEmpty || takesShots, first.rules.count + more.count <= limits.rules else { return nil }
    var definition = first.definition
    definition.template = RuleSection(rules: first.rules + more).placed(in: definition.template)
    guard definition.template.count <= limits.templateLength else { return nil }
    if takesShots { definition.shots = second.definition.shots }
    return candidate(
      .merge, [first.id, second.id], "the rules of two good ones together", definition,
      shots: takesShots ? second.shots : first.shots)
  }

  private func otherShots(
    _ parent: TuneCandidate, _ round: Int, _ random: inout RepeatableGenerator
  ) -> TuneCandidate? {
    let shots = material.pool.changed(parent.shots, &random)
    guard shots != parent.shots else { return nil }
    var definition = parent.definition
    // Those that the configuration gives stay.
    definition.shots = incumbent.definition.shots + material.pool.shots(shots)
    return candidate(.shots, [parent.id], "other examples with their right answers", definition, shots: shots)
  }

  // MARK: Disagreements

  /// Wrong cases shown at once, and right ones of each verdict.
  private static let (shownWrong, shownRight) = (10, 2)

  /// The costliest first; later rounds begin further down the list.
  private func cases(of parent: MeasuredCandidate, round: Int) -> [TunerCase] {
    let ranked = parent.rows.map { row in
      (row: row, kept: parent.rule.keeps(row.scores) ?? false, distance: distance(row, parent.rule))
    }
    let wrong = ranked.filter { $0.kept != $0.row.accepted }.sorted {
      ($1.row.cost(kept: $1.kept, ratio: ratio), $1.distance, $0.row.example)
        < ($0.row.cost(kept: $0.kept, ratio: ratio), $0.distance, $1.row.example)
    }
    let start = wrong.isEmpty ? 0 : (round - 1) * Self.shownWrong % wrong.count
    let turned = wrong[start...] + wrong[..<start]
    let right = ranked.filter { $0.kept == $0.row.accepted }.sorted {
      ($0.distance, $0.row.example) < ($1.distance, $1.row.example)
    }
    let kept = right.filter(\.kept).prefix(Self.shownRight)
    let dropped = right.filter { !$0.kept }.prefix(Self.shownRight)
    return (turned.prefix(Self.shownWrong) + kept + dropped).map { found in
      tunerCase(found.row, kept: found.kept, by: parent.candidate.id)
    }
  }

  /// How far the mean is from the cut.
  private func distance(_ row: TuningRow, _ rule: KeepRule) -> Double {
    guard case .mean(let least) = rule, !row.scores.isEmpty else { return 0 }
    let sum = row.scores.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
    return abs(sum / Double(row.scores.count) - least)
  }

  private func tunerCase(_ row: TuningRow, kept: Bool, by candidate: Int) -> TunerCase {
    let judgement = table.judgement(candidate, row.example)
    let reasons = judgement?.scores.compactMap { score in score.reason.map { "\(score.dimension): \($0)" } }
    let own = material.rows[row.example]
    return TunerCase(
      fields: material.texts[row.example] ?? [], label: own?.label, accepted: row.accepted, kept: kept,
      scores: row.scores,
      reason: judgement?.reason ?? reasons.flatMap { $0.isEmpty ? nil : $0.joined(separator: " ") },
      notes: own?.truth.notes ?? [])
  }

  // MARK: Races

  private func race(_ candidates: [TuneCandidate], seed: UInt64) throws {
    guard !candidates.isEmpty else { return }
    tried += candidates.count
    let order = GrowingSample.order(material.dev, seed: seed).map { material.dev[$0] }
    var field = candidates
    for rung in HalvingSchedule(candidates: candidates.count, examples: order.count).rungs {
      let part = Array(order.prefix(rung.examples))
      field = Array(ranked(field, on: part).prefix(rung.candidates))
      try table.judge(field.map { ($0, part.map(\.example)) })
    }
    for candidate in field.sorted(by: { $0.id < $1.id }) { add(candidate) }
  }

  /// By the cost on what they have judged so far; before the first rung as they came.
  private func ranked(_ field: [TuneCandidate], on part: [TuningRow]) -> [TuneCandidate] {
    let costs = field.map { candidate -> (candidate: TuneCandidate, cost: Double, length: Int) in
      let judged = part.filter { table.judgement(candidate.id, $0.example) != nil }
      let rows = table.scored(judged, by: candidate.id)
      let cost = CostCut(rows, ratio: ratio, near: near, validates: false).cost
      return (candidate, cost, candidate.length)
    }
    return costs.sorted {
      ($0.cost, $0.length, $0.candidate.id) < ($1.cost, $1.length, $1.candidate.id)
    }.map(\.candidate)
  }
}
