import TerminalCore

/// A line of text that a person edits.
public struct TextInput: Hashable, Sendable {
  private(set) var characters: [Character]
  /// The number of characters before the cursor.
  public private(set) var cursor: Int
  /// How far back `recall` has gone; 0 is the person's own line.
  private var recalled = 0
  private var draft: [Character] = []

  /// An input with a text and the cursor behind it.
  public init(text: String = "") {
    characters = Array(Self.oneLine(text))
    cursor = characters.count
  }

  /// What has been typed, as it was typed.
  public var text: String { String(characters) }
  /// Whether nothing has been typed.
  public var isEmpty: Bool { characters.isEmpty }

  /// Edits by a key: characters, Backspace, Delete, arrows, Home, End and the shell's ctrl+a e b f d h
  /// w u k. False when the key means nothing here.
  public mutating func handle(_ chord: KeyChord) -> Bool {
    if chord.modifiers == .control, case .character(let character) = chord.key {
      return handleControl(character)
    }
    guard chord.modifiers.isEmpty else { return handleModified(chord) }
    switch chord.key {
    case .character(let character): insert(String(character))
    case .backspace: remove(from: cursor - 1, to: cursor)
    case .delete: remove(from: cursor, to: cursor + 1)
    case .left: move(to: cursor - 1)
    case .right: move(to: cursor + 1)
    case .home: move(to: 0)
    case .end: move(to: characters.count)
    default: return false
    }
    return true
  }

  /// Inserts text at the cursor; a line break or tab in it becomes a blank, other controls are left out.
  public mutating func insert(_ text: String) {
    // Through the whole text, for what is inserted may join with the character before it.
    let before = String(characters[..<cursor]) + Self.oneLine(text)
    let after = String(characters[cursor...])
    cursor = before.count
    characters = Array(before + after)
    cursor = min(cursor, characters.count)
  }

  /// Replaces the line by one of `history` (oldest first): an older one, or a newer one down to the
  /// person's own. False where there is none.
  public mutating func recall(_ history: [String], older: Bool) -> Bool {
    let wanted = recalled + (older ? 1 : -1)
    guard wanted >= 0, wanted <= history.count else { return false }
    if recalled == 0 { draft = characters }
    recalled = wanted
    characters = wanted == 0 ? draft : Array(Self.oneLine(history[history.count - wanted]))
    cursor = characters.count
    return true
  }

  /// Draws the line in the first row of `rect`, scrolled so that the cursor is seen.
  ///
  /// - Returns: Where the terminal's cursor belongs; nil when there is no room.
  public func draw(in rect: Rect, style: Style, into grid: inout Grid) -> Point? {
    guard !rect.isEmpty else { return nil }
    grid.fill(Rect(row: rect.row, column: rect.column, height: 1, width: rect.width), style: style)
    let widths = characters.map { DisplayText.width(String($0)) }
    // The cursor needs a column of its own, even behind the last character.
    var first = cursor
    var offset = 0
    while first > 0, offset + widths[first - 1] < rect.width {
      first -= 1
      offset += widths[first]
    }
    var column = rect.column
    for index in first..<characters.count where column < rect.maxColumn {
      column += max(
        1,
        grid.put(
          String(characters[index]), row: rect.row, column: column, style: style,
          maxWidth: rect.maxColumn - column))
    }
    let point = Point(row: rect.row, column: rect.column + offset)
    return Rect(grid.size).contains(point) ? point : nil
  }

  // MARK: Editing

  private mutating func handleControl(_ character: Character) -> Bool {
    switch character {
    case "a": move(to: 0)
    case "e": move(to: characters.count)
    case "b": move(to: cursor - 1)
    case "f": move(to: cursor + 1)
    case "h": remove(from: cursor - 1, to: cursor)
    case "d": remove(from: cursor, to: cursor + 1)
    case "w": remove(from: wordStart, to: cursor)
    case "u": remove(from: 0, to: cursor)
    case "k": remove(from: cursor, to: characters.count)
    default: return false
    }
    return true
  }

  /// Alt or ctrl with the arrows moves by words, as in a shell.
  private mutating func handleModified(_ chord: KeyChord) -> Bool {
    guard chord.modifiers == .alt || chord.modifiers == .control else { return false }
    switch chord.key {
    case .left, .character("b"): move(to: wordStart)
    case .right, .character("f"): move(to: wordEnd)
    case .backspace: remove(from: wordStart, to: cursor)
    default: return false
    }
    return true
  }

  private var wordStart: Int {
    var index = cursor
    while index > 0, characters[index - 1].isWhitespace { index -= 1 }
    while index > 0, !characters[index - 1].isWhitespace { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = cursor
    while index < characters.count, characters[index].isWhitespace { index += 1 }
    while index < characters.count, !characters[index].isWhitespace { index += 1 }
    return index
  }

  private mutating func move(to index: Int) { cursor = min(max(0, index), characters.count) }

  private mutating func remove(from start: Int, to end: Int) {
    let start = max(0, start)
    let end = min(end, characters.count)
    guard start < end else { return }
    let before = String(characters[..<start])
    characters = Array(before + String(characters[end...]))
    cursor = min(before.count, characters.count)
  }

  private static func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x09, 0x0A, 0x0D: line.append(" ")
      case 0..<0x20, 0x7F..<0xA0: break
      default: line.append(scalar)
      }
      previous = scalar
    }
    return String(line)
  }
}
