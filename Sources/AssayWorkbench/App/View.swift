import AssayModel
import TerminalCore
import TerminalWidgets

/// One finished screen.
public struct Frame: Equatable, Sendable {
  public var grid: Grid
  /// Where the terminal's own cursor stands; nil hides it.
  public var cursor: Point?
}

/// Draws the state. Pure: the same state, theme and size give the same frame, at any size down to 1x1.
public func view(_ state: AppState, theme: Theme) -> Frame {
  var canvas = Canvas(state: state, theme: theme)
  drawTitle(&canvas)
  switch state.screen {
  case .review: drawReview(&canvas)
  case .clusters: drawClusters(&canvas)
  case .calibration: drawCalibration(&canvas)
  case .judge: drawJudges(&canvas)
  case .runs: drawRuns(&canvas)
  }
  drawStatus(&canvas)
  drawFooter(&canvas)
  drawOverlay(&canvas)
  return Frame(grid: canvas.grid, cursor: canvas.cursor)
}

/// What every drawing function needs: the grid, the state it shows and the looks.
struct Canvas {
  var grid: Grid
  var cursor: Point?
  let state: AppState
  let theme: Theme
  let lines: BorderLines

  init(state: AppState, theme: Theme) {
    self.state = state
    self.theme = theme
    lines = state.appearance.ascii ? .ascii : .light
    grid = Grid(size: state.size, fill: Cell(style: theme.style("text")))
  }

  var isASCII: Bool { state.appearance.ascii }
  var separator: String { state.appearance.separator }
  func style(_ role: String) -> Style { theme.style(role) }

  /// Safe text of at most `width` columns.
  func truncate(_ text: String, to width: Int) -> String {
    DisplayText.truncate(text, to: width, ellipsis: lines.ellipsis)
  }

  /// Puts text with the style of a role; returns the columns it took.
  @discardableResult
  mutating func put(_ text: String, row: Int, column: Int, role: String, width: Int = .max) -> Int {
    grid.put(text, row: row, column: column, style: style(role), maxWidth: width)
  }
}

// MARK: The frame around every screen

/// Rows of the frame: the title above; the status line, where there is room, and the footer below.
struct FrameLayout {
  let size: Size
  var hasStatus: Bool { size.rows >= 12 }
  var statusRow: Int { hasStatus ? size.rows - 2 : size.rows - 1 }
  /// Where boxes lie: over everything but the footer, which has their keys.
  var overlay: Rect {
    Rect(row: 0, column: 0, height: size.rows - (hasStatus ? 1 : 0), width: size.columns)
  }
  var body: Rect {
    Rect(row: 1, column: 0, height: size.rows - (hasStatus ? 3 : 2), width: size.columns)
  }
}

/// Rows that the list of the review screen shows.
func reviewListHeight(_ state: AppState) -> Int { max(1, FrameLayout(size: state.size).body.height - 2) }

private func drawTitle(_ canvas: inout Canvas) {
  let state = canvas.state
  canvas.grid.fill(
    Rect(row: 0, column: 0, height: 1, width: state.size.columns), style: canvas.style("title"))
  canvas.put(titleName(state), row: 0, column: 0, role: "title")
  let tabs = titleTabs(state)
  for tab in tabs {
    canvas.put(
      tab.text, row: 0, column: tab.column, role: tab.screen == state.screen ? "title.active" : "title")
  }
  let column = tabs.last?.columns.upperBound ?? DisplayText.width(titleName(state))
  let room = state.size.columns - column - 2
  let hint = runHint(state, width: room)
  let left = hint.isEmpty ? room : room - DisplayText.width(hint) - 3
  let progress = progressText(state, width: left)
  let end = state.size.columns - 1 - (hint.isEmpty ? 0 : DisplayText.width(hint) + (progress.isEmpty ? 0 : 3))
  canvas.put(
    hint, row: 0, column: state.size.columns - 1 - DisplayText.width(hint), role: "message.info")
  canvas.put(progress, row: 0, column: end - DisplayText.width(progress), role: "title.progress")
}

/// The task, in a quarter of the width at most.
private func titleName(_ state: AppState) -> String {
  let room = max(8, state.size.columns / 4)
  let name = " Assay\(state.appearance.separator)\(DisplayText.singleLine(state.task.name))"
  let shown = DisplayText.truncate(name, to: room, ellipsis: state.appearance.pending)
  return DisplayText.width(shown) < room ? shown + " " : shown
}

/// A screen's name in the title.
struct TitleTab {
  var screen: Screen
  var column: Int
  var text: String
  var columns: Range<Int> { column..<column + DisplayText.width(text) }
}

