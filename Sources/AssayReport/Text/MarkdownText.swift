/// Text inside Markdown as GitHub and others read it: nothing of it is taken for markup, for a link, for a mention of a
/// person or of an issue.
public enum MarkdownText {
  /// One line of text, safe in paragraphs, lists and cells of tables.
  public static func line(_ text: String) -> String {
    var result = ""
    var previous: Unicode.Scalar?
    for scalar in VisibleText.line(text).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "$", "{", "}": result += "\\" + String(scalar)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      // A name behind it would be told; an address before it would become a link.
      case "@": result += "&#64;"
      case ":": result += "&#58;"
      case ".": result += previous == "w" || previous == "W" || isStart(result) ? "\\." : "."
      case "-", "+", ")", "=": result += isStart(result) ? "\\" + String(scalar) : String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// A block of text as it is, in a fence longer than any inside it.
  public static func fenced(_ text: String) -> [String] {
    let lines = VisibleText.block(text).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + "text"] + lines + [fence]
  }

  /// Whether what is there so far can only be the beginning of a list: nothing, or a number.
  private static func isStart(_ text: String) -> Bool { text.allSatisfy { $0.isNumber } }
}
