import TerminalCore

/// The look of everything on the screen, by what it means.
///
/// ```swift
/// theme.style("verdict.accept")  // that role, else "verdict", else "text", else plain
/// ```
public struct Theme: Hashable, Sendable {
  public var name: String
  /// The styles that the theme says something about, by role.
  public let styles: [String: Style]
  /// What every built-in role comes to, so that drawing a cell costs one look-up.
  private let resolved: [String: Style]

  /// - Parameters:
  ///   - name: what a person chooses it by.
  ///   - styles: the looks by role; roles that are missing fall back.
  public init(name: String, styles: [String: Style]) {
    self.name = name
    self.styles = styles
    resolved = Dictionary(
      uniqueKeysWithValues: BuiltInRoles.all.map { ($0, Self.style($0, in: styles)) })
  }

  /// The look of `role`; where the theme has none, that of the role without its last dotted part, and
  /// so on; then of "text"; then the terminal's own.
  public func style(_ role: String) -> Style {
    resolved[role] ?? Self.style(role, in: styles)
  }

  private static func style(_ role: String, in styles: [String: Style]) -> Style {
    var name = role[...]
    while true {
      if let style = styles[String(name)] { return style }
      guard let dot = name.lastIndex(of: ".") else { return styles["text"] ?? .plain }
      name = name[..<dot]
    }
  }
}
