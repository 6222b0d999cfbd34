import Foundation
import TerminalCore

/// Lines for the person: results on the standard output, everything else on the standard error.
enum Console {
  /// A line of the result.
  static func output(_ line: String) { write(line + "\n", to: 1) }

  /// A line about how it went. Control characters in it, which may come from a file, are made visible.
  static func error(_ text: String) {
    write(errorLines(text, columns: columns(2)).joined(separator: "\n") + "\n", to: 2)
  }

  /// - Parameter columns: of the terminal, which breaks longer lines inside of words; nil: they stay whole, for `grep`.
  static func errorLines(_ text: String, columns: Int?) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { DisplayText.safe(String($0)) }
      .flatMap { line in
        guard let columns, DisplayText.width(line) > columns else { return [line] }
        return WrappedLine(line).lines(width: columns)
      }
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of the terminal; nil: the descriptor is none, or says nothing.
  static func columns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Lines of the result, broken between words where a terminal would break them inside.
  static func output(wrapping lines: [String]) {
    guard let width = columns(1) else { return lines.forEach(output) }
    for line in lines { WrappedLine(line).lines(width: width).forEach(output) }
  }

  /// Writes all of it, past signals and pipes that take a part at a time. Whether the reader is still
  /// there is not known here: a closed pipe ends the program by its signal.
  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR || errno == EAGAIN { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Asks a question that one key answers, y or n; nil at the end of the input and for Ctrl-C.
  static func askKey(_ question: String) -> Bool? {
    let line = "\(question) [y/n] "
    let lines = columns(2).map { WrappedLine(line).lines(width: $0 - 2) } ?? [line]
    write(lines.joined(separator: "\n") + " ", to: 2)
    let answer = TerminalKeys.withSingleKeys { next -> Bool? in
      while let key = next() {
        switch key {
        case UInt8(ascii: "y"), UInt8(ascii: "Y"): return true
        case UInt8(ascii: "n"), UInt8(ascii: "N"): return false
        case 3, 4: return nil
        default: continue
        }
      }
      return nil
    }
    write(answer.map { $0 ? "y\n" : "n\n" } ?? "\n", to: 2)
    return answer
  }

  /// Asks on the terminal; the default when the answer is empty, nil at the end of the input.
  static func ask(_ question: String, default preset: String) -> String? {
    write(preset.isEmpty ? "\(question): " : "\(question) [\(DisplayText.safe(preset))]: ", to: 2)
    guard let answer = readLine() else { return nil }
    let trimmed = answer.trimmingCharacters(in: .whitespaces)
    return trimmed.isEmpty ? preset : trimmed
  }

  /// Asks for a yes on the terminal; anything else, and the end of the input, is a no.
  static func confirm(_ question: String) -> Bool {
    write("\(question) [y/N] ", to: 2)
    guard let answer = readLine() else {
      write("\n", to: 2)
      return false
    }
    return ["y", "yes"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
  }
}
