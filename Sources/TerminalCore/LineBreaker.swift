/// Collects glyphs into lines; see `TextLayout.wrap`.
struct LineBreaker {
  private struct Item {
    var glyph: Glyph
    var span: Int
    var isBlank: Bool
  }

  private let styles: [Style]
  private let width: Int
  private let keepShape: Bool
  private let maxLines: Int
  private var lines: [[Span]] = []
  private var items: [Item] = []
  /// Columns that `items` take.
  private var used = 0
  /// The number of items before the last place at which the line may break; 0: there is none.
  private var breakPoint = 0
  /// Whether the line has anything but blanks.
  private var hasInk = false
  /// Blanks at the beginning of the line as it stands in the text.
  private var indentation = 0
  /// Whether blanks were dropped at the end of a full line: what comes now goes to the next.
  private var hasDroppedBlank = false
  private var lastBase: Unicode.Scalar = " "
  private var lastIsWide = false

  init(styles: [Style], width: Int, keepShape: Bool, maxLines: Int) {
    self.styles = styles
    self.width = width
    self.keepShape = keepShape
    self.maxLines = maxLines
  }

  /// Whether as many lines as wanted are complete.
  var isFull: Bool { lines.count >= maxLines }

  /// The lines, with the one that was begun.
  mutating func finish() -> [[Span]] {
    breakLine()
    return lines
  }

  /// Ends the line where the text does.
  mutating func breakLine() {
    emit(items[...])
    items.removeAll(keepingCapacity: true)
    used = 0
    indentation = 0
    resetLine(hasInk: false)
  }

  mutating func putTab(span: Int) {
    for _ in 0..<TextLayout.tabWidth - used % TextLayout.tabWidth {
      putBlank(Glyph(text: " "), span: span)
    }
  }

  /// Adds white space, or drops it where the line is full.
  mutating func putBlank(_ glyph: Glyph, span: Int) {
    lastIsWide = false
    guard !hasDroppedBlank, used + glyph.width <= width else {
      hasDroppedBlank = true
      return
    }
    append(Item(glyph: glyph, span: span, isBlank: true))
    if hasInk { breakPoint = items.count } else { indentation = used }
  }

  /// Adds what is no white space; `base` decides where lines of wide characters may break.
  mutating func put(_ glyph: Glyph, base: Unicode.Scalar, span: Int) {
    let isWide = glyph.width > 1
    // One column cannot hold it: a symbol says that something is there.
    let glyph = glyph.width > width ? Glyph(text: "?", isSymbol: true) : glyph
    if hasDroppedBlank {
      wrap(at: items.count)
    } else if hasInk, isWide || lastIsWide, !Self.closing.contains(base), !Self.opening.contains(lastBase) {
      breakPoint = items.count
    }
    while used + glyph.width > width, !isFull { wrap(at: breakPoint > 0 ? breakPoint : items.count) }
    append(Item(glyph: glyph, span: span, isBlank: false))
    hasInk = true
    lastBase = base
    lastIsWide = isWide
  }

  private mutating func append(_ item: Item) {
    items.append(item)
    used += item.glyph.width
  }

  /// Ends the line after `count` items; the others begin the next one.
  private mutating func wrap(at count: Int) {
    let rest = Array(items[count...])
    if hasInk {
      let trailing = items[..<count].reversed().prefix { $0.isBlank }.count
      emit(items[..<(count - trailing)])
    }
    items.removeAll(keepingCapacity: true)
    used = 0
    if keepShape {
      let first = rest.first?.span ?? 0
      for _ in 0..<continuedIndentation { append(Item(glyph: Glyph(text: " "), span: first, isBlank: true)) }
    }
    for item in rest { append(item) }
    resetLine(hasInk: !rest.isEmpty)
  }

  /// At most half of the width, and room for a wide character.
  private var continuedIndentation: Int {
    let wanted = min(indentation, width / 2)
    return width - wanted < 2 ? 0 : wanted
  }

  private mutating func resetLine(hasInk: Bool) {
    self.hasInk = hasInk
    breakPoint = 0
    hasDroppedBlank = false
  }

  /// Adds a line: a span for each run of equal source and look.
  private mutating func emit(_ items: ArraySlice<Item>) {
    guard !isFull else { return }
    var line: [Span] = []
    var last: Item?
    for item in items {
      if let last, last.span == item.span, last.glyph.isSymbol == item.glyph.isSymbol {
        line[line.count - 1].text += item.glyph.text
      } else {
        let style = styles.indices.contains(item.span) ? styles[item.span] : .plain
        line.append(Span(text: item.glyph.text, style: item.glyph.isSymbol ? style.forSymbols : style))
      }
      last = item
    }
    lines.append(line)
  }

  /// What no line begins with.
  private static let closing = Set(
    ("、。，．：；！？）］｝」』】〉》〕〗〙…‥・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ" + ",.:;!?)]}”’».%")
      .unicodeScalars)
  /// What no line ends with.
  private static let opening = Set("（［｛「『【〈《〔〖〘([{“‘«$".unicodeScalars)
}
