import TerminalCore

/// One column of a terminal's screen, as a person would see it.
public struct ScreenCell: Hashable, Sendable {
  /// The character with its marks; empty in the covered half of a wide one.
  public var text: String
  /// 1 or 2; 0 for the covered half.
  public var width: Int
  /// Bold, underline and so on.
  public var attributes: Style.Attributes
  /// The colour of the character.
  public var foreground: ScreenColor
  /// The colour behind it.
  public var background: ScreenColor

  /// Whether it is bold.
  public var isBold: Bool { attributes.contains(.bold) }
  /// Whether foreground and background are exchanged.
  public var isReverse: Bool { attributes.contains(.reverse) }
  /// Whether it is underlined, in any way.
  public var isUnderlined: Bool { attributes.contains(.underline) }

  /// How the cell looks, in short: `-` for plain, else letters for the attributes (**b**old, **d**im,
  /// **i**talic, **u**nderline, **r**everse, **s**trikethrough) and the colours, as in `br 4/-`.
  public var styleCode: String {
    let letters: [(Style.Attributes, String)] = [
      (.bold, "b"), (.dim, "d"), (.italic, "i"), (.underline, "u"), (.reverse, "r"), (.strikethrough, "s"),
    ]
    var parts: [String] = []
    let shown = letters.filter { attributes.contains($0.0) }.map(\.1).joined()
    if !shown.isEmpty { parts.append(shown) }
    if foreground != .standard || background != .standard { parts.append("\(foreground)/\(background)") }
    return parts.isEmpty ? "-" : parts.joined(separator: " ")
  }
}
