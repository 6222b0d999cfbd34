import AssayEngine
import AssayJudging
import AssayModel
import AssayStore

/// What `assay probes make` has made.
struct ProbeMakeReport: Encodable {
  struct Shortage: Encodable {
    var fault: String
    var wanted: Int
    var made: Int
    var reason: String
  }
  struct Bad: Encodable {
    var fault: String
    var detail: String
  }
  struct Subtle: Encodable {
    var proposed: Int
    var cached: Int
    var failed: Int
    /// Why answers were of no use, and how often.
    var unusable: [String: Int]
    /// nil: a price is not known.
    var cost: Double?
    /// Why it ended early.
    var ending: String?
  }

  var isDryRun: Bool
  var from: String
  /// Good examples that there were.
  var origins: Int
  var seed: UInt64
  var knownBad: Int
  var knownGood: Int
  var byFault: [String: Int]
  var shortages: [Shortage]
  var made: [Bad]
  var subtle: Subtle?
  var hints: [String] = []

  init(_ draft: ProbeDraft, isDry: Bool) {
    isDryRun = isDry
    from = draft.source.text
    origins = draft.origins.count
    seed = draft.seed
    knownBad = draft.bad.count
    knownGood = draft.good.count
    byFault = draft.bad.reduce(into: [:]) { $0[$1.fault?.rawValue ?? "", default: 0] += 1 }
    shortages = draft.shortages.map {
      Shortage(fault: $0.fault.rawValue, wanted: $0.wanted, made: $0.made, reason: $0.reason)
    }
    made = draft.bad.map { Bad(fault: $0.fault?.rawValue ?? "", detail: $0.detail) }
  }

  /// What a person should do for the probes not to be known by their looks.
  static func hints(_ workspace: Workspace) throws -> [String] {
    let probes = try workspace.knownBad()
    let judged = try workspace.judgedKnownBad()
    let others = try workspace.exampleCount() - probes.count
    let telling = try workspace.judges().filter { judge in
      let scored = judge.count - judged[judge.id, default: 0]
      return scored * 2 > others && judged[judge.id, default: 0] * 2 < probes.count
    }
    guard let judge = telling.first else { return [] }
    return [
      "\(judge.name) has scored most examples, but not the probes: in Review they can be told by the score that they lack. Review blind (key b, or assay --blind), or judge again: assay judge"
    ]
  }

  /// The lines for people.
  var lines: [String] {
    let verb = isDryRun ? "Would make" : "Made"
    let isRuled = subtle == nil || knownBad + knownGood > 0
    let source = "from \(Figures.count(origins, "good example")) (\(from), seed \(seed))"
    var lines = isRuled ? ["\(verb) \(knownBad) known-bad and \(knownGood) known-good probes \(source)"] : []
    let faults = Fault.allCases.map(\.rawValue).filter { byFault[$0] != nil }
    if !faults.isEmpty {
      lines.append("  " + faults.map { "\($0) \(byFault[$0] ?? 0)" }.joined(separator: ", "))
    }
    if isDryRun { lines += made.map { "  \($0.fault): \($0.detail)" } }
    for shortage in shortages {
      lines.append(
        "  \(shortage.fault): \(shortage.made) of \(shortage.wanted); most often: \(shortage.reason)")
    }
    lines += subtleLines + hints
    if !isDryRun, isRuled {
      lines.append("They are judged and reviewed with the others; assay probes status shows who catches them")
    }
    return lines
  }

  private var subtleLines: [String] {
    guard let subtle else { return [] }
    var parts = ["Proposed \(Figures.count(subtle.proposed, "subtle error"))"]
    if subtle.cached > 0 { parts.append("\(Figures.count(subtle.cached, "answer")) from the disk") }
    parts.append(subtle.cost.map { "cost \(Figures.money($0))" } ?? "cost not known")
    var lines = [parts.joined(separator: ", ")]
    if subtle.proposed > 0 {
      lines.append(
        "  they count once you confirm them: assay probes list --proposed, or p on the judge screen")
    }
    for (reason, count) in subtle.unusable.sorted(by: { $0.key < $1.key }) {
      lines.append("  of no use, \(count): \(reason)")
    }
    if subtle.failed > 0 { lines.append("  without an answer: \(subtle.failed)") }
    if let ending = subtle.ending { lines.append("  ended early: \(ending)") }
    return lines
  }
}
