import AssayJudging
import AssayModel
import AssayStore

/// What a run has before it: its examples in their order, the probes among them, and the round of its questions.
struct JudgePlan: Sendable {
  var order: JudgeOrder
  /// All probes, by example.
  let probes: [ExampleID: Probe]
  /// What this judge version has made of confirmed probes so far.
  let verdicts: [ExampleID: Verdict]
  /// Judgements of other processes with a higher number came after the examples were chosen.
  let serial: Int64
  /// The rule in force for this judge version.
  let rule: KeepRule
  /// 0, or the number of a round in which everything is asked anew.
  let round: Int
  let skipsJudged: Bool

  /// - Parameter run: the run that this is for; nil: only a look at it.
  init(workspace: Workspace, bench: JudgeBench, options: JudgeRun.Options, run id: RunID? = nil) throws {
    let parameters = JudgeParameters(options, fingerprint: bench.definition.fingerprint)
    serial = try workspace.lastScoreSerial()
    let judge = bench.version?.id
    let all = try workspace.probes()
    probes = Dictionary(all.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    // A repeat asks a person twice; a judge has judged its original.
    let confirmed = all.filter { $0.status == .confirmed && !$0.isRepeat }
    rule = try judge.flatMap { try workspace.keepRule(of: $0) } ?? .mean(atLeast: options.keepAt)
    let known = try Self.judged(confirmed.map(\.example), bench.version, workspace, rule: rule)
    verdicts = known.compactMapValues { $0 }

    var ids = try Self.examples(options.selection, judge, workspace)
    if case .examples = options.selection {
    } else {
      let bad = Set(all.filter(\.isOwnRow).map(\.example))
      ids.removeAll { bad.contains($0) }
    }
    if options.includesProbes {
      let comeAlong = options.selection == .all ? confirmed : confirmed.filter { known[$0.example] == nil }
      ids += comeAlong.map(\.example)
    }
    // Those that began before this one: of two that begin together the second sees the first.
    let runs = try workspace.runs(limit: 100).filter { $0.kind == .judge }
      .filter { run in id.map { run.id < $0 } ?? true }
      .compactMap { run in JudgeParameters(json: run.parameters).map { (run: run, parameters: $0) } }
    let others = runs.count { Self.isLive($0.0) && $0.1.fingerprint == parameters.fingerprint }
    order = JudgeOrder(ids, seed: bench.seed, processes: others)
    skipsJudged = options.selection == .unjudged && !options.asksAnew
    round = options.asksAnew ? try Self.round(parameters, of: id, before: runs, workspace) : 0
  }

  /// A run that asks anew goes on with those of the same work that were broken off just before it: their round is the
  /// first one's number. One that is done is not gone on with.
  private static func round(
    _ work: JudgeParameters, of id: RunID?, before runs: [(run: Run, parameters: JudgeParameters)],
    _ workspace: Workspace
  ) throws -> Int {
    var first = try id ?? RunID((workspace.runs(limit: 1).first?.id.rawValue ?? 0) + 1)
    for (run, parameters) in runs where parameters.isSameWork(as: work) {
      if run.state == .finished || isLive(run) { break }
      first = run.id
    }
    return Int(first.rawValue)
  }

  /// A run whose process is gone has ended, even if it said that it goes on a moment ago.
  private static func isLive(_ run: Run) -> Bool {
    !run.state.isOver && (run.host != ThisProcess.host || ThisProcess.isAlive(run.process))
  }

  private static func examples(
    _ selection: JudgeSelection, _ judge: JudgeID?, _ workspace: Workspace
  ) throws -> [ExampleID] {
    switch selection {
    case .examples(let ids): return ids
    case .unjudged: if let judge { return try workspace.unjudged(by: judge) }
    case .failed: return try judge.map { try workspace.failedJudgements(by: $0) } ?? []
    case .all: break
    }
    return (0..<(try workspace.exampleCount())).map { ExampleID(Int64($0) + 1) }
  }

  /// What a judge has made of examples; a value of nil: it has judged it, without a score.
  private static func judged(
    _ ids: [ExampleID], _ judge: JudgeVersion?, _ workspace: Workspace, rule: KeepRule
  ) throws -> [ExampleID: Verdict?] {
    guard let judge else { return [:] }
    var found: [ExampleID: Verdict?] = [:]
    for id in ids {
      guard let judgement = try workspace.judgements(on: id).first(where: { $0.judge == judge.name }) else {
        continue
      }
      found[id] = .some(rule.keeps(judgement.values).map { $0 ? .accept : .reject })
    }
    return found
  }
}
