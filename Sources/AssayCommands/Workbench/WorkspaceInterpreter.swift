import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore
import AssayText
import AssayWorkbench
import Dispatch
import Foundation
import Synchronization

/// Carries out the workbench's effects on a workspace. Small reads are answered at once; whatever can
/// take longer than a frame runs on a queue of its own and answers through the inbox.
final class WorkspaceInterpreter: WorkbenchHost, Sendable {
  private let workspace: Workspace
  private let inbox: Inbox
  private let reviewer: String
  private let loadTheme: @Sendable (String) -> (theme: Theme, problems: [String])?
  private let export: @Sendable (_ what: String, _ file: String, _ force: Bool) throws -> String
  /// Decisions, one after the other, in the order of the keys.
  private let writer = DispatchQueue(label: "assay.decisions", qos: .userInteractive)
  private let clusters: ClusterWorker
  private let calibration: CalibrationWorker
  private let judges: JudgeWorker
  private let details: ExampleDetailReader
  private let lister = DispatchQueue(label: "assay.lists", qos: .userInitiated)
  private let searcher = DispatchQueue(label: "assay.search", qos: .userInitiated)
  /// The number of the newest search; older ones give up.
  private let searchNumber = Mutex(0)
  /// The newest columns, so that a list that is asked for before the screen has them can wait for them.
  private let columns = Mutex<ExampleColumns?>(nil)
  private let runs: RunWorker
  private let newScores: ScoreWatcher
  private let generation: GenerationRunMaker
  private let planner = DispatchQueue(label: "assay.plans", qos: .userInitiated)
  /// The number of the newest plan; older ones are nobody's any more.
  private let planNumber = Mutex(0)

  /// The shown judge's scores, when they have been read.
  private let scores = Mutex<Scores?>(nil)
  private let lastMargins = Mutex<Margins?>(nil)
  private let preloader = DispatchQueue(label: "assay.scores", qos: .utility)

  /// Bytes of scores that are kept at most: beyond that a filter reads its own.
  private static let preloadLimit = 64 << 20
  /// More matches than anyone walks through.
  private static let searchLimit = 100_000
  /// More members of one cluster than a pane can show.

  /// More probes than anyone reads in one go.
  private static let probeLimit = 500
  /// More runs than anyone walks through.
  private static let runLimit = 200

  init(
    workspace: Workspace, inbox: Inbox, reviewer: String, clusters source: any ClusterSource,
    runs: RunWorker, scores: ScoreWatcher, judges: JudgeWorker, generation: GenerationRunMaker,
    loadTheme: @escaping @Sendable (String) -> (theme: Theme, problems: [String])?,
    export: @escaping @Sendable (_ what: String, _ file: String, _ force: Bool) throws -> String
  ) {
    self.workspace = workspace
    self.inbox = inbox
    self.reviewer = reviewer
    details = ExampleDetailReader(workspace: workspace, clusters: source)
    self.runs = runs
    self.judges = judges
    self.generation = generation
    newScores = scores
    clusters = ClusterWorker(source, inbox: inbox)
    calibration = CalibrationWorker(workspace: workspace, inbox: inbox, reviewer: reviewer)
    self.loadTheme = loadTheme
    self.export = export
  }

