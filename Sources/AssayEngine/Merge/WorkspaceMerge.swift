import AssayModel
import AssayStore

/// Takes what people have decided in another workspace into this one: the log with its undos, rulings, reveals and rubric
/// versions, splits where this one has none, draws. Examples are told by their ids and texts. The other one is only read.
///
/// Merging again adds nothing, and what the log says afterwards does not depend on which workspace was merged into which
/// (``DecisionLog``).
public struct WorkspaceMerge {
  private let target: Workspace
  private let other: Workspace
  private let name: String
  private let reviewers: [String: String]
  private let problem: (ImportProblem) -> Void

  /// - Parameters:
  ///   - name: what messages call the other workspace.
  ///   - reviewers: other names for its reviewers, where one name stands for two people.
  ///   - problem: called once for each example whose decisions are left out.
  public init(
    into target: Workspace, from other: Workspace, name: String, reviewers: [String: String] = [:],
    problem: @escaping (ImportProblem) -> Void = { _ in }
  ) {
    self.target = target
    self.other = other
    self.name = name
    self.reviewers = reviewers
    self.problem = problem
  }

  public func run() throws -> MergeSummary {
    var summary = MergeSummary(source: name, kind: .workspace)
    let decisions = try other.decisions()
    let draws = try other.draws()
    let splits = try other.splits()
    let identities = try identities(decisions, draws, splits)
    let pairing = ExamplePairing(
      of: identities, matches: try target.matches(for: identities.values),
      ownRows: Set(try other.probes().filter(\.isOwnRow).map(\.example)))
    summary.sharedNames = try sharedNames(decisions)
    let mine = map(decisions, pairing, &summary)
    let counts = try target.merge(mine)
    summary.decisions = counts.added
    summary.alreadyThere = counts.alreadyThere
    try merge(splits, pairing, &summary)
    try merge(draws, pairing, &summary)
    return summary
  }

  private func identities(
    _ decisions: [Decision], _ draws: [SampleDraw], _ splits: [ExampleID: SplitAssignment]
  ) throws -> [ExampleID: ExampleIdentity] {
    var named: Set<ExampleID> = []
    for decision in decisions {
      if let example = decision.example { named.insert(example) }
      switch decision.action {
      case .separate(let others): named.formUnion(others)
      case .merge(let other): named.insert(other)
      default: continue
      }
    }
    for draw in draws { named.formUnion(draw.examples.lazy.map(\.example)) }
    for split in splits.values { named.formUnion([split.example, split.group]) }
    return try other.identities(of: named)
  }

  // MARK: Decisions

  private func map(
    _ decisions: [Decision], _ pairing: ExamplePairing, _ summary: inout MergeSummary
  ) -> [Decision] {
    var leftOut: [ExampleID: Int] = [:]
    let mine = decisions.compactMap { decision -> Decision? in
      var decision = decision
      decision.reviewer = reviewers[decision.reviewer] ?? decision.reviewer
      guard let example = decision.example else { return decision }
      guard let here = pairing.here[example] else {
        leftOut[example, default: 0] += 1
        return nil
      }
      decision.example = here
      switch decision.action {
      case .separate(let others):
        let known = others.compactMap { pairing.here[$0] }
        for other in others where pairing.here[other] == nil { leftOut[other, default: 0] += 1 }
        if known.isEmpty { return nil }
        decision.action = .separate(from: known)
      case .merge(let other):
        guard let known = pairing.here[other] else {
          leftOut[other, default: 0] += 1
          return nil
        }
        decision.action = .merge(with: known)
      default: break
      }
      return decision
    }
    tell(leftOut, pairing, &summary)
    return mine
  }

  private func tell(
    _ leftOut: [ExampleID: Int], _ pairing: ExamplePairing, _ summary: inout MergeSummary
  ) {
    for (example, count) in leftOut.sorted(by: { $0.key < $1.key }) {
      // Of probes nothing is said one by one: it would tell which examples they are.
      if pairing.ownRows.contains(example) {
        summary.onItsProbes += count
        continue
      }
      let key = pairing.identities[example]?.key ?? "number \(example.rawValue)"
      let words = "\(count) \(count == 1 ? "decision" : "decisions") left out"
      if pairing.otherTexts.contains(example) {
        summary.otherTexts += count
        tell("id “\(key)” has another text here; \(words)")
      } else {
        summary.unknownExamples += count
        tell("there is no example with the id “\(key)” here; \(words). Import the examples, and merge again")
      }
    }
  }

  private func tell(_ message: String) { problem(ImportProblem(file: name, line: nil, message: message)) }

  /// Reviewers with decisions on both sides that the other side does not have.
  private func sharedNames(_ decisions: [Decision]) throws -> [String] {
    let here = try target.decisions()
    let (mine, theirs) = (Set(here.map(\.uuid)), Set(decisions.map(\.uuid)))
    let own = Set(here.lazy.filter { !theirs.contains($0.uuid) }.map(\.reviewer))
    let others = Set(
      decisions.lazy.filter { !mine.contains($0.uuid) }.map { reviewers[$0.reviewer] ?? $0.reviewer })
    return own.intersection(others).sorted()
  }

  // MARK: Splits and draws

  private func merge(
    _ splits: [ExampleID: SplitAssignment], _ pairing: ExamplePairing, _ summary: inout MergeSummary
  ) throws {
    let there = try target.splits()
    // A group goes by its smallest number; where that example is not here, by the smallest that is.
    var groups: [ExampleID: ExampleID] = [:]
    for split in splits.values {
      guard let here = pairing.here[split.example] else { continue }
      groups[split.group] = min(groups[split.group] ?? here, pairing.here[split.group] ?? here, here)
    }
    var new: [SplitAssignment] = []
    for split in splits.values.sorted(by: { $0.example < $1.example }) {
      guard let here = pairing.here[split.example] else { continue }
      if let mine = there[here] {
        if mine.split != split.split { summary.splitConflicts += 1 }
        continue
      }
      new.append(
        SplitAssignment(example: here, split: split.split, group: groups[split.group] ?? here, at: split.at))
    }
    try target.assign(new)
    summary.splits = new.count
  }

  private func merge(
    _ draws: [SampleDraw], _ pairing: ExamplePairing, _ summary: inout MergeSummary
  ) throws {
    var there = Set(try target.draws().map(DrawIdentity.init))
    let judges = Dictionary(
      try target.judges().map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    let names = Dictionary(
      try other.judges().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    for draw in draws {
      var draw = draw
      draw.reviewer = draw.reviewer.map { reviewers[$0] ?? $0 }
      guard there.insert(DrawIdentity(draw)).inserted else { continue }
      // Chances mean something for the data that was drawn from only.
      guard draw.examples.allSatisfy({ $0.role != .drawn || pairing.here[$0.example] != nil }) else {
        summary.drawsLeftOut += 1
        continue
      }
      draw.examples = draw.examples.compactMap { drawn in
        var drawn = drawn
        guard let here = pairing.here[drawn.example] else { return nil }
        drawn.example = here
        return drawn
      }
      draw.judge = draw.judge.flatMap { names[$0] }.flatMap { judges[$0] }
      try target.addDraw(draw)
      summary.draws += 1
    }
  }
}

/// What is the same of a draw in every workspace.
private struct DrawIdentity: Hashable {
  var strategy: SampleDraw.Strategy
  var seed: UInt64
  var population: Int
  var reviewer: String?
  var at: Int64

  init(_ draw: SampleDraw) {
    strategy = draw.strategy
    seed = draw.seed
    population = draw.population
    reviewer = draw.reviewer
    at = draw.at
  }
}
