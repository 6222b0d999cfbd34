/// Text inside Markdown as GitHub and others read it: nothing of it is taken for markup, for a link, for a mention of a
/// person or of an issue.
public enum MarkdownText {
  /// One line of text, safe in paragraphs, lists and cells of tables.
  public static func line(_ text: String) -> String {
    var result = ""
    let scalars = Array(VisibleText.line(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      let before = index > 0 ? scalars[index - 1] : nil
      let after = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "#", "|", "~", "!", "$", "{", "}": result += "\\" + String(scalar)
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      // A name behind it would be told; an address before it would become a link.
      case "@": result += "&#64;"
      case ":": result += isPlain(before, after) ? ":" : "&#58;"
      case ".":
        let isAddress = before == "w" || before == "W"
        result += isAddress || (isNumber(result) && isBlank(after)) ? "\\." : "."
      case ")": result += isNumber(result) && isBlank(after) ? "\\)" : ")"
      case "-", "+", "=":
        result +=
          result.isEmpty && (isBlank(after) || after == scalar) ? "\\" + String(scalar) : String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
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

  /// A colon that begins neither an address nor a picture's name: at the end of a word, or inside a time.
  private static func isPlain(_ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> Bool {
    isBlank(after) || (isDigit(before) && isDigit(after))
  }

  private static func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.properties.isWhitespace } ?? true
  }

  private static func isDigit(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { ("0"..."9").contains($0) } ?? false
  }

  /// Whether what is there so far would be the number of a list.
  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { isDigit($0) }
  }
}
