import TerminalCore
import TerminalCurses
import TerminalTesting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A curses terminal that writes to a temporary file, and the screen those bytes give.
final class FileTerminal {
  let device: CursesTerminal
  let screen: VTermScreen
  private let output: UnsafeMutablePointer<FILE>
  private let input: UnsafeMutablePointer<FILE>
  private var offset = 0

  init(
    rows: Int, columns: Int, terminalName: String = "xterm-256color", colorDepth: ColorDepth? = .trueColor,
    mouse: Bool = false
  ) throws {
    output = tmpfile()
    input = fopen("/dev/null", "r")
    screen = VTermScreen(rows: rows, columns: columns)
    device = try CursesTerminal(
      input: input, output: output, terminalName: terminalName,
      options: .init(mouse: mouse, colorDepth: colorDepth), size: Size(rows: rows, columns: columns))
  }

  deinit {
    device.close()
    fclose(output)
    fclose(input)
  }

  /// Presents `grid` and returns what that wrote; the screen has taken it.
  @discardableResult
  func present(_ grid: Grid, cursor: Point? = nil) -> [UInt8] {
    device.present(grid, cursor: cursor)
    return takeOutput()
  }

  /// What was written since the last call.
  @discardableResult
  func takeOutput() -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = pread(fileno(output), &buffer, buffer.count, off_t(offset))
      guard count > 0 else { break }
      bytes += buffer[..<count]
      offset += count
    }
    screen.write(bytes)
    return bytes
  }
}

extension Grid {
  /// Lays out `text`, one cell per character; those in `wide` take two columns.
  mutating func lay(
    _ text: String, row: Int, column: Int = 0, style: Style = .plain, wide: Set<Character> = []
  ) {
    var column = column
    for character in text {
      let isWide = wide.contains(character)
      self[row, column] = Cell(text: String(character), width: isWide ? 2 : 1, style: style)
      if isWide { self[row, column + 1] = Cell(text: "", width: 0, style: style) }
      column += isWide ? 2 : 1
    }
  }

  /// A grid full of text, each cell different from its neighbours.
  static func full(rows: Int, columns: Int, shift: Int = 0) -> Grid {
    var grid = Grid(size: Size(rows: rows, columns: columns))
    for row in 0..<rows {
      for column in 0..<columns {
        let scalar = Unicode.Scalar(UInt8(0x21 + (row * 31 + column * 7 + shift) % 90))
        grid[row, column] = Cell(text: String(Character(scalar)))
      }
    }
    return grid
  }

  mutating func restyle(row: Int, _ style: Style) {
    for column in 0..<size.columns { self[row, column].style = style }
  }
}