/// The screens in the title, by their keys alone where there is little room.
func titleTabs(_ state: AppState) -> [TitleTab] {
  var column = DisplayText.width(titleName(state)) + 1
  let isWide = state.size.columns >= 110
  var tabs: [TitleTab] = []
  for screen in Screen.allCases where column < state.size.columns - 4 {
    let key = state.bindings.shown(for: command(showing: screen)) ?? ""
    let text = isWide || screen == state.screen ? " \(key) \(screen.title) " : " \(key) "
    tabs.append(TitleTab(screen: screen, column: column, text: text))
    column = tabs[tabs.count - 1].columns.upperBound
  }
  return tabs
}

func command(showing screen: Screen) -> CommandID {
  switch screen {
  case .review: .screenReview
  case .clusters: .screenClusters
  case .calibration: .screenCalibration
  case .judge: .screenJudge
  case .runs: .screenRuns
  }
}

/// The line under the screen: message, else search, filters and order; the place at the right.
private func drawStatus(_ canvas: inout Canvas) {
  let state = canvas.state
  let layout = FrameLayout(size: state.size)
  guard layout.hasStatus || state.message != nil, layout.statusRow >= 0 else { return }
  let row = layout.statusRow
  let place =
    state.screen == .review ? placeText(state) : state.screen == .clusters ? clustersPlace(state) : ""
  let placeWidth = DisplayText.width(place)
  let width = state.size.columns
  let room = max(0, width - placeWidth - 3)
  let lines = messageLines(canvas)
  // A message may cover the place, which is always to be had again; half a place would be a wrong one.
  if width > placeWidth + 10, DisplayText.width(lines.first ?? "") <= room {
    canvas.put(place, row: row, column: width - placeWidth - 1, role: "text.dim")
  }
  if let message = state.message {
    for (index, line) in lines.enumerated() {
      canvas.put(line, row: row + index, column: 1, role: role(of: message), width: max(0, width - 1))
    }
  } else if layout.hasStatus {
    drawChips(&canvas, row: row, width: room)
  }
}

private func role(of message: Message) -> String {
  switch message.kind {
  case .info: "message.info"
  case .warning: "message.warning"
  case .error: "message.error"
  }
}

/// The message on one line or, where it is longer and there is room, on two: then the footer makes way.
private func messageLines(_ canvas: Canvas) -> [String] {
  guard let message = canvas.state.message else { return [] }
  let sign =
    switch message.kind {
    case .info: ""
    case .warning: "! "
    case .error: canvas.isASCII ? "x " : "✗ "
    }
  let width = max(1, canvas.state.size.columns - 2)
  let text = sign + DisplayText.singleLine(message.text)
  guard FrameLayout(size: canvas.state.size).hasStatus, DisplayText.width(text) > width else {
    return [canvas.truncate(text, to: width)]
  }
  let wrapped = TextLayout.wrap([Span(text: text)], width: width, maxLines: 1)
  let first = wrapped.first.map { $0.map(\.text).joined() } ?? ""
  let rest = text.dropFirst(first.count).drop { $0 == " " }
  return [first, canvas.truncate(String(rest), to: width)]
}

private func drawChips(_ canvas: inout Canvas, row: Int, width: Int) {
  let chips =
    switch canvas.state.screen {
    case .review: reviewChips(canvas.state)
    case .clusters: clustersChips(canvas.state)
    case .calibration: calibrationChips(canvas.state)
    case .judge, .runs: [String]()
    }
  var column = 1
  for chip in chips where column < width {
    column += canvas.put(" \(chip) ", row: row, column: column, role: "chip", width: width - column) + 1
  }
  guard canvas.state.screen == .review,
    canvas.state.review.filter.isEmpty || canvas.state.review.filter.isOfSample
  else { return }
  let hint = rejectedNeeded(canvas.state, width: width - column - 1)
  canvas.put(hint, row: row, column: column, role: "text.dim")
}

private func reviewChips(_ state: AppState) -> [String] {
  let review = state.review
  var chips: [String] = []
  if review.isListing { chips.append(state.appearance.pending) }
  if review.isBlind { chips.append(tellsOfScores(review) ? "not blind: the list tells of scores" : "blind") }
  if let search = review.search, !search.text.isEmpty {
    let count =
      search.result.map { "\(grouped($0.examples.count))\($0.isCut ? "+" : "")" }
      ?? state.appearance.pending
    chips.append("/\(search.text) \(count)")
  }
  chips += review.filter.terms.map(\.text)
  if review.order != .imported { chips.append("order: \(review.order.text)") }
  if !review.marks.isEmpty { chips.append("\(review.marks.count) marked") }
  if let news = newsText(state) { chips.append(news) }
  if let generating = generatingText(state) { chips.append(generating) }
  return chips
}