  func run(_ effect: Effect, _ state: AppState) -> [Action] {
    forgetColumns(shownBy: state)
    do {
      switch effect {
      case .append(let decisions, let purpose):
        append(decisions, purpose: purpose, at: state.now, rubric: state.task.rubricVersion)
      case .readRows(let ids): return [.rowsRead(try workspace.examples(ids))]
      case .readDetail(let id, _): return [.detailRead(try details.read(id, probes: state.workspace.probes))]
      case .readColumns(let judge): readColumns(judge)
      case .readArrivals(let judge, let known): readArrivals(judge, after: known)
      case .list(let request): list(request, state)
      case .search(let text): search(text, state)
      case .readClusters(let request): clusters.read(request)
      case .formClusters(let request): clusters.form(request, state.log.clusterConstraints)
      case .planSettlement(let kinds): clusters.plan(kinds, state)
      case .export(let what, let file, let force): runExport(what, file, force: force)
      case .readRuns:
        return [.runsRead(RunChains.linked(try workspace.runs(limit: Self.runLimit)), isAll: true)]
      case .startRun(let request): runs.start(request)
      case .planGeneration(let request, let number): planGeneration(request, number: number)
      case .resumeRun(let run):
        runs.resume(run, generates: state.runs.runs.first { $0.id == run }?.kind == .generate)
      case .setWish(let run, let wish): setWish(wish, for: run)
      case .readDefinition(let judge): return [.definitionRead(judge, try facts(of: judge))]
      case .readCalibration(let request): calibration.read(request, state)
      case .measureCalibration(let choice, let number): calibration.measure(choice, number: number, state)
      case .fitRule(let kind, let number): calibration.fit(kind, number: number, state)
      case .writeRule(let rule, let judge, let note, let figures):
        writeRule(rule, judge, note: note, figures, at: state.now)
      case .addMeasurement(let figures): addMeasurement(figures)
      case .readMargins(let judge, let rule): calibration.readMargins(judge, rule, state)
      case .readVersions: judges.readVersions(state.task)
      case .readContrast(let first, let second): judges.compare(first, second, state.task)
      case .registerVersion(let parent, let template):
        judges.register(template, parent: parent, author: reviewer, at: state.now)
      case .adoptJudge(let judge, let reason):
        judges.adopt(judge, reason: reason, author: reviewer, at: state.now)
      case .undoAdoption: judges.undoAdoption(author: reviewer, at: state.now)
      case .readProbes: return [.probesRead(try proposedProbes())]
      case .setProbeStatus(let status, let example): setProbeStatus(status, of: example)
      case .drawSample(let request): drawSample(request, state)
      case .saveSession: saveSession(Session(state).json)
      case .edit, .editTemplate, .setTheme, .setMouse, .openWorkspace, .redraw, .suspend, .quit: break
      }
    } catch {
      return [.notice(Message(.error, "\(error)"))]
    }
    return []
  }

  func edit(_ fields: [TextField]) throws -> [TextField]? {
    try Editor.edit(fields, environment: ProcessInfo.processInfo.environment)
  }

  func theme(named name: String) -> (theme: Theme, problems: [String])? { loadTheme(name) }

  /// Waits until every decision, the session and the clusters are on disk.
  func finish() {
    writer.sync {}
    clusters.finish()
    judges.finish()
  }

  /// Waits until every list and search that was asked for has answered.
  func finishReads() {
    searcher.sync {}
    lister.sync {}
    planner.sync {}
    calibration.finish()
  }

  // MARK: Writes

  private func append(_ decisions: [NewDecision], purpose: SavePurpose, at: Int64, rubric: String) {
    writer.async { [self] in
      do {
        let saved = try workspace.append(decisions, reviewer: reviewer, at: at, rubric: rubric)
        inbox.post(.saved(saved, purpose: purpose))
      } catch {
        inbox.post(.saveFailed("\(error)"))
      }
    }
  }

  private func setWish(_ wish: RunWish, for run: RunID) {
    writer.async { [self] in
      do { try workspace.setWish(wish, for: run) } catch {
        inbox.post(.notice(Message(.error, "The run has not been told: \(error)")))
      }
    }
  }

  private func setProbeStatus(_ status: Probe.Status, of example: ExampleID) {
    writer.async { [self] in
      do {
        try workspace.setProbeStatus(status, of: example)
        inbox.post(.probeSaved(example, status))
      } catch {
        inbox.post(.saveFailed("\(error)"))
      }
    }
  }

  private func writeRule(
    _ rule: KeepRule, _ judge: JudgeID, note: String, _ figures: AssayModel.Measurement?, at now: Int64
  ) {
    writer.async { [self] in
      do {
        if let figures { try workspace.addMeasurement(figures) }
        let written = try workspace.addKeepRule(rule, judge: judge, author: reviewer, at: now, note: note)
        inbox.post(.ruleWritten(written))
      } catch {
        inbox.post(.saveFailed("\(error)"))
      }
    }
  }

  private func addMeasurement(_ figures: AssayModel.Measurement) {
    writer.async { [self] in
      do { try workspace.addMeasurement(figures) } catch {
        inbox.post(.notice(Message(.warning, "The figures are not in the history: \(error)")))
      }
    }
  }

  private func drawSample(_ request: SampleRequest, _ state: AppState) {
    let (task, facts) = (state.task, state.workspace)
    let at = max(state.now, 1 + (state.log.decisions.last?.at ?? 0))
    // After the decisions that are on their way, which are no longer to be drawn.
    writer.async { [self] in
      lister.async { [self] in
        do {
          let outcome = try SampleRun(
            workspace: workspace, task: task, reviewer: reviewer,
            options: SampleRun.Options(size: request.size, strategy: request.strategy, judge: request.judge)
          ).run(at: at)
          var facts = facts
          facts.count = try workspace.exampleCount()
          facts.probes = try workspace.probes()
          facts.draws = try workspace.draws()
          inbox.post(
            .sampleDrawn(
              SampleAnswer(
                draw: outcome.draw, effectiveSize: outcome.effectiveSize, notes: outcome.notes, facts: facts))
          )
        } catch {
          inbox.post(.notice(Message(.error, "Nothing was drawn: \(error)")))
        }
      }
    }
  }

