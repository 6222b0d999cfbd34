import TerminalCore

/// A line for people that is broken between words, its parts indented as the line itself.
struct WrappedLine {
  private let indent: Int
  private let words: [Substring]
  /// What follows the first line of "12. …" stands under its words and not under its number.
  private var hanging: Int {
    guard let head = words.first, words.count > 1, head.last == ".", head.count > 1,
      head.dropLast().allSatisfy({ ("0"..."9").contains($0) })
    else { return 0 }
    return head.count + 1
  }

  init(_ line: String) {
    indent = line.prefix { $0 == " " }.count
    words = line.split(separator: " ")
  }

  /// - Parameter width: in columns; a word that is longer, such as a link, stands alone and whole.
  func lines(width: Int) -> [String] {
    let first = String(repeating: " ", count: indent)
    let margin = first + String(repeating: " ", count: hanging)
    var lines: [String] = []
    var line = ""
    for word in words {
      if line.isEmpty {
        line = (lines.isEmpty ? first : margin) + word
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
