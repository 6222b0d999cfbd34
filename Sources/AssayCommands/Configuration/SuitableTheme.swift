import TerminalCore

/// The theme for people who have chosen none.
enum SuitableTheme {
  static func name(colors: ColorDepth, environment: [String: String]) -> String {
    switch colors {
    case .none: "monochrome"
    case .sixteen: "sixteen"
    case .palette, .trueColor: isLight(environment["COLORFGBG"]) ? "light" : "dark"
    }
  }

  /// rxvt, Konsole, iTerm and others say "foreground;background" in the sixteen colours: 7 and the bright ones,
  /// grey apart, are light. Terminals that say nothing are taken for dark ones.
  private static func isLight(_ colors: String?) -> Bool {
    guard let last = colors?.split(separator: ";").last, let number = Int(last) else { return false }
    return number == 7 || (9...15).contains(number)
  }
}
