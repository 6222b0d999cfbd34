import AssayModel
import TerminalCore
import TerminalWidgets

// Probes that a model has written and a person has to say of whether they are bad indeed: what was changed beside what
// it was made from, with the words that differ.

extension Overlay {
  /// The walk through proposed probes.
  public struct ProbeWalk: Equatable, Sendable {
    public internal(set) var probes: [ProposedProbe]
    public internal(set) var cursor = 0
    public internal(set) var scroll = 0
    /// What has been said, in its order, for undo.
    var history: [ExampleID] = []

    public init(_ probes: [ProposedProbe]) { self.probes = probes }

    public var current: ProposedProbe? { probes.indices.contains(cursor) ? probes[cursor] : nil }
    public var openCount: Int { probes.count { $0.probe.status == .proposed } }

    /// The next one without a word on it after the cursor, past the end from the first.
    fileprivate var nextOpen: Int? {
      let after = probes.indices.dropFirst(cursor + 1).first { probes[$0].probe.status == .proposed }
      return after ?? probes.indices.prefix(cursor).first { probes[$0].probe.status == .proposed }
    }
  }
}

/// The probes are here: shows them, or says that there are none.
func didReadProbes(_ probes: [ProposedProbe], _ state: inout AppState) -> [Effect] {
  if probes.isEmpty {
    state.message = Message(
      .info, "No probe waits for you; assay probes make --subtle has a model propose some")
  } else {
    state.overlay = .probes(Overlay.ProbeWalk(probes))
  }
  return []
}

/// A word on a probe is on disk: now the screen shows it and goes on.
func didSaveProbe(_ example: ExampleID, _ status: Probe.Status, _ state: inout AppState) -> [Effect] {
  state.isSaving = false
  guard case .probes(var walk) = state.overlay,
    let index = walk.probes.firstIndex(where: { $0.probe.example == example })
  else { return [] }
  walk.probes[index].probe.status = status
  if status == .proposed {
    walk.cursor = index
    walk.history.removeAll { $0 == example }
  } else {
    walk.history.append(example)
    if let next = walk.nextOpen {
      walk.cursor = next
    } else {
      state.message = Message(.info, "Every proposed probe has its word")
    }
  }
  walk.scroll = 0
  state.overlay = .probes(walk)
  return []
}

func handleProbes(_ chord: KeyChord, _ walk: Overlay.ProbeWalk, _ state: inout AppState) -> [Effect] {
  var walk = walk
  switch chord.key {
  case .character("y"), .enter: return say(.confirmed, walk, &state)
  case .character("n"): return say(.discarded, walk, &state)
  case .character("u"):
    guard let last = walk.history.last else {
      state.message = Message(.info, "Nothing is left to undo")
      return []
    }
    state.isSaving = true
    return [.setProbeStatus(.proposed, last)]
  case .down, .character("j"): walk.cursor = min(walk.cursor + 1, walk.probes.count - 1)
  case .up, .character("k"): walk.cursor = max(walk.cursor - 1, 0)
  case .pageDown, .character(" "):
    walk.scroll += max(1, state.size.rows / 2)
    let last = Popup.lastScroll(
      lineCount: probeLines(walk, Canvas(state: state, theme: .fallback)).count,
      in: FrameLayout(size: state.size).overlay)
    walk.scroll = min(walk.scroll, last)
    state.overlay = .probes(walk)
    return []
  case .pageUp:
    walk.scroll = max(0, walk.scroll - max(1, state.size.rows / 2))
    state.overlay = .probes(walk)
    return []
  case .escape, .character("q"):
    state.overlay = nil
    return []
  case .character("c") where chord.modifiers.contains(.control):
    state.overlay = nil
    return []
  default:
    // Any other key is a slip: the walk stays.
    return []
  }
  walk.scroll = 0
  state.overlay = .probes(walk)
  return []
}

private func say(_ status: Probe.Status, _ walk: Overlay.ProbeWalk, _ state: inout AppState) -> [Effect] {
  guard let probe = walk.current?.probe else { return [] }
  state.isSaving = true
  return [.setProbeStatus(status, probe.example)]
}

// MARK: Drawing

func drawProbes(_ canvas: inout Canvas, _ walk: Overlay.ProbeWalk) {
  let place = "\(walk.cursor + 1) of \(walk.probes.count)"
  Popup.draw(
    title: ["Proposed probes", place, "\(walk.openCount) to go"].joined(separator: canvas.separator),
    lines: probeLines(walk, canvas), scroll: walk.scroll, in: FrameLayout(size: canvas.state.size).overlay,
    styles: popupStyles(canvas), borders: canvas.lines, into: &canvas.grid)
}

private func probeLines(_ walk: Overlay.ProbeWalk, _ canvas: Canvas) -> [[Span]] {
  guard let current = walk.current else { return [] }
  let width = max(8, min(100, canvas.state.size.columns - 6))
  func heading(_ text: String) -> [Span] { [Span(text: text, style: canvas.popupStyle("popup.title"))] }
  func label(_ example: Example) -> String {
    example.label.map { ", label \(DisplayText.singleLine($0))" } ?? ""
  }
  var lines = [heading("Good, made from\(label(current.origin))")]
  lines += onPopup(differenceLines(current.origin, against: nil, width: width, maxLines: 10, canvas), canvas)
  lines += [[], heading("Said to be bad\(label(current.changed))")]
  lines += onPopup(
    differenceLines(current.changed, against: current.origin, width: width, maxLines: 14, canvas), canvas)
  lines.append([])
  let note = current.probe.detail.isEmpty ? "The model says nothing of it." : current.probe.detail
  lines += TextLayout.wrap(
    [Span(text: note, style: canvas.popupStyle("reason"))], width: width, maxLines: 4)
  let (word, role) =
    switch current.probe.status {
    case .proposed: ("Is it worse than what it was made from, so that a judge ought to drop it?", "popup")
    case .confirmed: ("Bad indeed: a probe from now on", "verdict.accept")
    case .discarded: ("Discarded: it counts nowhere", "verdict.reject")
    }
  lines += [[], [Span(text: word, style: canvas.popupStyle(role))]]
  return lines
}

/// The lines on the box's background.
private func onPopup(_ lines: [[Span]], _ canvas: Canvas) -> [[Span]] {
  let box = canvas.style("popup")
  return lines.map { $0.map { Span(text: $0.text, style: box.overlaid(with: $0.style)) } }
}
