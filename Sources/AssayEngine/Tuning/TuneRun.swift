import AssayCalibration
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore
import Foundation

/// Makes a judge's prompt match what people decided.
///
/// It can be killed at any moment: what it does next follows from its seed and from the answers on disk, so whoever runs
/// the same again comes to the same place and pays for nothing twice.
public final class TuneRun: Sendable {
  /// Accepted and rejected examples that dev needs.
  public static let fewest = 3

  private let workspace: Workspace
  private let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Blocks until the search is over and the winner has met the judge in use, or something ends it. The run is in the
  /// workspace's list of runs, where any process can ask it to pause, to go on, to stop or to change its speed.
  ///
  /// - Throws: a ``WorkspaceError``, ``TuneProblem``, ``JudgeProblem``. The run has then ended as failed.
  public func run(
    service: any ChatService, control: RunControl,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) throws -> TuneSummary {
    guard let endpoint = options.endpoints.first(where: { $0.name == options.tuner }) else {
      throw TuneProblem.noTuner(options.tuner)
    }
    let incumbent = try workspace.judgeVersion(
      for: options.definition, fingerprint: options.definition.fingerprint,
      name: options.definition.specification.name, at: options.now())
    let material = try TuneMaterial(options.load(incumbent.id), options, workspace)
    let began = options.began ?? options.now()
    let earlier = try Self.earlier(options, began: began, workspace)
    let run = try workspace.beginRun(
      kind: .tune, title: Self.title(incumbent, options),
      parameters: TuneParameters(options, began: began).json, at: options.now())
    let ledger = TuneLedger(options.budget, began: began, earlier: earlier, now: options.now)
    let heart = RunHeart(
      workspace: workspace, run: run, control: control, every: options.heartbeat, now: options.now,
      look: { ledger.progress }, progress: progress)
    defer { heart.stop() }
    do {
      let table = TuneTable(
        workspace: workspace, options: options, ledger: ledger, run: run, control: control, service: service)
      var summary = try tune(table, material, incumbent, endpoint, began)
      heart.stop()
      summary.report = try write(summary)
      try end(run, &summary, ledger, progress)
      return summary
    } catch {
      var last = ledger.progress
      last.ending = error is CancellationError ? nil : "\(error)"
      let state: Run.State = error is CancellationError ? .cancelled : .failed
      try? workspace.updateRun(run, state: state, progress: last, at: options.now())
      throw error
    }
  }

  // MARK: The work

  private func tune(
    _ table: TuneTable, _ material: TuneMaterial, _ incumbent: JudgeVersion, _ endpoint: ModelEndpoint,
    _ began: Int64
  ) throws -> TuneSummary {
    let ledger = table.ledger
    let search = TuneSearch(table, material, endpoint: endpoint, secret: try workspace.secret())
    let register = TuneRegister(table, incumbent: incumbent)
    // What the test takes is kept back, so that a search never spends what its proof needs.
    let proof = 2 * material.test.count * TuneTable.requests(options.definition)
    ledger.keepBack(proof)
    ledger.plan(plan(material))
    var summary = TuneSummary(
      run: table.run, result: .nothingBetter, ending: .finished, incumbent: incumbent,
      incumbentRule: material.rule, costRatio: options.settings.costRatio)
    do {
      try search.run { measured in
        let version = try register.version(of: measured, note: Self.ruleNote(material))
        try register.record(
          measured.candidate, version, rule: measured.rule, on: material.dev, split: .dev,
          setHash: SetHash.of(material.data.set.rows(in: .dev)), ratio: options.settings.costRatio)
      }
      ledger.keepBack(0)
      try decide(&summary, search, register, table, material, incumbent, began)
    } catch let stop as TuneStop {
      note(stop, in: &summary)
    } catch is CancellationError {
      note(.stopped, in: &summary)
    }
    fill(&summary, search, register, material, ledger)
    return summary
  }

