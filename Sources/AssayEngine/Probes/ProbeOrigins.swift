import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore

/// Finds good examples, and the data around them, in a workspace.
struct ProbeOrigins {
  /// More good examples than this are sampled: a plan looks at each of them.
  private static let originLimit = 5_000
  /// Texts that wrong labels, names and other answers are taken from.
  private static let corpusLimit = 4_000

  let workspace: Workspace
  let log: DecisionLog
  let knownBad: Set<ExampleID>
  let seed: UInt64

  /// What people agree is good as it stands, with the last of those who say so.
  func accepted() -> [(id: ExampleID, reviewer: String?)] {
    log.examples.compactMap { id in
      guard !knownBad.contains(id), log.heldVerdict(on: id) == HeldVerdict(verdict: .accept, label: nil)
      else { return nil }
      let opinions = log.opinions(on: id)
      guard !opinions.values.contains(where: { $0.edited != nil || $0.label != nil }) else { return nil }
      let words = opinions.filter { $0.value.verdict == .accept }
      let last = words.max { ($0.value.decidedAt ?? 0, $0.key) < ($1.value.decidedAt ?? 0, $1.key) }
      return last.map { (id, $0.key) }
    }
  }

  /// The texts of good examples; of many, a sample.
  func texts(of good: [(id: ExampleID, reviewer: String?)]) throws -> [ProbePlan.Origin] {
    let chosen = sample(good, limit: Self.originLimit).sorted { $0.id < $1.id }
    let reviewers = Dictionary(chosen.map { ($0.id, $0.reviewer) }, uniquingKeysWith: { first, _ in first })
    return try workspace.examples(chosen.map(\.id)).map { example in
      ProbePlan.Origin(
        id: example.id, text: ProbeText(fields: example.fields, label: example.label),
        reviewer: reviewers[example.id] ?? nil)
    }
  }

  /// A sample of all examples, the good ones first: of them the right labels are known.
  func corpus(with good: [ProbePlan.Origin], labels: [String], highestScore: Int) throws -> ProbeCorpus {
    var texts = sample(good, limit: Self.corpusLimit / 2).map(\.text)
    let known = Set(good.map(\.id))
    let others = (1...max(1, try workspace.exampleCount())).lazy.map { ExampleID(Int64($0)) }
      .filter { !known.contains($0) && !knownBad.contains($0) }
    let rejected = Set(log.examples.filter { log.heldVerdict(on: $0)?.verdict == .reject })
    let more = sample(Array(others), limit: Self.corpusLimit - texts.count)
    texts += try workspace.examples(more).map { example in
      // Whether the label of a rejected example is right is not known.
      ProbeText(fields: example.fields, label: rejected.contains(example.id) ? nil : example.label)
    }
    return ProbeCorpus(texts: texts, labels: labels, highestScore: highestScore)
  }

  private func sample<Element>(_ elements: [Element], limit: Int) -> [Element] {
    guard elements.count > limit else { return elements }
    return Permutation.shuffled(count: elements.count, seed: seed).prefix(limit).map { elements[Int($0)] }
  }
}
