/// Text inside HTML and SVG.
public enum MarkupText {
  /// One line of text, for elements and for attributes in double quotes.
  public static func line(_ text: String) -> String { escape(VisibleText.line(text)) }

  /// Text with its line breaks, for `pre`.
  public static func block(_ text: String) -> String { escape(VisibleText.block(text)) }

  private static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
