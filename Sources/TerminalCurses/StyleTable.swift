import CNcursesw
import TerminalCore

/// Attributes and colour pairs of the styles in use. Pairs are made when first needed and kept.
struct StyleTable {
  struct Entry {
    var attributes: UInt32
    var pair: Int32
  }

  private struct PairKey: Hashable {
    var foreground: Int32
    var background: Int32
  }

  let mapping: ColorMapping
  private let pairLimit: Int32
  private var entries: [Style: Entry] = [:]
  private var pairs: [PairKey: Int32] = [:]
  private var lastStyle: Style?
  private var lastEntry = Entry(attributes: 0, pair: 0)

  /// After `start_color`. Without default colours (`hasDefault` false) pair 0 still is the terminal's
  /// own look, but a default beside a colour becomes white or black.
  init(mapping: ColorMapping, pairLimit: Int32, hasDefault: Bool) {
    self.mapping = mapping
    self.pairLimit = pairLimit
    self.hasDefault = hasDefault
  }

  private let hasDefault: Bool

  /// The terminal's own look is a pair like any other where it can be: on the way back to pair 0 curses resets
  /// first the colours and then everything, twelve bytes instead of five.
  private var hasPairForDefault: Bool { hasDefault && mapping.depth != .none && cur_combines_colors() }

  mutating func entry(for style: Style) -> Entry {
    if style == lastStyle { return lastEntry }
    let entry: Entry
    if let known = entries[style] {
      entry = known
    } else {
      entry = makeEntry(for: style)
      entries[style] = entry
    }
    lastStyle = style
    lastEntry = entry
    return entry
  }

  private mutating func makeEntry(for style: Style) -> Entry {
    let foreground = mapping.choice(for: style.foreground)
    let background = mapping.choice(for: style.background)
    var attributes = Self.attributes(style.attributes)
    if foreground.needsBold { attributes |= cur_A_BOLD }
    if foreground.needsDim { attributes |= cur_A_DIM }
    return Entry(
      attributes: attributes, pair: pair(foreground: foreground.number, background: background.number))
  }

  private static func attributes(_ attributes: Style.Attributes) -> UInt32 {
    var bits: UInt32 = 0
    if attributes.contains(.bold) { bits |= cur_A_BOLD }
    if attributes.contains(.dim) { bits |= cur_A_DIM }
    if attributes.contains(.italic) { bits |= cur_A_ITALIC }
    if attributes.contains(.underline) { bits |= cur_A_UNDERLINE }
    if attributes.contains(.reverse) { bits |= cur_A_REVERSE }
    // ncurses has no strikethrough; dim says "gone" as well.
    if attributes.contains(.strikethrough) { bits |= cur_A_DIM }
    return bits
  }

  private mutating func pair(foreground: Int32, background: Int32) -> Int32 {
    if foreground < 0 && background < 0 && !hasPairForDefault { return 0 }
    let key = PairKey(
      foreground: foreground < 0 && !hasDefault ? 7 : foreground,
      background: background < 0 && !hasDefault ? 0 : background)
    if let known = pairs[key] { return known }
    let next = Int32(pairs.count) + 1
    // A terminal with few pairs shows the rest without colour; taking an old pair over would recolour
    // what is on the screen.
    guard next < pairLimit, init_extended_pair(next, key.foreground, key.background) != ERR else {
      pairs[key] = 0
      return 0
    }
    pairs[key] = next
    return next
  }
}
