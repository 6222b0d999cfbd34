/// A table of a report. The first cell of each row names the row.
public struct ReportTable: Hashable, Sendable {
  public var caption: String
  public var columns: [Column]
  public var rows: [[Cell]]
  /// What is said below it.
  public var note: String?
  public var style: Style

  public init(
    caption: String, columns: [Column], rows: [[Cell]], note: String? = nil, style: Style = .plain
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.note = note
    self.style = style
  }

  /// The columns in which some cell says something, the first always among them.
  ///
  /// - Parameter seesStrips: whether a drawn interval says something too.
  func filledColumns(seesStrips: Bool) -> [Int] {
    columns.indices.filter { column in
      column == 0
        || rows.contains { row in
          guard column < row.count else { return false }
          let cell = row[column]
          return !cell.text.isEmpty || cell.detail != nil || (seesStrips && cell.strip != nil)
        }
    }
  }

  /// What kind of table it is.
  public enum Style: String, Hashable, Sendable {
    case plain
    /// A few large cells: the confusion matrix.
    case matrix
    /// Square cells whose colour says how much: a matrix of scores.
    case heat
  }

  /// A column's title, and whether numbers stand in it.
  public struct Column: Hashable, Sendable {
    public var title: String
    public var isNumber: Bool
    public init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
    /// A column of numbers.
    public static func number(_ title: String) -> Column { Column(title, isNumber: true) }
  }

  /// One cell: its text, and what may be drawn beside or behind it.
  public struct Cell: Hashable, Sendable, ExpressibleByStringLiteral {
    public var text: String
    /// A smaller line below it.
    public var detail: String?
    public var strip: IntervalStrip?
    /// 0...1: how dark.
    public var heat: Double?
    public var emphasis: Emphasis
    public init(
      _ text: String, detail: String? = nil, strip: IntervalStrip? = nil, heat: Double? = nil,
      emphasis: Emphasis = .plain
    ) {
      self.text = text
      self.detail = detail
      self.strip = strip
      self.heat = heat
      self.emphasis = emphasis
    }
    public init(stringLiteral value: String) { self.init(value) }
  }

  /// Why a cell stands out.
  public enum Emphasis: String, Hashable, Sendable { case plain, right, error, costly, total, diagonal }
}
