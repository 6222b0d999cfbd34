import CNcursesw
import CTerminalGuard
import TerminalCore

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The real terminal, through ncurses. One per process at a time, used by one thread: the process's main
/// thread, because signals for a changed size and for suspension arrive there.
///
///     let terminal = try CursesTerminal(options: .init(crashReportPath: path))
///     defer { terminal.close() }
///     terminal.present(grid, cursor: nil)
///     for event in terminal.waitForEvents(timeoutMilliseconds: nil, wakeDescriptor: nil) { … }
public final class CursesTerminal: TerminalDevice {
  /// The size of the screen as of the last `.resize` event.
  public internal(set) var size: Size
  /// How many colours grids are mapped to.
  public let colorDepth: ColorDepth

  let screen: OpaquePointer
  let window: UnsafeMutablePointer<WINDOW>
  /// Keys are read from a pad: reading from a window would refresh the screen on the way.
  let inputPad: UnsafeMutablePointer<WINDOW>
  let inputDescriptor: Int32
  let outputDescriptor: Int32
  let isGuarded: Bool
  let keyCodes: KeyCodes
  var writer: ScreenWriter
  var decoder = InputDecoder()
  var clicks = ClickTracker()
  var isMouseEnabled = false
  var isOpen = true
  var isResumePending = false
  var isCursorShown: Bool?