private func placeText(_ state: AppState) -> String {
  let count = state.review.listing.count
  guard count > 0 else { return "0 of 0" }
  let all = state.workspace.listedCount
  let whole = count == all ? "" : " (\(grouped(all)) in all)"
  return "\(grouped(state.review.cursor + 1)) of \(grouped(count))\(whole)"
}

private func drawFooter(_ canvas: inout Canvas) {
  let state = canvas.state
  let row = state.size.rows - 1
  let hasStatus = FrameLayout(size: state.size).hasStatus
  guard row > 0, hasStatus || state.message == nil, messageLines(canvas).count < 2 else { return }
  canvas.grid.fill(
    Rect(row: row, column: 0, height: 1, width: state.size.columns), style: canvas.style("footer"))
  if let hints = overlayHints(state) {
    var column = 1
    for (key, word) in hints where column < state.size.columns {
      column += canvas.put(key, row: row, column: column, role: "footer.key") + 1
      column += canvas.put(word, row: row, column: column, role: "footer") + 2
    }
    return
  }
  for hint in footerHints(state) {
    let used = canvas.put(hint.key, row: row, column: hint.columns.lowerBound, role: "footer.key")
    canvas.put(hint.word, row: row, column: hint.columns.lowerBound + used + 1, role: "footer")
  }
}

/// The keys of the box that lies over the screen: the screen's own do not work now. They are the box's, which
/// nobody can rebind. nil: there is no box.
private func overlayHints(_ state: AppState) -> [(key: String, word: String)]? {
  switch state.overlay {
  case .picker: [("Enter", "choose"), ("Up Down", "move"), ("Esc", "close")]
  case .scoring: [("Up Down", "dimension"), ("Backspace", "take back"), ("Esc", "done")]
  case .help:
    [.down, .up, .last].compactMap { command in
      state.bindings.shown(for: command, screen: state.screen).map {
        ($0, CommandTable[command].title.lowercased())
      }
    }
  case .settlement: [("y Enter", "do it"), ("Esc", "leave it")]
  case .probes:
    [("y", "bad indeed"), ("n", "discard"), ("j k", "next, previous"), ("u", "undo"), ("q", "close")]
  case .opening: [("y", "open it"), ("Esc", "leave it sealed")]
  case .adjudication(let walk) where walk.labels == nil:
    [
      ("a", "accept"), ("r", "reject"), ("l", "accept with a label"), ("j k", "move"), ("u", "undo"),
      ("q", "close"),
    ]
  case .generation(let box) where box.picker == nil:
    (box.canStart ? [("Enter", "start")] : []) + [("0-9 + -", "how many"), ("Esc", "leave")]
  case .generation: [("Enter", "choose"), ("Up Down", "move"), ("Esc", "back")]
  case .adjudication: [("Enter", "choose"), ("Up Down", "move"), ("Esc", "back")]
  case .prompt, nil: nil
  }
}

/// A key with what it does, in the footer.
struct FooterHint {
  var command: CommandID
  var key: String
  var word: String
  var columns: Range<Int>
}

/// As many of the footer's commands as there is room for.
func footerHints(_ state: AppState) -> [FooterHint] {
  var hints: [FooterHint] = []
  var column = 1
  for command in footerCommands(state) {
    guard let word = command.footer, let key = state.bindings.shown(for: command.id, screen: state.screen)
    else { continue }
    let end = column + DisplayText.width(key) + 1 + DisplayText.width(word)
    guard end < state.size.columns else { break }
    hints.append(FooterHint(command: command.id, key: key, word: word, columns: column..<end))
    column = end + 2
  }
  return hints
}

/// The commands of the footer: those that mean something here, the most wanted first.
func footerCommands(_ state: AppState) -> [Command] {
  let isSearching = state.review.search?.result != nil && state.screen == .review
  return CommandTable.all.filter { command in
    guard command.footer != nil, command.footerScreens?.contains(state.screen) ?? true else { return false }
    return switch command.scope {
    case .everywhere: true
    case .screens(let screens): screens.contains(state.screen)
    case .searching: isSearching
    }
  }.sorted { rank($0) < rank($1) }
}

/// A search's keys first while it is on; help and quit must never fall off the edge.
private func rank(_ command: Command) -> Int {
  if command.scope == .searching { return 0 }
  if command.id == .help || command.id == .quit { return 1 }
  return 2
}

/// A number with its thousands marked off: 1,000,000.
func grouped(_ number: Int) -> String {
  var digits = Array(String(abs(number)))
  var index = digits.count - 3
  while index > 0 {
    digits.insert(",", at: index)
    index -= 3
  }
  return (number < 0 ? "-" : "") + String(digits)
}
