import TerminalCore

/// A list to choose from, narrowed by typing.
public struct Picker: Hashable, Sendable {
  /// What a key did.
  public enum Outcome: Hashable, Sendable {
    /// The index in `items` of what was chosen.
    case chosen(Int)
    /// Esc or ctrl+c.
    case cancelled
    /// Query or selection may differ now.
    case changed
    /// The key means nothing here; Enter where nothing is left to choose.
    case ignored
  }

  /// The heading of the box.
  public let title: String
  /// What there is to choose from.
  public let items: [String]
  /// More about each item, drawn at the right; may be shorter than `items`.
  public let details: [String]
  /// What narrows the list.
  public private(set) var query = TextInput()
  /// Indices in `items` of what fits the query, best first.
  public private(set) var matches: [Int]
  /// Index in `matches` of what Enter chooses.
  public private(set) var selection = 0

  private let folded: [[Character]]
  private static let pageSize = 10

  /// A picker over all items.
  ///
  /// - Parameter selected: Index in `items` of what is selected at first.
  public init(title: String, items: [String], details: [String] = [], selected: Int = 0) {
    self.title = title
    self.items = items
    self.details = details
    folded = items.map { Array($0.lowercased()) }
    matches = Array(items.indices)
    select(selected)
  }

  /// Arrows, ctrl+n/p and the page keys move, Enter chooses, Esc and ctrl+c cancel. While the query is
  /// empty the digits 1-9 and 0 choose the first ten. Everything else edits the query.
  public mutating func handle(_ chord: KeyChord) -> Outcome {
    if chord == KeyChord(.escape) || chord == KeyChord(.character("c"), modifiers: .control) {
      return .cancelled
    }
    if chord == KeyChord(.enter) {
      return matches.indices.contains(selection) ? .chosen(matches[selection]) : .ignored
    }
    if let distance = Self.distance(of: chord) {
      select(selection + distance)
      return .changed
    }
    if query.isEmpty, let index = Self.shortcutIndex(of: chord), matches.indices.contains(index) {
      return .chosen(matches[index])
    }
    let before = query.text
    guard query.handle(chord) else { return .ignored }
    if query.text != before { filter() }
    return .changed
  }

  /// Adds pasted text to the query.
  public mutating func paste(_ text: String) {
    query.insert(text)
    filter()
  }

  private static func distance(of chord: KeyChord) -> Int? {
    switch (chord.key, chord.modifiers) {
    case (.up, []), (.character("p"), .control), (.tab, .shift): -1
    case (.down, []), (.character("n"), .control), (.tab, []): 1
    case (.pageUp, []): -pageSize
    case (.pageDown, []): pageSize
    default: nil
    }
  }

  /// 1 is the first, 0 the tenth.
  private static func shortcutIndex(of chord: KeyChord) -> Int? {
    guard chord.modifiers.isEmpty, case .character(let character) = chord.key, character.isASCII,
      let digit = character.wholeNumberValue
    else { return nil }
    return (digit + 9) % 10
  }

  private mutating func select(_ index: Int) { selection = max(0, min(index, matches.count - 1)) }

  private mutating func filter() {
    let wanted = Array(query.text.lowercased())
    matches = folded.indices.compactMap { index in
      MatchRank(of: wanted, in: folded[index]).map { (rank: $0, index: index) }
    }.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.index)
    selection = 0
  }

  // MARK: Drawing

  /// Draws the picker as a box in the middle of `rect`: the query above, the items below.
  ///
  /// - Returns: Where the terminal's cursor belongs; nil when there is no room for the query.
  public func draw(
    in rect: Rect, styles: PopupStyles, lines: BorderLines = .light, into grid: inout Grid
  ) -> Point? {
    let box = box(in: rect)
    let inner = Popup.drawBox(box, title: title, in: rect, styles: styles, borders: lines, into: &grid)
    guard !inner.isEmpty else { return nil }
    let sign = grid.put("> ", row: inner.row, column: inner.column, style: styles.dim, maxWidth: inner.width)
    let field = Rect(row: inner.row, column: inner.column + sign, height: 1, width: inner.width - sign)
    let cursor = query.draw(in: field, style: styles.text, into: &grid)
    let list = Rect(row: inner.row + 1, column: inner.column, height: inner.height - 1, width: inner.width)
    let top = listTop(height: list.height)
    ListView.draw(
      count: matches.count, top: top, in: list, scrollbarStyle: styles.border, lines: lines, into: &grid
    ) { index, rect, grid in drawItem(index, in: rect, styles: styles, lines: lines, into: &grid) }
    if matches.isEmpty {
      grid.put(
        "nothing fits", row: list.row, column: list.column, style: styles.dim,
        maxWidth: list.isEmpty ? 0 : list.width)
    }
    return cursor
  }

  /// The box that ``draw(in:styles:lines:into:)`` draws.
  public func box(in rect: Rect) -> Rect {
    let widest = items.indices.lazy.map { Self.prefixWidth + lineWidth($0) }.max() ?? 0
    let width = max(widest, DisplayText.width(title), Self.minimumWidth) + 2
    return Popup.box(width: width, height: items.count + 1, in: rect)
  }

  /// The index in `items` of what is drawn at a point; nil: nothing that can be chosen.
  public func item(at point: Point, in rect: Rect) -> Int? {
    // Inside the border, under the query.
    let inner = box(in: rect).inset()
    let line = point.row - inner.row - 1
    guard inner.contains(point), line >= 0 else { return nil }
    let index = listTop(height: inner.height - 1) + line
    return matches.indices.contains(index) ? matches[index] : nil
  }

  private func listTop(height: Int) -> Int {
    ListView.scrolledTop(cursor: selection, top: 0, height: height, count: matches.count)
  }

  /// Columns before an item: the mark of the selection, its digit, a blank.
  private static let prefixWidth = 4
  private static let minimumWidth = 20

  private func lineWidth(_ item: Int) -> Int {
    let detail = detail(of: item)
    return DisplayText.width(DisplayText.singleLine(items[item]))
      + (detail.isEmpty ? 0 : DisplayText.width(detail) + 2)
  }

  private func detail(of item: Int) -> String {
    details.indices.contains(item) ? DisplayText.singleLine(details[item]) : ""
  }

  private func drawItem(
    _ index: Int, in rect: Rect, styles: PopupStyles, lines: BorderLines, into grid: inout Grid
  ) {
    let isSelected = index == selection
    let style = isSelected ? styles.selection : styles.text
    if isSelected { grid.fill(rect, style: style) }
    let digit = query.isEmpty && index < 10 ? String((index + 1) % 10) : " "
    grid.put(
      (isSelected ? "> " : "  ") + digit, row: rect.row, column: rect.column,
      style: isSelected ? style : styles.dim, maxWidth: rect.width)
    let item = matches[index]
    let room = rect.width - Self.prefixWidth
    let text = DisplayText.truncate(DisplayText.singleLine(items[item]), to: room, ellipsis: lines.ellipsis)
    let column = rect.column + Self.prefixWidth
    let used = grid.put(text, row: rect.row, column: column, style: style, maxWidth: room)
    let detail = detail(of: item)
    let start = room - DisplayText.width(detail)
    if !detail.isEmpty, start >= used + 2 {
      grid.put(detail, row: rect.row, column: column + start, style: isSelected ? style : styles.dim)
    }
  }
}
