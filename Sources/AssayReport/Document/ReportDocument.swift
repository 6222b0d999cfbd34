/// A report as sections of plain blocks, before anybody decides how it looks. Every text in it is plain: renderers
/// escape what they must.
public struct ReportDocument: Hashable, Sendable {
  public var title: String
  /// What the report is about and when it was made, in a line.
  public var subtitle: String
  /// The answer, before any section.
  public var summary: [Block]
  public var sections: [Section]
  /// What made it.
  public var footer: String

  public init(title: String, subtitle: String, summary: [Block], sections: [Section], footer: String) {
    self.title = title
    self.subtitle = subtitle
    self.summary = summary
    self.sections = sections
    self.footer = footer
  }

  /// A heading with what stands below it.
  public struct Section: Hashable, Sendable {
    /// Names it in links: lower-case letters and hyphens.
    public var id: String
    public var title: String
    public var blocks: [Block]
    public init(id: String, title: String, blocks: [Block]) {
      self.id = id
      self.title = title
      self.blocks = blocks
    }
  }

  /// One piece of a section.
  public enum Block: Hashable, Sendable {
    case heading(String)
    case text(String)
    /// Terms and what is said of them.
    case facts([Fact])
    /// The few figures that a reader takes away.
    case keyFigures([KeyFigure])
    case table(ReportTable)
    /// Small tables beside each other.
    case tables([ReportTable])
    /// Charts beside each other.
    case charts([Chart])
    case list([String])
    case notice(Notice)
    /// A long text as it is, folded away where that is possible.
    case source(title: String, text: String)
  }

  /// A term and what is said of it.
  public struct Fact: Hashable, Sendable {
    public var term: String
    public var value: String
    public init(_ term: String, _ value: String) {
      self.term = term
      self.value = value
    }
  }

  /// A figure that a reader takes away, large.
  public struct KeyFigure: Hashable, Sendable {
    public var name: String
    public var value: String
    /// The interval and n.
    public var detail: String
    public var strip: IntervalStrip?
    public var tone: Tone
    public init(
      name: String, value: String, detail: String, strip: IntervalStrip? = nil, tone: Tone = .plain
    ) {
      self.name = name
      self.value = value
      self.detail = detail
      self.strip = strip
      self.tone = tone
    }
  }

  /// Something to be aware of.
  public struct Notice: Hashable, Sendable {
    public var tone: Tone
    public var text: String
    public init(_ tone: Tone, _ text: String) {
      self.tone = tone
      self.text = text
    }
  }

  /// How something is to be taken; always said in words as well, never by the colour alone.
  public enum Tone: String, Hashable, Sendable { case plain, good, unsure, bad }
}
