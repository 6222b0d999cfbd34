import TerminalCore

/// A line for people that is broken between words, its parts indented as the line itself.
struct WrappedLine {
  private let indent: Int
  private let words: [Substring]

  init(_ line: String) {
    indent = line.prefix { $0 == " " }.count
    words = line.split(separator: " ")
  }

  /// - Parameter width: in columns; a word that is longer, such as a link, stands alone and whole.
  func lines(width: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = ""
    for word in words {
      if line.isEmpty {
        line = margin + word
      } else if DisplayText.width(line) + 1 + DisplayText.width(String(word)) <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = margin + word
      }
    }
    return lines + [line]
  }
}
