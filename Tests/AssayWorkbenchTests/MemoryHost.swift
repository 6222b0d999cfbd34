import AssayCalibration
import AssayModel
import AssayText
import AssayWorkbench
import TerminalCore

/// A workspace in memory that answers every effect at once.
final class MemoryHost: WorkbenchHost {
  private(set) var examples: [Example]
  /// When true, lists and arrivals do not come by themselves: a test answers.
  var isSlow = false
  var judgements: [ExampleID: [Judgement]] = [:]
  var truths: [ExampleID: Truth] = [:]
  var clusters: [Cluster] = []
  /// What clusters are formed from; empty: only `clusters` are there.
  var pairs: [DuplicatePair] = []
  var references: [ExampleID: [ReferenceMatch]] = [:]
  var decisions: [Decision] = []
  var probes: [Probe] = []
  var draws: [SampleDraw] = []
  /// What the next draw has.
  var queue: [DrawnExample] = []
  var columns: ExampleColumns
  /// The newest first.
  var runs: [Run] = []
  var definitions: [JudgeID: JudgeFacts] = [:]
  var records = VersionRecords()
  var contrasts: [VersionContrast] = []
  var proposed: [ProposedProbe] = []
  /// What figures are made from; its judge, history and openings grow as in a workspace.
  var calibration = MemoryCalibration()
  /// What an edit comes to; nil: the person left the editor without a result.
  var editor: ([TextField]) -> [TextField]? = { $0 }
  /// When true, every append fails, as on a full disk.
  var isDiskFull = false
  /// What generating would take; nil: the answer does not come.
  var plan: PlannedRun? = PlannedRun(model: "toy", calls: 1, tokensIn: 900, tokensOut: 400, cost: 0.0021)
  private(set) var effects: [Effect] = []

  init(_ texts: [(text: String, label: String?)]) {
    examples = texts.enumerated().map { index, item in
      Example(
        id: ExampleID(Int64(index) + 1), key: "example-\(index + 1)", batch: BatchID(Int64(index / 5) + 1),
        fields: [TextField(name: "text", text: item.text)], label: item.label)
    }
    let labels = Array(Set(texts.compactMap(\.label))).sorted()
    columns = ExampleColumns(
      batch: examples.map { Int32($0.batch.rawValue) },
      label: texts.map { item in item.label.flatMap { labels.firstIndex(of: $0) }.map(Int32.init) ?? -1 },
      technique: examples.map { _ in -1 }, length: texts.map { Int32($0.text.count) },
      cluster: examples.map { _ in 0 }, score: examples.map { _ in .nan },
      spread: examples.map { _ in .nan }, labels: labels)
  }

  /// More examples, five to a batch like the others.
  func add(_ texts: [(String, String?)]) {
    for (text, label) in texts {
      let number = Int64(examples.count) + 1
      let batch = BatchID((number - 1) / 5 + 1)
      examples.append(
        Example(
          id: ExampleID(number), key: "example-\(number)", batch: batch,
          fields: [TextField(name: "text", text: text)], label: label))
      if let label, !columns.labels.contains(label) { columns.labels.append(label) }
      columns.append(
        ExampleColumns(
          batch: [Int32(batch.rawValue)],
          label: [label.flatMap { columns.labels.firstIndex(of: $0) }.map(Int32.init) ?? -1], technique: [-1],
          length: [Int32(text.count)], cluster: [0], score: [.nan], spread: [.nan]))
    }
  }

  func change(_ id: Int64, _ edit: (inout Example) -> Void) { edit(&examples[Int(id) - 1]) }

  /// What the workspace says of the examples after so many.
  func arrivals(after known: Int) -> ArrivedExamples {
    var new = columns.suffix(from: known)
    new.judge = columns.judge
    return ArrivedExamples(after: known, columns: new)
  }

  func judge(_ id: Int64, _ judgement: Judgement) {
    judgements[ExampleID(id), default: []].append(judgement)
    columns.score[Int(id) - 1] = judgement.mean.map { Float($0) } ?? .nan
    columns.spread[Int(id) - 1] = judgement.spread.map { Float($0) } ?? .nan
  }

  /// Two examples that are alike.
  func pair(_ one: Int32, _ other: Int32, _ similarity: Float, method: DuplicateMethod = .minhash) {
    pairs.append(DuplicatePair(one - 1, other - 1, method: method, similarity: similarity))
  }