  private func planGeneration(_ request: RunRequest, number: Int) {
    planNumber.withLock { $0 = number }
    planner.async { [self] in
      // Each digit of a number asks anew.
      guard planNumber.withLock({ $0 == number }) else { return }
      inbox.post(.generationPlanned(generation.plan(request), number: number))
    }
  }

  private func saveSession(_ json: String) {
    writer.async { [self] in
      do { try workspace.setSession(json, for: reviewer) } catch {
        inbox.post(.notice(Message(.warning, "The place is not remembered: \(error)")))
      }
    }
  }

  private func runExport(_ what: String, _ file: String, force: Bool) {
    lister.async { [self] in
      do {
        inbox.post(.notice(Message(.info, try export(what, file, force))))
      } catch {
        inbox.post(.notice(Message(.error, "\(error)")))
      }
    }
  }

  // MARK: Reads

  private func facts(of judge: JudgeID) throws -> JudgeFacts {
    let made = try workspace.judgeDefinition(judge)
    return JudgeFacts(definition: made?.definition, at: made?.at)
  }

  private func proposedProbes() throws -> [ProposedProbe] {
    let probes = try workspace.probes().filter { $0.status == .proposed }.prefix(Self.probeLimit)
    let ids = probes.flatMap { [$0.example, $0.origin] }
    let texts = Dictionary(
      try workspace.examples(ids).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return probes.compactMap { probe in
      guard let origin = texts[probe.origin], let changed = texts[probe.example] else { return nil }
      return ProposedProbe(probe: probe, origin: origin, changed: changed)
    }
  }

  private func readColumns(_ judge: JudgeID?) {
    lister.async { [self] in
      do {
        // Asked before: what is scored while the columns are read comes twice rather than not at all.
        let serial = try workspace.lastScoreSerial()
        let read = try workspace.columns(judge: judge)
        newScores.show(judge, after: serial) {
          columns.withLock { $0 = read }
          inbox.post(.columnsRead(read))
        }
        if let judge { preloadScores(of: judge, examples: read.score.count) }
      } catch {
        inbox.post(.notice(Message(.error, "\(error)")))
      }
    }
  }

  /// Columns that are held in two places would be copied, a million rows of them, when the screen adds to its own.
  private func forgetColumns(shownBy state: AppState) {
    guard let shown = state.columns else { return }
    columns.withLock { held in
      if let held, held.judge != shown.judge || held.count > shown.count { return }
      held = nil
    }
  }

  /// Runs after the columns and lists that were asked for before it.
  private func readArrivals(_ judge: JudgeID?, after known: Int) {
    lister.async { [self] in
      do {
        let new = try workspace.columns(judge: judge, after: known)
        inbox.post(.arrived(ArrivedExamples(after: known, columns: new)))
      } catch {
        inbox.post(.arrived(ArrivedExamples(after: known, columns: ExampleColumns(judge: judge))))
        inbox.post(.notice(Message(.error, "\(error)")))
      }
    }
  }

  private struct Scores {
    var judge: JudgeID
    var byDimension: [String: [Float]]
    /// ``ScoreWatcher/version`` when they were read: newer scores make them old.
    var version: Int
  }

  /// Reads the scores that a filter may ask for, so that it need not wait for them.
  private func preloadScores(of judge: JudgeID, examples: Int) {
    scores.withLock { $0 = nil }
    preloader.async { [self] in
      let version = newScores.version
      guard let dimensions = try? workspace.judges().first(where: { $0.id == judge })?.dimensions,
        dimensions.count * examples * MemoryLayout<Float>.size <= Self.preloadLimit,
        let read = try? workspace.scores(judge: judge, dimensions: dimensions)
      else { return }
      scores.withLock { $0 = Scores(judge: judge, byDimension: read, version: version) }
    }
  }

  private func scores(judge: JudgeID, dimensions: [String]) throws -> [String: [Float]] {
    let version = newScores.version
    let known =
      scores.withLock { $0?.judge == judge && $0?.version == version ? $0?.byDimension : nil } ?? [:]
    let missing = dimensions.filter { known[$0] == nil }
    if missing.isEmpty { return known.filter { dimensions.contains($0.key) } }
    return try workspace.scores(judge: judge, dimensions: dimensions)
  }

  /// What the rule in force says of every example, kept until the rule or the scores change.
  private func margins(_ rule: KeepRule, _ judge: JudgeID, count: Int) throws -> [Float] {
    let version = newScores.version
    if let known = lastMargins.withLock({ $0 }), known.judge == judge, known.rule == rule,
      known.version == version, known.values.count == count
    {
      return known.values
    }
    let values = rule.margins(count: count, scores: try scores(judge: judge, dimensions: rule.dimensions))
    lastMargins.withLock { $0 = Margins(judge: judge, rule: rule, version: version, values: values) }
    return values
  }

  private struct Margins {
    var judge: JudgeID
    var rule: KeepRule
    /// ``ScoreWatcher/version`` when they were made.
    var version: Int
    var values: [Float]
  }

  /// Runs after the columns that were asked for before it: the queue keeps the order.
  private func list(_ request: ListingRequest, _ state: AppState) {
    let rule = state.keepRule
    let known = ListingContext(
      log: state.log, reviewer: state.reviewer, keepAt: rule.meanThreshold ?? state.task.keepAt,
      batches: Dictionary(
        state.workspace.batches.map { ($0.name, Int32(truncatingIfNeeded: $0.id.rawValue)) },
        uniquingKeysWith: { first, _ in first }),
      found: Set(state.review.search?.result?.examples ?? []), marked: state.review.marks,
      probes: state.workspace.probes, chosen: state.review.chosen, rubric: state.task.rubricVersion,
      draws: state.workspace.draws)
    let judge = state.judge?.id
    // The screen's own have the scores that have come in since they were read; the copies of a queue that was drawn
    // just now may not be in them yet.
    let rows = request.filter.isOfSample ? state.workspace.count : 0
    let shown = state.columns.flatMap { $0.judge == judge && $0.count >= rows ? $0 : nil }
    lister.async { [self] in
      do {
        let read = columns.withLock { $0.flatMap { $0.count >= rows ? $0 : nil } }
        let columns = try shown ?? read ?? workspace.columns(judge: judge)
        var context = known
        if let judge, request.filter.needsFailures {
          context.failed = Set(try workspace.failedJudgements(by: judge))
        }
        if let judge {
          context.scores = try scores(judge: judge, dimensions: Array(request.filter.dimensions))
          if rule.meanThreshold == nil, request.filter.asksTheRule || request.order == .uncertainty {
            context.margins = try margins(rule, judge, count: columns.count)
          }
        }
        let listing = Listing.build(
          filter: request.filter, order: request.order, columns: columns, context: context)
        inbox.post(.listed(listing, request: request, rows: columns.count))
      } catch {
        inbox.post(.notice(Message(.error, "\(error)")))
      }
    }
  }

  /// The number after which the examples from the cursor on have theirs; 0 where numbers are in no order.
  private static func searchStart(_ state: AppState) -> Int64 {
    let (listing, origin) = (state.review.listing, state.review.search?.origin ?? 0)
    switch listing {
    case .some: return 0
    case .all: return Int64(origin)
    case .woven(let weave):
      // A probe has a high number wherever it stands.
      let other = (origin..<max(origin, listing.count)).first { !weave.isProbe(listing[$0]) }
      return other.map { listing[$0].rawValue - 1 } ?? 0
    }
  }

  /// The first matches from where the search began on are shown at once; counting all takes longer.
  private static let firstMatches = 200

  private func search(_ text: String, _ state: AppState) {
    // In any other order the examples after the cursor are not those with higher numbers.
    let start = ExampleID(Self.searchStart(state))
    let number = searchNumber.withLock { number in
      number += 1
      return number
    }
    searcher.async { [self] in
      let isStale: @Sendable () -> Bool = { [self] in searchNumber.withLock { $0 != number } }
      guard !isStale() else { return }
      do {
        let query = SearchQuery(text)
        let found: [ExampleID]
        if query.needsSubstringScan {
          found = try workspace.searchSubstring(text, limit: Self.searchLimit, isCancelled: isStale)
        } else if let expression = query.ftsExpression {
          let first = try workspace.search(
            expression: expression, after: start, limit: Self.firstMatches, isCancelled: isStale)
          if isStale() { return }
          if !first.isEmpty {
            inbox.post(.found(SearchResult(text: text, examples: first, isCut: true)))
          }
          found = try workspace.search(
            expression: expression, after: nil, limit: Self.searchLimit, isCancelled: isStale)
        } else {
          found = []
        }
        if isStale() { return }
        inbox.post(
          .found(SearchResult(text: text, examples: found, isCut: found.count >= Self.searchLimit)))
      } catch {
        if !isStale() { inbox.post(.notice(Message(.error, "\(error)"))) }
      }
    }
  }
}
