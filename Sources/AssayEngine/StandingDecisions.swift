import AssayModel

/// The decisions of a log that nobody has taken back.
struct StandingDecisions {
  /// In the order in which they were made.
  let byExample: [ExampleID: [Decision]]
  let log: DecisionLog
  /// The keys of the ``named`` examples.
  var keys: [ExampleID: String] = [:]

  /// - Parameter probes: what was said of these is left out, and of what was said of others that they are named.
  init(_ all: [Decision], without probes: Set<ExampleID> = []) {
    let entries = probes.isEmpty ? all : all.compactMap { Self.entry($0, without: probes) }
    log = DecisionLog(entries)
    byExample = log.standingByExample
  }

  private static func entry(_ entry: Decision, without probes: Set<ExampleID>) -> Decision? {
    if let example = entry.example, probes.contains(example) { return nil }
    var entry = entry
    switch entry.action {
    case .separate(let others):
      let rest = others.filter { !probes.contains($0) }
      if rest.isEmpty { return nil }
      entry.action = .separate(from: rest)
    case .merge(let other) where probes.contains(other): return nil
    default: break
    }
    return entry
  }

  /// The examples that decisions on other ones name (separate, merge).
  var named: Set<ExampleID> {
    var named: Set<ExampleID> = []
    for decision in byExample.values.joined() {
      switch decision.action {
      case .separate(let others): named.formUnion(others)
      case .merge(let other): named.insert(other)
      default: continue
      }
    }
    return named
  }

  /// The label that holds instead of the example's own; nil: that holds.
  func label(of example: ExampleID) -> String? { log.heldVerdict(on: example)?.label }

  /// The text as it was edited by the one of its editors who decided last.
  func edited(_ example: ExampleID) -> [TextField]? { latest(on: example, \.edited) }

  private func latest<Value>(on example: ExampleID, _ value: (ReviewerOpinion) -> Value?) -> Value? {
    log.opinions(on: example)
      // The name decides between two of one millisecond, so that the export is always the same.
      .sorted { ($0.value.decidedAt ?? 0, $0.key) > ($1.value.decidedAt ?? 0, $1.key) }
      .compactMap { value($0.value) }.first
  }
}
