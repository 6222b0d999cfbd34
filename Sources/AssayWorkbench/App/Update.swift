import AssayModel
import TerminalCore
import TerminalWidgets

/// The one way in which the state changes. Pure: what has to be done outside comes back as effects.
public func update(_ state: inout AppState, _ action: Action) -> [Effect] {
  let effects = take(action, &state)
  forgetSeenNews(&state)
  return effects + refreshMargins(&state) + refreshCalibration(&state)
}

private func take(_ action: Action, _ state: inout AppState) -> [Effect] {
  switch action {
  case .input(let event): return handle(event, &state)
  case .command(let command):
    state.message = nil
    return perform(command, &state)
  case .tick: return refreshList(&state) + refreshVersions(&state)
  case .saved(let decisions, let purpose): return didSave(decisions, purpose: purpose, &state)
  case .saveFailed(let reason):
    state.isSaving = false
    state.message = Message(.error, "Not saved: \(reason)")
    return []
  case .othersDecided(let decisions):
    return take(decisions, &state)
  case .calibrationRead(let data, let picture, let request):
    return didReadCalibration(data, picture, request, &state)
  case .calibrationMeasured(let picture, let number): return didMeasure(picture, number, &state)
  case .calibrationFailed(let reason, let number): return didFailCalibration(reason, number, &state)
  case .ruleFitted(let fit, let kind, let number): return didFit(fit, kind, number, &state)
  case .ruleWritten(let rule): return didWrite(rule, &state)
  case .marginsRead(let margins): return didRead(margins, &state)
  case .workspaceChanged(let facts): return didChange(facts, &state)
  case .workspaceGrown(let facts): return didGrow(facts, &state)
  case .arrived(let examples): return didArrive(examples, &state)
  case .rowsRead(let examples):
    take(rows: examples, &state)
    return []
  case .detailRead(let detail):
    state.review.detail = detail
    return []
  case .columnsRead(let columns): return didRead(columns, &state)
  case .listed(let listing, let request, let rows): return didList(listing, request, rows: rows, &state)
  case .found(let result): return didFind(result, &state)
  case .clustersFormed(let answer): return didForm(answer, &state)
  case .clustersFailed(let reason, let request):
    if request == state.clusters.requestNumber { state.clusters.isForming = false }
    state.message = Message(.error, reason)
    return []
  case .clustersWritten:
    state.review.detail = nil
    state.calibration.isStale = true
    return [.readColumns(state.review.judge)]
  case .settlementPlanned(let plan): return didPlan(plan, &state)
  case .runsRead(let runs, let isAll):
    state.runs.take(runs, isAll: isAll)
    if state.runs.isStarting, state.runs.live != nil {
      // It speaks for itself now.
      state.runs.isStarting = false
      if state.message?.kind == .info { state.message = nil }
    }
    if state.screen == .runs { scrollRuns(&state) }
    return []
  case .generationPlanned(let plan, let number): return didPlan(plan, number: number, &state)
  case .generated(let batch, let message): return didGenerate(batch, message, &state)
  case .scored(let batch): return didScore(batch, &state)
  case .judgesRead(let judges): return didReadJudges(judges, &state)
  case .judgedAgain(let judge, let message): return didJudgeAgain(judge, message, &state)
  case .definitionRead(let judge, let facts):
    state.judges.facts[judge] = facts
    return []
  case .versionsRead(let records): return didRead(records, &state)
  case .contrastRead(let contrast): return didRead(contrast, &state)
  case .templateEdited(let judge, let template): return didEditTemplate(judge, template, &state)
  case .versionRegistered(let version, let parent): return didRegister(version, parent: parent, &state)
  case .versionRefused(let draft): return didRefuse(draft, &state)
  case .judgeMeasured(let judge, let figures, let message):
    return didMeasure(figures, judge, message, &state)
  case .judgeAdopted(let judge, let message): return didAdopt(judge, message, &state)
  case .probesRead(let probes): return didReadProbes(probes, &state)
  case .probeSaved(let example, let status): return didSaveProbe(example, status, &state)
  case .sampleDrawn(let answer): return didDraw(answer, &state)
  case .edited(let example, let fields): return didEdit(example, fields, &state)
  case .themeLoaded(let name):
    state.appearance.theme = name
    return []
  case .notice(let message):
    state.message = message
    return []
  }
}

/// What the screen lacks: rows that came into sight, the example under the cursor, a page of clusters.
/// Asked after every update, so that no action has to think of it.
public func missingReads(_ state: AppState) -> [Effect] {
  missingAdjudicationReads(state) + missingScreenReads(state)
}

private func missingScreenReads(_ state: AppState) -> [Effect] {
  switch state.screen {
  case .review: return missingReviewReads(state)
  case .clusters: return missingClusterReads(state)
  case .judge: return missingJudgeReads(state)
  case .calibration, .runs: return []
  }
}

/// Keeps rows that were read; what is found out from a text is found out once.
private func take(rows: [Example], _ state: inout AppState) {
  if state.review.rows.count > 4_000 {
    state.review.rows.removeAll()
    state.review.ordering.removeAll()
  }
  for example in rows {
    state.review.rows[example.id] = example
    if givesOrders(example) { state.review.ordering.insert(example.id) }
  }
}

/// New examples or clusters came in from another process: everything that was read may be old.
private func didChange(_ facts: WorkspaceFacts, _ state: inout AppState) -> [Effect] {
  let isListChanged = facts.count != state.workspace.count || facts.probes != state.workspace.probes
  if facts.rules != state.workspace.rules { state.review.isListOld = true }
  if facts != state.workspace { state.calibration.isStale = true }
  noteNews(facts, &state)
  state.workspace = facts
  state.clusters.isStale = true
  forgetVersions(&state)
  if isListChanged { relist(&state) }
  state.review.detail = nil
  let clusters = state.screen == .clusters ? refreshClusters(&state) : []
  // The judge that is shown, which may be the first that there is.
  return [.readColumns(state.judge?.id)] + clusters
}

