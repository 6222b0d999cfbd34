import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

// Examples on which people differ: what each says, side by side and without names, and a ruling that stands over them.

extension Overlay {
  /// The walk through conflicts.
  public struct Adjudication: Sendable {
    /// As they were when the walk began; what is ruled meanwhile stays in it.
    public internal(set) var conflicts: [ExampleID]
    public internal(set) var cursor = 0
    public internal(set) var scroll = 0
    /// The list of labels, while a ruling with a label is being made.
    public internal(set) var labels: Picker?

    public init(_ conflicts: [ExampleID]) { self.conflicts = conflicts }

    public var current: ExampleID? { conflicts.indices.contains(cursor) ? conflicts[cursor] : nil }
  }
}

/// Examples on which people differ and nobody has ruled, in the order of their numbers; probes and repeats left out.
func conflicts(_ state: AppState) -> [ExampleID] {
  let ownRows = Set(state.workspace.probes.lazy.filter(\.isOwnRow).map(\.example))
  return state.log.examples.filter { !ownRows.contains($0) && state.log.isDisputed($0) }
}

func isAdjudicating(_ state: AppState) -> Bool {
  if case .adjudication = state.overlay { true } else { false }
}

func openAdjudication(_ state: inout AppState) -> [Effect] {
  let conflicts = conflicts(state)
  if conflicts.isEmpty {
    state.message = Message(.info, "There is nothing to rule on: nowhere do people differ without a ruling")
  } else {
    state.overlay = .adjudication(Overlay.Adjudication(conflicts))
  }
  return []
}

/// The texts of the conflict on the screen, when they are not there yet.
func missingAdjudicationReads(_ state: AppState) -> [Effect] {
  guard case .adjudication(let walk) = state.overlay, let current = walk.current,
    state.review.rows[current] == nil
  else { return [] }
  return [.readRows([current])]
}

func handleAdjudication(_ chord: KeyChord, _ walk: Overlay.Adjudication, _ state: inout AppState) -> [Effect]
{
  if walk.labels != nil { return chooseLabel(chord, walk, &state) }
  var walk = walk
  switch chord.key {
  case .character("c") where chord.modifiers.contains(.control):
    state.overlay = nil
    return []
  case .character("a"): return rule(.accept, label: nil, walk, &state)
  case .character("r"): return rule(.reject, label: nil, walk, &state)
  case .character("l"):
    walk.labels = Picker(title: "Right with the label (type to narrow, or a new one)", items: state.labels)
  case .character("u"): return undoRuling(&state)
  case .down, .character("j"), .character("."): move(&walk, to: walk.cursor + 1)
  case .up, .character("k"): move(&walk, to: walk.cursor - 1)
  case .pageDown, .character(" "):
    let last = Popup.lastScroll(
      lineCount: adjudicationLines(walk, Canvas(state: state, theme: .fallback)).count,
      in: FrameLayout(size: state.size).overlay)
    walk.scroll = min(walk.scroll + max(1, state.size.rows / 2), last)
  case .pageUp: walk.scroll = max(0, walk.scroll - max(1, state.size.rows / 2))
  case .escape, .character("q"):
    state.overlay = nil
    return []
  default: return []
  }
  state.overlay = .adjudication(walk)
  return []
}

private func move(_ walk: inout Overlay.Adjudication, to position: Int) {
  walk.cursor = min(max(0, position), walk.conflicts.count - 1)
  walk.scroll = 0
}

private func chooseLabel(_ chord: KeyChord, _ walk: Overlay.Adjudication, _ state: inout AppState) -> [Effect]
{
  var walk = walk
  guard var picker = walk.labels else { return [] }
  var label: String?
  switch picker.handle(chord) {
  case .cancelled: walk.labels = nil
  case .chosen(let index): label = picker.items[index]
  case .changed: walk.labels = picker
  case .ignored: if chord.key == .enter, !picker.query.text.isEmpty { label = picker.query.text }
  }
  if label != nil { walk.labels = nil }
  state.overlay = .adjudication(walk)
  return label.map { rule(.accept, label: $0, walk, &state) } ?? []
}

private func rule(
  _ verdict: Verdict, label: String?, _ walk: Overlay.Adjudication, _ state: inout AppState
) -> [Effect] {
  guard let example = walk.current else { return [] }
  return rule(verdict, label: label, on: example, &state)
}

/// Appends a ruling. It is blind where the judge is hidden: the walk shows no scores.
func rule(_ verdict: Verdict, label: String?, on example: ExampleID, _ state: inout AppState) -> [Effect] {
  append(
    [
      NewDecision(
        example: example, action: .adjudicate(verdict, label: label),
        blind: isBlindDecision(on: example, state))
    ],
    purpose: .ruling, &state)
}

/// Takes back the reviewer's last step if it was a ruling; anything else is none of this queue's.
private func undoRuling(_ state: inout AppState) -> [Effect] {
  guard let step = state.log.nextUndo(for: state.reviewer), isRuling(step, state.log) else {
    state.message = Message(.info, "No ruling of yours is left to undo")
    return []
  }
  return append([NewDecision(example: nil, action: .undo(step: step))], purpose: .ruling, &state)
}

private func isRuling(_ step: DecisionID, _ log: DecisionLog) -> Bool {
  let decisions = log.decisions(inStep: step)
  return !decisions.isEmpty
    && decisions.allSatisfy { if case .adjudicate = $0.action { true } else { false } }
}

/// A ruling, or its undo, is on the disk: goes on to the next conflict without one, or back to the one that is open again.
func didRule(_ decisions: [Decision], _ state: inout AppState) {
  guard let decision = decisions.first else { return }
  var ruled = decision.example
  if case .undo(let step) = decision.action { ruled = state.log.decisions(inStep: step).first?.example }
  guard let ruled else { return }
  let isOpen = state.log.ruling(on: ruled) == nil
  state.message = Message(.info, isOpen ? "Ruling taken back" : "Ruled")
  guard case .adjudication(var walk) = state.overlay,
    let index = walk.conflicts.firstIndex(of: ruled)
  else { return }
  if isOpen {
    move(&walk, to: index)
  } else {
    let open = walk.conflicts.indices.filter { state.log.ruling(on: walk.conflicts[$0]) == nil }
    if let next = open.first(where: { $0 > index }) ?? open.first {
      move(&walk, to: next)
    } else {
      state.message = Message(.info, "Every conflict has its ruling")
    }
  }
  state.overlay = .adjudication(walk)
}
