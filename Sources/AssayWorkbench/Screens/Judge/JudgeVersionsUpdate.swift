import AssayCalibration
import AssayModel
import TerminalWidgets

// What is done with a version: marked, edited, measured, adopted; and what comes back of it.

/// Marks the version under the cursor, so that the next one is compared with it.
func markJudge(_ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state) else { return [] }
  if state.judges.marked == judge.id {
    state.judges.marked = nil
  } else {
    state.judges.marked = judge.id
    if state.judges.tab == .definition || state.judges.tab == .figures { state.judges.tab = .difference }
    state.message = Message(
      .info, "The version under the cursor is compared with \(judge.name); Esc takes the mark away")
  }
  return compareJudges(&state)
}

/// Two other versions are compared: what was shown of a difference begins anew.
func compareJudges(_ state: inout AppState) -> [Effect] {
  forgetDetail(&state)
  return []
}

// MARK: Editing

func editJudge(_ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state) else { return [] }
  guard let facts = state.judges.facts[judge.id] else { return [] }
  guard let definition = facts.definition else { return sayImported(judge, "edited", &state) }
  let draft = state.judges.draft.flatMap { $0.parent == judge.id ? $0.template : nil }
  return [.editTemplate(judge.id, draft ?? definition.template)]
}

func sayImported(_ judge: JudgeVersion, _ what: String, _ state: inout AppState) -> [Effect] {
  state.message = Message(
    .info,
    "\(judge.name) came with imported data: it is not known what it is made of, so it cannot be \(what)")
  return []
}

/// The editor is closed.
func didEditTemplate(_ judge: JudgeID, _ template: String, _ state: inout AppState) -> [Effect] {
  guard let definition = state.judges.facts[judge]?.definition else { return [] }
  if template == definition.template {
    if state.judges.draft?.parent == judge { state.judges.draft = nil }
    state.message = Message(.info, "The prompt is as it was; there is no new version")
    return []
  }
  return [.registerVersion(parent: judge, template: template)]
}

/// There is a version of what was edited: the cursor goes there.
func didRegister(_ version: JudgeVersion, parent: JudgeID, _ state: inout AppState) -> [Effect] {
  let isNew = !state.workspace.judges.contains { $0.id == version.id }
  if isNew { state.workspace.judges.append(version) }
  if state.judges.draft?.parent == parent { state.judges.draft = nil }
  if isNew {
    state.judges.records?.lineages.append(
      JudgeLineage(judge: version.id, parent: parent, author: state.reviewer, at: state.now))
  }
  state.judges.isStale = true
  let measure = state.bindings.shown(for: .judgeMeasure, screen: .judge) ?? ":judge.measure"
  state.message = Message(
    .info,
    isNew
      ? "\(version.name) is made; \(measure) measures it on dev"
      : "This is \(version.name), which was there already")
  state.judges.marked = nil
  putJudgeCursor(on: version.id, &state)
  return refreshVersions(&state) + show(.difference, &state)
}

/// What was written cannot be a prompt: it is kept, so that it can be mended.
func didRefuse(_ draft: JudgesState.Draft, _ state: inout AppState) -> [Effect] {
  state.judges.draft = draft
  putJudgeCursor(on: draft.parent, &state)
  let edit = state.bindings.shown(for: .judgeEdit, screen: .judge) ?? ":judge.edit"
  state.message = Message(
    .error, "No version was made: line \(draft.problem). \(edit) opens your text again, nothing is lost")
  return show(.definition, &state)
}

func putJudgeCursor(on judge: JudgeID, _ state: inout AppState) {
  guard let place = judgeRows(state).firstIndex(where: { $0.judge.id == judge }) else { return }
  moveJudgeCursor(to: place, &state)
}

// MARK: Measuring