  /// Whether standard input and standard output are a terminal.
  public static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Takes the terminal of standard input and output, of the type that `TERM` names, and installs the
  /// guard that gives it back on a crash.
  ///
  /// - Throws: `CursesError`.
  public convenience init(options: Options = Options()) throws {
    guard isatty(STDIN_FILENO) == 1 else { throw CursesError.notATerminal(stream: "standard input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw CursesError.notATerminal(stream: "standard output") }
    guard let name = getenv("TERM").map({ String(cString: $0) }), !name.isEmpty else {
      throw CursesError.terminalTypeMissing
    }
    // In the environment they would freeze the size. `use_env(false)` is no way out: with it ncurses 6.4
    // takes the size from the terminal database and ignores the window's.
    unsetenv("LINES")
    unsetenv("COLUMNS")
    try self.init(
      input: cur_standard_input(), output: cur_standard_output(), terminalName: name, options: options,
      isGuarded: true)
  }

  /// Takes any pair of streams, for tests: `output` may be a file.
  ///
  /// - Parameters:
  ///   - input: where keys come from; read through its descriptor, not its buffer.
  ///   - output: where the screen goes; written through its descriptor.
  ///   - terminalName: a name in the terminal database.
  ///   - size: the size to assume; nil asks the terminal.
  ///   - isGuarded: whether to install the signal handlers; `input` has to be a terminal then.
  /// - Throws: `CursesError`.
  public init(
    input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>, terminalName: String,
    options: Options = Options(), size: Size? = nil, isGuarded: Bool = false
  ) throws {
    try SystemLocale.requireUTF8()
    inputDescriptor = fileno(input)
    outputDescriptor = fileno(output)
    self.isGuarded = isGuarded
    if isGuarded { try Self.installGuard(input: inputDescriptor, output: outputDescriptor, options: options) }
    do {
      screen = try Self.openScreen(input: input, output: output, terminalName: terminalName)
    } catch {
      if isGuarded { terminal_guard_remove() }
      throw error
    }
    if let size { resizeterm(Int32(size.rows), Int32(size.columns)) }
    window = cur_window()
    inputPad = newpad(1, 1)
    Self.setModes(window: window, inputPad: inputPad)
    cur_shorten_attributes()
    var styles = Self.startColors(limit: options.colorDepth ?? Self.limitFromEnvironment())
    cur_set_background(window, styles.entry(for: .plain).pair)
    colorDepth = styles.mapping.depth
    writer = ScreenWriter(styles: styles)
    keyCodes = KeyCodes()
    self.size = Size(rows: Int(cur_rows()), columns: Int(cur_columns()))
    if isGuarded {
      terminal_guard_watch_size()
      terminal_guard_arm()
    }
    // Writes what opens the screen, so that modes written past curses come after it.
    wrefresh(window)
    // curses set the scrolling region for the size it found itself; the cursor has to stay.
    if size != nil { write("\u{1b}7\u{1b}[r\u{1b}8") }
    write(Self.pasteOn)
    setMouse(enabled: options.mouse)
  }

  deinit { close() }

  // MARK: Output

  /// Shows `grid`, clipped to the screen; one refresh, and only of what differs.
  public func present(_ grid: Grid, cursor: Point?) {
    guard isOpen else { return }
    writer.put(grid, into: window, size: size)
    let visible = cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
    // A hidden cursor may stay wherever the last write left it.
    leaveok(window, visible == nil)
    if let visible { wmove(window, Int32(visible.row), Int32(visible.column)) }
    showCursor(visible != nil)
    wnoutrefresh(window)
    doupdate()
  }

  /// Makes the next `present` write everything.
  public func invalidate() {
    writer.invalidate()
    clearok(window, true)
  }

  private func showCursor(_ shown: Bool) {
    guard isCursorShown != shown else { return }
    isCursorShown = shown
    curs_set(shown ? 1 : 0)
  }

  /// Writes past curses, whose own output is flushed by the end of each update.
  func write(_ sequence: String) {
    var bytes = Array(sequence.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { systemWrite(outputDescriptor, $0) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  // MARK: Opening

  private static func installGuard(input: Int32, output: Int32, options: Options) throws {
    let problem = terminal_guard_install(input, output)
    guard problem == 0 else {
      throw CursesError.terminalUnavailable(reason: String(cString: strerror(problem)))
    }
    guard let path = options.crashReportPath else { return }
    let reportProblem = terminal_guard_set_report(path)
    guard reportProblem == 0 else {
      terminal_guard_remove()
      throw CursesError.crashReportUnwritable(path: path, reason: String(cString: strerror(reportProblem)))
    }
  }

  private static func openScreen(
    input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>, terminalName: String
  ) throws -> OpaquePointer {
    // 25 ms tell a lone Escape from a sequence; curses' own second makes Escape feel broken.
    set_escdelay(25)
    guard let screen = newterm(terminalName, output, input) else {
      // Both come out of `newterm` as nil; the database tells them apart.
      var status: Int32 = 0
      let known = setupterm(terminalName, fileno(output), &status) == OK
      throw known || status == 1
        ? CursesError.terminalTooSimple(name: terminalName)
        : CursesError.terminalTypeUnknown(name: terminalName)
    }
    let placesCursor = tigetstr("cup").map { Int(bitPattern: $0) != -1 } ?? false
    guard placesCursor else {
      endwin()
      delscreen(screen)
      throw CursesError.terminalTooSimple(name: terminalName)
    }
    return screen
  }

  private static func setModes(
    window: UnsafeMutablePointer<WINDOW>, inputPad: UnsafeMutablePointer<WINDOW>
  ) {
    raw()
    noecho()
    nonl()
    intrflush(window, false)
    keypad(inputPad, true)
    nodelay(inputPad, true)
    // Scrolling by line insertion saves most of a list's scroll. Inserting characters is left off: where
    // the terminal counts a width differently it would shift the rest of the line.
    idlok(window, true)
    idcok(window, false)
  }

  private static func limitFromEnvironment() -> ColorDepth? {
    guard let value = getenv("NO_COLOR"), value.pointee != 0 else { return nil }
    return ColorDepth.none  // Not `.none`, which would be the optional's.
  }

  private static func startColors(limit: ColorDepth?) -> StyleTable {
    // Without colours not even `start_color`: it would write the terminal's reset sequence.
    guard limit != ColorDepth.none, has_colors(), start_color() == OK else {
      return StyleTable(mapping: ColorMapping(depth: .none, colorCount: 0), pairLimit: 0, hasDefault: true)
    }
    let count = Int(cur_color_count())
    let depth = ColorMapping.depth(colorCount: count, limit: limit)
    let hasDefault = use_default_colors() == OK
    return StyleTable(
      mapping: ColorMapping(depth: depth, colorCount: count), pairLimit: cur_pair_count(),
      hasDefault: hasDefault)
  }
}

/// `write(2)`, which the method of the same name hides.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  #if canImport(Darwin)
    Darwin.write(descriptor, bytes.baseAddress, bytes.count)
  #else
    Glibc.write(descriptor, bytes.baseAddress, bytes.count)
  #endif
}
