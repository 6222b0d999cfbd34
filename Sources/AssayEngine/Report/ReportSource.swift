import AssayCalibration
import AssayJudging
import AssayModel
import AssayReport
import AssayStatistics
import AssayStore
import Foundation

/// Reads of a workspace what a report says.
public struct ReportSource: Sendable {
  private let workspace: Workspace
  private let task: TaskSpecification
  /// The program's name and version.
  private let program: String
  private let now: @Sendable () -> Int64

  /// - Parameter now: milliseconds since 1970.
  public init(
    workspace: Workspace, task: TaskSpecification, program: String,
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }
  ) {
    self.workspace = workspace
    self.task = task
    self.program = program
    self.now = now
  }

  /// The judge that a report is about unless somebody names another: the adopted one, else the configuration's, else
  /// the one that has scored most.
  ///
  /// - Returns: nil where nothing has been scored.
  public func usualJudge() throws -> JudgeVersion? {
    let judges = try workspace.judges().filter { $0.count > 0 }
    let adopted = try workspace.adoptions().last?.judge
    return judges.first { $0.id == adopted } ?? judges.first { $0.name == task.judge }
      ?? judges.max { ($0.count, $1.id) < ($1.count, $0.id) }
  }

  /// Everything for a report. Figures on the test split are an opening of it, which is on the disk before they are
  /// made.
  ///
  /// - Parameters:
  ///   - judge: nil: none has scored anything.
  ///   - reviewer: whose word counts, rulings aside; nil: everybody's.
  ///   - author: who asks; written down with an opening.
  ///   - resamples: of the bootstrap.
  public func content(
    judge: JudgeVersion?, split: Split, reviewer: String? = nil, author: String, resamples: Int = 2_000
  ) throws -> ReportContent {
    let calibration = CalibrationSource(workspace: workspace, task: task, now: now)
    var input = ReportInput(task: task, program: program, madeAt: now(), split: split)
    input.resamples = resamples
    input.reviewer = reviewer
    try readData(into: &input)
    try readJudges(into: &input)
    try readShown(into: &input)
    guard let judge else {
      return ReportContent(input, rows: try calibration.progress(reviewer: reviewer).rows)
    }
    let data =
      split == .test
      ? try calibration.open(judge: judge.id, reviewer: reviewer) { rows in
        TestOpening(
          setHash: SetHash.of(rows), judge: judge.id, author: author, at: now(), purpose: "report")
      } : try calibration.load(judge: judge.id, reviewer: reviewer)
    input.data = data
    input.relatedGenerators = Self.related(data.definition, input.models)
    input.drift = Drift(
      data, columns: try workspace.columns(judge: nil), now: now(), maximumAge: task.calibration.maximumAge)
    return ReportContent(input)
  }

  private func readData(into input: inout ReportInput) throws {
    func tallies(_ kind: ExampleKind) throws -> [Tally] {
      try workspace.exampleCounts(by: kind).map { Tally($0.name, $0.count) }
    }
    input.labels = try tallies(.label)
    input.techniques = try tallies(.technique)
    input.models = try tallies(.model)
    input.exampleCount = input.labels.reduce(0) { $0 + $1.n }
    input.batches = try workspace.batches()
    input.probes = try workspace.probes()
    input.log = DecisionLog(try workspace.decisions())
    input.draws = try workspace.draws()
    input.clusters = try workspace.allClusters()
    input.pipelines = try pipelines()
  }

  /// Each by its newest round, in the order in which they first began.
  private func pipelines() throws -> [PipelineFacts] {
    let all = try workspace.pipelines()
    var names: [String] = []
    for name in all.map(\.definition.name) where !names.contains(name) { names.append(name) }
    return try names.compactMap { name in all.last { $0.definition.name == name } }.map { pipeline in
      PipelineFacts(try Funnel(pipeline, StageAccounts(workspace, pipeline, keepAt: task.keepAt)))
    }
  }

  private func readJudges(into input: inout ReportInput) throws {
    let lineages = try workspace.judgeLineages()
    let made = Set(lineages.map(\.judge))
    // Members of panels are parts of a judge; what is imported has no lineage and no definition.
    input.judges = try workspace.judges().filter { judge in
      try made.contains(judge.id) || workspace.judgeDefinition(judge.id) == nil
    }
    (input.lineages, input.rules) = (lineages, try workspace.keepRules())
    input.adoptions = try workspace.adoptions()
    for judge in input.judges {
      guard let definition = try workspace.judgeDefinition(judge.id)?.definition else { continue }
      input.definitions[judge.id] = definition
      input.fingerprints[judge.id] = definition.fingerprint.map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    }
    for judge in input.judges { input.judgeProbes[judge.id] = try tally(judge, input) }
  }

  /// How a judge does on probes under the rule that is in force for it; nil: it has judged none.
  private func tally(_ judge: JudgeVersion, _ input: ReportInput) throws -> ProbeTally? {
    let probes = input.probes.filter { $0.status == .confirmed && !$0.isRepeat }
    guard !probes.isEmpty else { return nil }
    let rule = rule(of: judge, input)
    let judgements = try workspace.judgements(by: judge.id, on: probes.map(\.example))
    var tally = ProbeTally()
    for probe in probes {
      guard let judgement = judgements[probe.example] else { continue }
      let scores = judgement.scores.compactMap { score in score.value.map { (score.dimension, $0) } }
      guard let keeps = rule.keeps(Dictionary(scores, uniquingKeysWith: { _, last in last })) else {
        continue
      }
      tally.add(probe, verdict: keeps ? .accept : .reject)
    }
    return tally.bad.n + tally.good.n == 0 ? nil : tally
  }

  private static func related(_ definition: JudgeDefinition?, _ generators: [Tally]) -> [String] {
    generators.compactMap(\.name).filter { generator in
      (definition?.models ?? []).contains {
        ModelFamily.same($0.model, generator) || ModelFamily.same($0.family, generator)
      }
    }.sorted()
  }

  /// Whether judges keep what people were shown their scores of.
  private func readShown(into input: inout ReportInput) throws {
    var shown: [String: Set<ExampleID>] = [:]
    for decision in input.log.decisions {
      guard case .reveal(let judge) = decision.action, let example = decision.example else { continue }
      shown[judge, default: []].insert(example)
    }
    for (name, examples) in shown {
      guard let judge = input.judges.first(where: { $0.name == name }) else { continue }
      let rule = rule(of: judge, input)
      let judgements = try workspace.judgements(by: judge.id, on: examples)
      input.keeps[name] = judgements.compactMapValues { Self.keeps($0, rule) }
    }
  }

  private func rule(of judge: JudgeVersion, _ input: ReportInput) -> KeepRule {
    input.rules.last { $0.judge == judge.id }?.rule ?? .mean(atLeast: task.keepAt)
  }

  private static func keeps(_ judgement: Judgement, _ rule: KeepRule) -> Bool? {
    let scores = judgement.scores.compactMap { score in score.value.map { (score.dimension, $0) } }
    return rule.keeps(Dictionary(scores, uniquingKeysWith: { _, last in last }))
  }
}
