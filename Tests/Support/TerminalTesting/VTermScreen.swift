import CVTerm
import TerminalCore

/// A terminal in memory: takes the bytes a program writes and tells what a person would see.
///
/// libvterm does not know "dim", so dim cells look plain here.
public final class VTermScreen {
  private let terminal: OpaquePointer
  private let state: UnsafeMutablePointer<vts_state>
  /// The number of rows.
  public private(set) var rows: Int
  /// The number of columns.
  public private(set) var columns: Int

  /// A blank screen.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    state = .allocate(capacity: 1)
    state.initialize(to: vts_state())
    terminal = vts_open(Int32(rows), Int32(columns), state)
  }

  deinit {
    vterm_free(terminal)
    state.deallocate()
  }

  // MARK: Input

  /// Interprets output of a program.
  public func write(_ bytes: some Collection<UInt8>) {
    let copy = bytes.map { CChar(bitPattern: $0) }
    guard !copy.isEmpty else { return }
    vterm_input_write(terminal, copy, copy.count)
  }

  /// Interprets output of a program.
  public func write(_ text: String) { write(Array(text.utf8)) }

  /// Changes the size; what no longer fits is lost, as on a real terminal.
  public func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    vterm_set_size(terminal, Int32(rows), Int32(columns))
  }

  // MARK: What is seen

  /// The cell at a place on the screen; a blank one outside.
  public func cell(_ row: Int, _ column: Int) -> ScreenCell {
    var raw = vts_cell()
    vts_get_cell(terminal, Int32(row), Int32(column), &raw)
    var attributes: Style.Attributes = []
    if raw.bold != 0 { attributes.insert(.bold) }
    if raw.underline != 0 { attributes.insert(.underline) }
    if raw.italic != 0 { attributes.insert(.italic) }
    if raw.reverse != 0 { attributes.insert(.reverse) }
    if raw.strike != 0 { attributes.insert(.strikethrough) }
    let covered = raw.chars.0 == UInt32.max
    if covered, column > 0 {
      // libvterm keeps no style for the second half; on a screen it looks like the first.
      var half = cell(row, column - 1)
      half.text = ""
      half.width = 0
      return half
    }
    return ScreenCell(
      text: covered ? "" : Self.text(of: raw), width: covered ? 0 : Int(max(1, raw.width)),
      attributes: attributes,
      foreground: Self.color(
        raw.foreground_kind, raw.foreground_index, raw.foreground_red, raw.foreground_green,
        raw.foreground_blue),
      background: Self.color(
        raw.background_kind, raw.background_index, raw.background_red, raw.background_green,
        raw.background_blue))
  }

  /// All cells, row by row.
  public var cells: [[ScreenCell]] {
    (0..<rows).map { row in (0..<columns).map { cell(row, $0) } }
  }

  /// One row without the blanks at its end.
  public func text(row: Int) -> String {
    ScreenText.trimmed((0..<columns).map { cell(row, $0).text }.joined())
  }

  /// All rows without the blanks at their ends.
  public var lines: [String] { (0..<rows).map { text(row: $0) } }

  /// Whether any row shows `text`.
  public func contains(_ text: String) -> Bool { lines.contains { $0.contains(text) } }

  /// The golden text form: one line per row, blanks at its end cut off.
  public var goldenText: String { ScreenText.lines(cells) }

  /// The golden style form: runs of styles per row.
  public var goldenStyles: String { ScreenText.styles(cells) }

  /// Where the cursor is, shown or not.
  public var cursor: Point {
    var row: Int32 = 0
    var column: Int32 = 0
    vts_get_cursor(terminal, &row, &column)
    return Point(row: Int(row), column: Int(column))
  }

  /// Whether the program shows the cursor.
  public var isCursorVisible: Bool { state.pointee.cursor_visible != 0 }
  /// Whether the program took the screen that hides the shell's.
  public var isAlternateScreen: Bool { state.pointee.alternate_screen != 0 }
  /// How often the bell rang.
  public var bellCount: Int { Int(state.pointee.bells) }

  // MARK: Conversion

  private static func text(of raw: vts_cell) -> String {
    var text = ""
    withUnsafeBytes(of: raw.chars) { bytes in
      for value in bytes.bindMemory(to: UInt32.self) {
        guard value != 0, let scalar = Unicode.Scalar(value) else { break }
        text.unicodeScalars.append(scalar)
      }
    }
    return text.isEmpty ? " " : text
  }

  private static func color(
    _ kind: Int32, _ index: UInt8, _ red: UInt8, _ green: UInt8, _ blue: UInt8
  ) -> ScreenColor {
    switch kind {
    case 1: return .palette(index)
    case 2: return .rgb(red, green, blue)
    default: return .standard
    }
  }
}