  func cluster(_ number: Int64, method: String = "minhash", _ members: [(Int64, Double)]) {
    clusters.append(
      Cluster(
        id: ClusterID(number), method: method, kind: DuplicateMethod(rawValue: method)?.kind, threshold: 0.7,
        members: members.map { .init(example: ExampleID($0.0), similarity: $0.1) }))
    for member in members { columns.cluster[Int(member.0) - 1] = Int32(number) }
    columns.clusterSizes[Int32(number)] = Int32(members.count)
  }

  var facts: WorkspaceFacts {
    let batches = Dictionary(grouping: examples, by: \.batch).sorted { $0.key < $1.key }
    let names = judgements.values.flatMap { $0 }
    let dimensions = names.first?.scores.map(\.dimension) ?? []
    return WorkspaceFacts(
      folder: "memory", count: examples.count,
      batches: batches.map {
        Batch(id: $0.key, name: "Batch \($0.key.rawValue)", technique: nil, count: $0.value.count)
      },
      judges: Set(names.map(\.judge)).sorted().enumerated().map {
        JudgeVersion(
          id: JudgeID(Int64($0.offset) + 1), name: $0.element, dimensions: dimensions, count: names.count)
      },
      labels: columns.labels, probes: probes, rules: calibration.rules, draws: draws)
  }

  func run(_ effect: Effect, _ state: AppState) -> [Action] {
    effects.append(effect)
    switch effect {
    case .append(let new, let purpose): return [append(new, purpose, state)]
    case .readRows(let ids): return [.rowsRead(ids.map { examples[Int($0.rawValue) - 1] })]
    case .readDetail(let id, _): return [.detailRead(detail(id))]
    case .readColumns(let judge):
      columns.judge = judge
      return [.columnsRead(columns)]
    case .readRuns: return [.runsRead(runs, isAll: true)]
    case .setWish(let id, let wish):
      for index in runs.indices where runs[index].id == id { runs[index].wish = wish }
      return []
    case .readDefinition(let id):
      return [.definitionRead(id, definitions[id] ?? JudgeFacts(definition: nil, at: nil))]
    case .readCalibration, .measureCalibration, .fitRule, .writeRule, .addMeasurement, .readMargins:
      return calibration.run(effect, state, self)
    case .readVersions: return [.versionsRead(records)]
    case .readContrast(let first, let second):
      return [
        .contrastRead(
          contrasts.first { $0.first == first && $0.second == second }
            ?? VersionContrast(first: first, second: second, cases: [], compared: 0, sealed: 0))
      ]
    case .registerVersion(let parent, let template): return register(template, parent, state)
    case .adoptJudge(let judge, let reason): return adopt(judge, reason, state)
    case .undoAdoption:
      return Adoption.undoTarget(records.adoptions).map { adopt($0.judge, Adoption.undoing, state) } ?? []
    case .readProbes: return [.probesRead(proposed.filter { $0.probe.status == .proposed })]
    case .setProbeStatus(let status, let id):
      if isDiskFull { return [.saveFailed("the disk is full")] }
      for index in proposed.indices where proposed[index].probe.example == id {
        proposed[index].probe.status = status
      }
      return [.probeSaved(id, status)]
    case .drawSample(let request): return [draw(request, state)]
    case .startRun, .resumeRun: return []
    case .planGeneration(_, let number): return plan.map { [.generationPlanned($0, number: number)] } ?? []
    case .readArrivals(_, let known): return isSlow ? [] : [.arrived(arrivals(after: known))]
    case .list where isSlow: return []
    case .list(let request): return [.listed(listing(request, state), request: request, rows: columns.count)]
    case .search(let text):
      let query = SearchQuery(text)
      let found = examples.filter { query.isFound(in: $0.fields[0].text) }.map(\.id)
      return [.found(SearchResult(text: text, examples: found, isCut: false))]
    case .readClusters(let request), .formClusters(let request): return form(request, state)
    case .planSettlement(let kinds): return [plan(kinds, state)]
    case .export, .saveSession, .edit, .editTemplate, .setTheme, .setMouse, .openWorkspace, .redraw, .suspend,
      .quit:
      return []
    }
  }

  /// A text with "{{bad}}" in it is no prompt.
  private func register(_ template: String, _ parent: JudgeID, _ state: AppState) -> [Action] {
    guard !template.contains("{{bad}}") else {
      return [
        .versionRefused(
          .init(parent: parent, template: template, problem: "1:3: there is no variable \"bad\""))
      ]
    }
    let id = JudgeID((state.workspace.judges.map(\.id.rawValue).max() ?? 0) + 1)
    var definition = definitions[parent]?.definition
    definition?.template = template
    definitions[id] = JudgeFacts(definition: definition, at: state.now)
    records.lineages.append(JudgeLineage(judge: id, parent: parent, author: state.reviewer, at: state.now))
    let version = JudgeVersion(id: id, name: "judge v\(id.rawValue)", dimensions: ["accuracy"], count: 0)
    return [.versionRegistered(version, parent: parent)]
  }

