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
  private(set) var parameters: JudgeParameters
  let skipsJudged: Bool

  init(workspace: Workspace, bench: JudgeBench, options: JudgeRun.Options) throws {
    var parameters = JudgeParameters(options, fingerprint: bench.definition.fingerprint)
    serial = try workspace.lastScoreSerial()
    let judge = bench.version?.id
    let all = try workspace.probes()
    probes = Dictionary(all.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    let confirmed = all.filter { $0.status == .confirmed }
    let known = try Self.judged(confirmed.map(\.example), bench.version, workspace, keepAt: options.keepAt)
    verdicts = known.compactMapValues { $0 }

    var ids = try Self.examples(options.selection, judge, workspace)
    if case .examples = options.selection {
    } else {
      let bad = Set(all.filter { $0.fault != nil }.map(\.example))
      ids.removeAll { bad.contains($0) }
    }
    if options.includesProbes {
      let comeAlong = options.selection == .all ? confirmed : confirmed.filter { known[$0.example] == nil }
      ids += comeAlong.map(\.example)
    }
    let runs = try workspace.runs(limit: 100).filter { $0.kind == .judge }.compactMap { run in
      JudgeParameters(json: run.parameters).map { (run, $0) }
    }
    let others = runs.count { Self.isLive($0.0) && $0.1.fingerprint == parameters.fingerprint }
    order = JudgeOrder(ids, seed: bench.seed, processes: others)
    skipsJudged = options.selection == .unjudged && !options.asksAnew
    // The newest run of the same work says: one that is done is not gone on with.
    if options.asksAnew, let (run, before) = runs.first(where: { $0.1.isSameWork(as: parameters) }),
      run.state != .finished, !Self.isLive(run)
    {
      parameters.round = before.round ?? Int(run.id.rawValue)
    }
    self.parameters = parameters
  }

  /// A run whose process is gone has ended, even if it said that it goes on a moment ago.
  private static func isLive(_ run: Run) -> Bool {
    !run.state.isOver && (run.host != ThisProcess.host || ThisProcess.isAlive(run.process))
  }

  /// A run that asks anew, and goes on with none, makes a round of its own.
  mutating func begin(_ run: RunID) {
    if parameters.isFresh, parameters.round == nil { parameters.round = Int(run.rawValue) }
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
    _ ids: [ExampleID], _ judge: JudgeVersion?, _ workspace: Workspace, keepAt: Double
  ) throws -> [ExampleID: Verdict?] {
    guard let judge else { return [:] }
    var found: [ExampleID: Verdict?] = [:]
    for id in ids {
      guard let judgement = try workspace.judgements(on: id).first(where: { $0.judge == judge.name }) else {
        continue
      }
      found[id] = .some(judgement.mean.map { $0 >= keepAt ? .accept : .reject })
    }
    return found
  }
}