func measureJudge(on split: Split, _ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state) else { return [] }
  if state.judges.measuring != nil || state.runs.live != nil {
    state.message = Message(.warning, "A run is going on already; it has to end first")
    return []
  }
  state.judges.measuring = JudgesState.Measuring(judge: judge.id, split: split)
  state.message = Message(
    .info, "Measuring \(judge.name) on \(split.rawValue) \(state.appearance.pending)")
  return [
    .startRun(
      RunRequest(
        selection: .unjudged, version: judge.id,
        measure: RunRequest.Measure(split: split, author: state.reviewer)))
  ]
}

/// The test split is sealed: a box says what opening it means before it is done.
func askForTest(_ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state) else { return [] }
  state.overlay = .opening(judge.id)
  return []
}

/// What a measurement has brought, or that it has brought nothing.
func didMeasure(
  _ figures: VersionFigures?, _ judge: JudgeID, _ message: Message, _ state: inout AppState
) -> [Effect] {
  if state.judges.measuring?.judge == judge { state.judges.measuring = nil }
  state.judges.isStale = true
  state.message = message
  if let figures, figures.split == .dev { state.judges.records?.dev[judge] = figures }
  return refreshVersions(&state)
}

// MARK: Adopting

func askForReason(_ state: inout AppState) -> [Effect] {
  guard let judge = judgeUnderCursor(state), let facts = state.judges.facts[judge.id] else { return [] }
  guard facts.definition != nil else { return sayImported(judge, "adopted", &state) }
  state.overlay = .prompt(.init(.adoption(judge.id)))
  return []
}

func adopt(_ judge: JudgeID, reason: String, _ state: inout AppState) -> [Effect] {
  state.message = Message(.info, "Adopting \(state.appearance.pending)")
  return [.adoptJudge(judge, reason: reason)]
}

/// Takes the last adoption back.
func undoAdoption(_ state: inout AppState) -> [Effect] {
  guard let records = state.judges.records else { return [] }
  guard Adoption.undoTarget(records.adoptions) != nil else {
    state.message = Message(.info, "No adoption is there to undo; decisions are undone in Review")
    return []
  }
  return [.undoAdoption]
}

/// Another version is in use: it is the one that is shown from now on.
func didAdopt(_ judge: JudgeID, _ message: Message, _ state: inout AppState) -> [Effect] {
  state.message = message
  state.workspace.adopted = judge
  state.judges.isStale = true
  let isShown = state.judge?.id == judge
  state.review.judge = judge
  putJudgeCursor(on: judge, &state)
  return refreshVersions(&state) + (isShown ? [] : [.readColumns(judge)])
}

// MARK: Reading

/// Asks how the versions do, when that may have changed and somebody looks.
func refreshVersions(_ state: inout AppState) -> [Effect] {
  guard state.screen == .judge, state.judges.isStale else { return [] }
  state.judges.isStale = false
  return [.readVersions]
}

/// How the versions do: the cursor stays on its version, whatever their order is now.
func didRead(_ records: VersionRecords, _ state: inout AppState) -> [Effect] {
  let current = judgeUnderCursor(state)?.id
  let scroll = (state.judges.scroll, state.judges.exampleCursor, state.judges.exampleTop)
  let isFirst = state.judges.records == nil
  state.judges.records = records
  if let place = isFirst ? records.adopted ?? current : current { putJudgeCursor(on: place, &state) }
  if judgeUnderCursor(state)?.id == current {
    (state.judges.scroll, state.judges.exampleCursor, state.judges.exampleTop) = scroll
  }
  return []
}

func didRead(_ contrast: VersionContrast, _ state: inout AppState) -> [Effect] {
  guard contrast.second == judgeUnderCursor(state)?.id, contrast.first == judgeToCompare(state)?.id else {
    return []
  }
  state.judges.contrast = contrast
  moveExampleCursor(to: state.judges.exampleCursor, &state)
  return []
}

/// Figures and differences that were read are made anew the next time that they are looked at.
func forgetVersions(_ state: inout AppState) {
  state.judges.isStale = true
  state.judges.contrast = nil
}