  private func adopt(_ judge: JudgeID, _ reason: String, _ state: AppState) -> [Action] {
    records.adoptions.append(
      Adoption(judge: judge, rule: nil, author: state.reviewer, at: state.now, reason: reason))
    return [.judgeAdopted(judge, Message(.info, "version \(judge.rawValue) is in use"))]
  }

  private func draw(_ request: SampleRequest, _ state: AppState) -> Action {
    let draw = SampleDraw(
      id: Int64(draws.count) + 1, strategy: request.strategy ?? .stratified, judge: request.judge, seed: 1,
      population: examples.count, reviewer: state.reviewer, at: state.now,
      examples: Array(queue.prefix(request.size)))
    draws.append(draw)
    return .sampleDrawn(SampleAnswer(draw: draw, effectiveSize: 2.4, notes: [], facts: facts))
  }

  private func form(_ request: ClusterRequest, _ state: AppState) -> [Action] {
    if !pairs.isEmpty {
      clusters = PlainFormation.form(
        pairs, thresholds: request.thresholds, constraints: state.log.clusterConstraints)
      for index in columns.cluster.indices { columns.cluster[index] = 0 }
      for cluster in clusters {
        let number = Int32(cluster.id.rawValue)
        for member in cluster.members { columns.cluster[Int(member.example.rawValue) - 1] = number }
        columns.clusterSizes[number] = Int32(cluster.members.count)
        columns.clusterKinds[number] = cluster.kind
      }
    }
    let snapshot = ClusterSnapshot(clusters)
    return [
      .clustersFormed(ClusterAnswer(snapshot, pairs: PlainFormation.facts(pairs), number: request.number)),
      .clustersWritten,
    ]
  }

  private func plan(_ kinds: [DuplicateKind], _ state: AppState) -> Action {
    .settlementPlanned(
      Settlement.plan(
        clusters: state.clusters.snapshot?.clusters ?? [], kinds: Set(kinds), log: state.log,
        reviewer: state.reviewer, label: { self.columns.label[Int($0.rawValue) - 1] },
        blind: state.review.isBlind))
  }

  private func append(_ new: [NewDecision], _ purpose: SavePurpose, _ state: AppState) -> Action {
    if isDiskFull { return .saveFailed("the disk is full") }
    let step = DecisionID(Int64(decisions.count) + 1)
    // As the workspace does: no two steps at one time.
    let at = max(state.now, (decisions.last?.at ?? .min) + (decisions.last?.at == state.now ? 1 : 0))
    let saved = new.enumerated().map { index, decision in
      Decision(
        id: DecisionID(step.rawValue + Int64(index)), uuid: "\(step.rawValue + Int64(index))", step: step,
        example: decision.example, reviewer: state.reviewer, action: decision.action, at: at,
        duration: decision.duration, blind: decision.blind, rubric: state.task.rubricVersion)
    }
    decisions += saved
    return .saved(saved, purpose: purpose)
  }

  private func detail(_ id: ExampleID) -> ExampleDetail {
    let cluster = clusters.first { $0.members.contains { $0.example == id } }
    return ExampleDetail(
      example: examples[Int(id.rawValue) - 1], judgements: judgements[id] ?? [], truth: truths[id],
      cluster: cluster, members: (cluster?.members ?? []).map { examples[Int($0.example.rawValue) - 1] },
      references: references[id] ?? [])
  }

  private func listing(_ request: ListingRequest, _ state: AppState) -> Listing {
    var scores: [String: [Float]] = [:]
    for dimension in request.filter.dimensions {
      scores[dimension] = examples.map { example in
        let score = judgements[example.id]?.first?.scores.first { $0.dimension == dimension }
        return score?.value.map { Float($0) } ?? .nan
      }
    }
    return Listing.build(
      filter: request.filter, order: request.order, columns: columns,
      context: ListingContext(
        log: state.log, reviewer: state.reviewer, keepAt: state.keepRule.meanThreshold ?? state.task.keepAt,
        margins: margins(state.keepRule), scores: scores,
        batches: ["Batch 1": 1, "Batch 2": 2, "Batch 3": 3],
        found: Set(state.review.search?.result?.examples ?? []), marked: state.review.marks,
        failed: Set(judgements.filter { $0.value.contains { $0.failure != nil } }.keys),
        probes: state.workspace.probes, chosen: state.review.chosen, rubric: state.task.rubricVersion,
        draws: state.workspace.draws))
  }