  private func decide(
    _ summary: inout TuneSummary, _ search: TuneSearch, _ register: TuneRegister, _ table: TuneTable,
    _ material: TuneMaterial, _ incumbent: JudgeVersion, _ began: Int64
  ) throws {
    if let limit = search.limit { summary.ending = limit == .money ? .budgetSpent : summary.ending }
    let ratio = options.settings.costRatio
    let dev = material.data.set.rows(in: .dev)
    let found = search.best
    let best = found.refitted(
      on: table.scored(dev, by: found.candidate), ratio: ratio, seed: options.seed)
    let isSame = best.candidate.id == 0
    let inForce = TuningFigures(search.measured[0].rows, rule: material.rule, ratio: ratio)
    let version = isSame ? incumbent : try register.version(of: best, note: Self.ruleNote(material))
    summary.winner = TuneSummary.Entry(measured: best, judge: version, isOnFront: true)
    if !isSame {
      try register.keepRule(best.rule, of: version.id, note: Self.ruleNote(material))
      try register.record(
        best.candidate, version, rule: best.rule, on: material.dev, split: .dev, setHash: SetHash.of(dev),
        ratio: ratio)
    }
    guard best.validatedCost < inForce.cost, !(isSame && best.rule == material.rule) else { return }
    let test = TuneTest(
      table: table, material: material, incumbent: (search.incumbent, incumbent), winner: (best, version),
      began: began)
    guard let decision = try test.decision() else {
      let accepted = material.test.count { $0.accepted }
      summary.result = .noTest(accepted: accepted, rejected: material.test.count - accepted)
      return
    }
    summary.result = .decided(decision)
    for (candidate, judge, rule) in [
      (search.incumbent, incumbent, material.rule), (best.candidate, version, best.rule),
    ] {
      try register.record(
        candidate, judge, rule: rule, on: material.test, split: .test, setHash: material.testHash,
        ratio: ratio)
    }
    guard decision.outcome == .better, let adopter = options.adopter else { return }
    try register.keepRule(best.rule, of: version.id, note: Self.ruleNote(material))
    do {
      summary.adoption = try adopter.adopt(
        version.id, author: TuneRegister.author,
        reason: "tuned: cost on test \(TuneSummary.fixed(decision.incumbent.cost)) -> "
          + "\(TuneSummary.fixed(decision.challenger.cost)), p = \(TuneSummary.fixed(decision.test.pValue)), "
          + "n = \(material.test.count)", at: options.now())
    } catch {
      // What was found is worth more than a file that could not be written.
      summary.adoptionProblem = "\(error)"
    }
  }

  // MARK: The words around it

  private static func title(_ incumbent: JudgeVersion, _ options: Options) -> String {
    "tune \(incumbent.name) · \(options.definition.models.map(\.model).joined(separator: " · "))"
  }

  private static func ruleNote(_ material: TuneMaterial) -> String {
    "lowest expected cost on dev (n = \(material.dev.count))"
  }

  /// Verdicts that it takes at most.
  private func plan(_ material: TuneMaterial) -> Int {
    let race = HalvingSchedule(candidates: max(1, options.candidates), examples: material.dev.count).verdicts
    return material.dev.count + max(1, options.rounds) * race + 2 * material.test.count
  }

  private func note(_ stop: TuneStop, in summary: inout TuneSummary) {
    switch stop {
    case .stopped:
      summary.ending = .stopped
      summary.result = .unfinished("stopped; the same command, or R in Runs, goes on from here")
    case .spent(let limit):
      summary.ending = .budgetSpent
      let what =
        switch limit {
        case .calls: "the limit of calls is reached"
        case .money: "the budget is spent"
        case .time: "the time is over"
        }
      summary.result = .unfinished("\(what) before there was a result; nothing was adopted")
    case .failed(let problem):
      summary.ending = .failed(problem)
      summary.result = .unfinished(problem.message)
    }
  }

  private func fill(
    _ summary: inout TuneSummary, _ search: TuneSearch, _ register: TuneRegister, _ material: TuneMaterial,
    _ ledger: TuneLedger
  ) {
    let front = Set(search.front)
    summary.entries = search.measured.enumerated().map { position, measured in
      TuneSummary.Entry(
        measured: measured, judge: register.versions[measured.candidate.id],
        isOnFront: front.contains(position))
    }
    summary.winner =
      summary.winner ?? summary.entries.min { MeasuredCandidate.isBetter($0.measured, $1.measured) }
    summary.incumbentFigures = search.measured.first.map {
      TuningFigures($0.rows, rule: material.rule, ratio: options.settings.costRatio)
    }
    summary.refused = Dictionary(search.refusals.map { ($0.why, 1) }, uniquingKeysWith: +)
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    summary.diagnoses = search.diagnoses
    summary.tried = search.tried
    summary.rounds = search.rounds
    summary.devCount = material.dev.count
    summary.testCount = material.test.count
    summary.poolCount = material.data.set.rows(in: .fewShot).count
    summary.calls = ledger.calls
    summary.cost = ledger.cost
    summary.minutes = ledger.minutes
    summary.warnings = ledger.progress.warnings + (summary.adoption?.warnings ?? [])
    if let problem = summary.adoptionProblem {
      summary.warnings.append("the winner could not be adopted: \(problem)")
    }
    if material.hidden > 0 {
      summary.warnings.append(
        "\(material.hidden) examples of the few-shot pool share text with dev or test and are not shown")
    }
    if let limit = search.limit {
      summary.warnings.append("the search ended early: its limit of \(limit.rawValue) is reached")
    }
  }

  private func write(_ summary: TuneSummary) throws -> String? {
    guard let folder = options.folder else { return nil }
    let name = "tune-\(summary.run.rawValue).md"
    let report = TuneReport(summary, options).markdown
    try Data(report.utf8).write(to: folder.appendingPathComponent(name), options: .atomic)
    return name
  }

  private func end(
    _ run: RunID, _ summary: inout TuneSummary, _ ledger: TuneLedger, _ progress: (RunProgress) -> Void
  ) throws {
    var last = ledger.progress
    let state = last.end(summary.ending)
    last.ending = summary.sentence + (summary.report.map { "; \($0)" } ?? "")
    if state == .finished { last.total = last.done }
    try workspace.updateRun(run, state: state, progress: last, at: options.now())
    progress(last)
  }
}