/// Makes the whole workspace's list anew; the cursor stays on its example, and the example on its line.
func relist(_ state: inout AppState) {
  guard state.review.listing.isImported else { return }
  let (current, cursor) = (state.review.current, state.review.cursor)
  state.review.listing = state.workspace.importedListing
  guard let position = current.flatMap(state.review.listing.position(of:)), position != cursor else { return }
  state.review.top = max(0, state.review.top + position - cursor)
  state.review.cursor = position
  if let start = state.review.rangeStart { state.review.rangeStart = max(0, start + position - cursor) }
}

/// The list is made anew when it depends on what has come.
private func didRead(_ columns: ExampleColumns, _ state: inout AppState) -> [Effect] {
  state.columns = columns
  state.review.arrivals.isReading = false
  state.review.arrivals.held = nil
  state.review.arrivals.scores = [:]
  catchUpList(&state)
  let arrivals = readArrivals(&state)
  let isAffected = state.review.filter.terms.contains { term in
    switch term {
    case .cluster, .clusterSize, .duplicates: true
    default: false
    }
  }
  return arrivals + (isAffected && state.review.detour != nil ? requestListing(&state) : [])
}

/// Takes decisions into the log and into everything that is counted from it.
func take(_ decisions: [Decision], _ state: inout AppState) -> [Effect] {
  var new: [Decision] = []
  for decision in decisions {
    let touched = state.log.append(decision)
    // The watcher brings one's own as well.
    if touched.isEmpty { continue }
    new.append(decision)
    state.judges.isStale = true
    state.calibration.isStale = true
    for example in touched { state.clusters.note(example, state.log, state.reviewer) }
  }
  return changesClusters(new, state.log) ? formClusters(&state) : []
}

private func handle(_ event: InputEvent, _ state: inout AppState) -> [Effect] {
  switch event {
  case .resize(let size):
    state.size = size
    return []
  case .resumed: return [.redraw]
  case .terminate: return [.saveSession, .quit]
  case .mouse(let mouse): return handle(mouse, &state)
  case .paste(let text): return paste(text, &state)
  case .key(let chord):
    state.message = nil
    if state.overlay != nil { return handleOverlay(chord, &state) }
    return handleKey(chord, &state)
  }
}

private func handleKey(_ chord: KeyChord, _ state: inout AppState) -> [Effect] {
  state.pendingKeys.append(chord)
  switch state.bindings.lookup(
    state.pendingKeys, screen: state.screen, isSearching: state.review.search?.result != nil)
  {
  case .command(let command):
    state.pendingKeys = []
    return perform(command, &state)
  case .prefix: return []
  case .none:
    let keys = state.pendingKeys.map(\.shortDescription).joined(separator: " ")
    state.pendingKeys = []
    let help = state.bindings.shown(for: .help) ?? ":help"
    state.message = Message(.info, "\(keys) does nothing here; \(help) shows the keys")
    return []
  }
}

/// Runs one command, from a key, the mouse or the command line.
func perform(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  switch command {
  case .screenReview: return show(.review, &state)
  case .screenClusters: return show(.clusters, &state)
  case .screenCalibration: return show(.calibration, &state)
  case .screenJudge: return show(.judge, &state)
  case .screenRuns: return show(.runs, &state)
  case .help:
    state.overlay = .help(scroll: 0)
    return []
  case .commandLine:
    state.overlay = .prompt(.init(.command))
    return []
  case .quit: return [.saveSession, .quit]
  case .redraw: return [.redraw]
  case .suspend: return [.saveSession, .suspend]
  case .theme: return openThemes(&state)
  case .toggleMouse:
    state.appearance.mouse.toggle()
    state.message = Message(
      .info, state.appearance.mouse ? "Mouse on" : "Mouse off: the terminal selects text")
    return [.setMouse(state.appearance.mouse)]
  case .undo: return state.screen == .judge ? undoAdoption(&state) : undo(&state)
  case .redo: return redo(&state)
  case .adjudicate: return openAdjudication(&state)
  default:
    switch state.screen {
    case .review: return performReview(command, &state)
    case .clusters: return performClusters(command, &state)
    case .judge: return performJudges(command, &state)
    case .runs: return performRuns(command, &state)
    case .calibration: return performCalibration(command, &state)
    }
  }
}

private func show(_ screen: Screen, _ state: inout AppState) -> [Effect] {
  state.screen = screen
  switch screen {
  case .clusters: return refreshClusters(&state)
  case .runs: return [.readRuns]
  case .review: return refreshList(&state)
  case .judge: return refreshVersions(&state)
  case .calibration: return []
  }
}

private func paste(_ text: String, _ state: inout AppState) -> [Effect] {
  let line = text.replacingLineBreaks()
  switch state.overlay {
  case .prompt(var prompt):
    prompt.input.insert(line)
    state.overlay = .prompt(prompt)
    return promptChanged(prompt, &state)
  case .picker(var choice):
    choice.picker.paste(line.trimmingWhitespace())
    state.overlay = .picker(choice)
    return []
  case .adjudication(var walk):
    walk.labels?.paste(line.trimmingWhitespace())
    state.overlay = .adjudication(walk)
    return []
  case .generation(var box):
    box.picker?.paste(line.trimmingWhitespace())
    state.overlay = .generation(box)
    return []
  case .help, .scoring, .settlement, .probes, .opening, nil: return []
  }
}

extension String {
  /// The same text on one line.
  fileprivate func replacingLineBreaks() -> String {
    String(map { $0.isNewline ? " " : $0 })
  }
}