  private func margins(_ rule: KeepRule) -> [Float]? {
    guard rule.meanThreshold == nil else { return nil }
    return examples.map { rule.margin(judgements[$0.id]?.first?.values ?? [:]).map { Float($0) } ?? .nan }
  }

  func edit(_ fields: [TextField]) throws -> [TextField]? { editor(fields) }

  func theme(named name: String) -> (theme: Theme, problems: [String])? {
    name == "plain" ? (Theme(name: "plain", styles: [:]), []) : nil
  }
}

/// A person at the workbench: presses keys by the commands behind them, and looks at the screen.
final class Person {
  let host: MemoryHost
  let dispatcher: Dispatcher

  init(
    _ host: MemoryHost, size: Size = Size(rows: 24, columns: 80), reviewer: String = "ana",
    task: TaskSpecification? = nil, ascii: Bool = false, now: Int64? = nil,
    clock: (() -> Int64)? = nil
  ) {
    self.host = host
    let facts = host.facts
    var state = AppState(
      size: size, now: 0, bindings: KeyBindings.make().bindings,
      appearance: Appearance(theme: "plain", themes: ["plain"], mouse: true, ascii: ascii), workspace: facts,
      task: task ?? TaskSpecification(name: "test", labels: ["billing", "shipping", "account"]),
      reviewer: reviewer,
      log: DecisionLog(host.decisions), review: ReviewState(listing: facts.importedListing, openedAt: 0))
    host.columns.judge = state.judge?.id
    state.columns = host.columns
    let fixed = now
    var time: Int64 = 0
    let terminal = Terminal()
    let later = Later()
    self.later = later
    dispatcher = Dispatcher(
      state: state, interpreter: host,
      clock: {
        time += 2_000
        return later.time?() ?? clock?() ?? fixed ?? time
      },
      performOnTerminal: { effect, _ in terminal.perform(effect, host) })
    self.terminal = terminal
    dispatcher.settle([])
  }

  /// What the clock says from now on.
  var time: (() -> Int64)? {
    get { later.time }
    set { later.time = newValue }
  }

  private let later: Later
  private final class Later {
    var time: (() -> Int64)?
  }

  private let terminal: Terminal
  private final class Terminal {
    var hasLeft = false
    func perform(_ effect: Effect, _ host: MemoryHost) -> [Action]? {
      switch effect {
      case .quit: hasLeft = true
      case .edit(let id, let fields): return host.editor(fields).map { [.edited(id, fields: $0)] } ?? []
      case .editTemplate(let judge, let template):
        let edited = host.editor([TextField(name: "prompt", text: template)])
        return edited?.first.map { [.templateEdited(judge, $0.text)] } ?? []
      case .setTheme(let name): return [.themeLoaded(name)]
      case .redraw, .suspend, .setMouse, .openWorkspace: break
      default: return nil
      }
      return []
    }
  }

  var state: AppState { dispatcher.state }
  var left: Bool { terminal.hasLeft }

  /// Presses the key of each command.
  func press(_ commands: CommandID...) { for command in commands { press(command) } }

  func press(_ command: CommandID) {
    let all = CommandTable[command].keys.compactMap { KeySequence(parsing: $0) }
    // A screen may have the first of them for itself.
    let bound = all.first {
      state.bindings.lookup($0.chords, screen: state.screen, isSearching: state.review.search?.result != nil)
        == .command(command)
    }
    guard let sequence = bound ?? all.first else { return }
    for chord in sequence.chords { dispatcher.dispatch(.input(.key(chord))) }
  }

  /// Types characters into a prompt or list.
  func type(_ text: String) {
    for character in text { dispatcher.dispatch(.input(.key(KeyChord(.character(character))))) }
  }

  func enter() { dispatcher.dispatch(.input(.key(KeyChord(.enter)))) }
  func key(_ key: KeyChord.Key) { dispatcher.dispatch(.input(.key(KeyChord(key)))) }
  func send(_ event: InputEvent) { dispatcher.dispatch(.input(event)) }
  func resize(_ rows: Int, _ columns: Int) { send(.resize(Size(rows: rows, columns: columns))) }

  /// What stands on the screen.
  var screen: String {
    let frame = view(state, theme: Theme(name: "plain", styles: [:]))
    return (0..<frame.grid.size.rows).map { frame.grid.text(row: $0) }.joined(separator: "\n")
  }

  func verdict(_ id: Int64) -> Verdict? { state.log.opinion(of: state.reviewer, on: ExampleID(id))?.verdict }
}
