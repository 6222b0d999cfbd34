/// The characters that frames are drawn with, each of one column.
public struct BorderLines: Hashable, Sendable {
  /// ─
  public var horizontal: String
  /// │
  public var vertical: String
  /// ┌
  public var topLeft: String
  /// ┐
  public var topRight: String
  /// └
  public var bottomLeft: String
  /// ┘
  public var bottomRight: String
  /// ├: a line that begins at a left border.
  public var teeRight: String
  /// ┤: a line that ends at a right border.
  public var teeLeft: String
  /// ┬: a line that hangs from an upper border.
  public var teeDown: String
  /// ┴: a line that stands on a lower border.
  public var teeUp: String
  /// There is more above.
  public var arrowUp: String
  /// There is more below.
  public var arrowDown: String
  /// The place that is shown, on a scroll bar.
  public var thumb: String
  /// Something was cut off here.
  public var ellipsis: String
  /// The part of a bar that is reached.
  public var full: String
  /// The part of a bar that is not reached.
  public var empty: String

  /// Thin lines.
  public static let light = BorderLines(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
    teeRight: "├", teeLeft: "┤", teeDown: "┬", teeUp: "┴", arrowUp: "↑", arrowDown: "↓", thumb: "█",
    ellipsis: "…", full: "█", empty: "░")

  /// For terminals and fonts without line characters.
  public static let ascii = BorderLines(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    teeRight: "+", teeLeft: "+", teeDown: "+", teeUp: "+", arrowUp: "^", arrowDown: "v", thumb: "#",
    ellipsis: "...", full: "#", empty: ".")
}
