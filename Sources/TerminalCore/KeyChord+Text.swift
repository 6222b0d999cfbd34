extension KeyChord: CustomStringConvertible {
  /// Reads a key as it is written in a keymap: `a`, `A`, `ctrl+r`, `alt+x`, `shift+tab`, `space`, `f1`,
  /// `pageup`, `ctrl++`. Names are read in any case, single characters as they are. nil when the text is
  /// no key, or one that terminals cannot tell from another, such as `ctrl+shift+a`.
  public init?(parsing text: String) {
    var rest = text[...]
    var modifiers: Modifiers = []
    // A plus that has nothing before it is the key itself.
    while let plus = rest.dropFirst().firstIndex(of: "+") {
      guard let modifier = Self.modifier(named: rest[..<plus].lowercased()),
        modifiers.insert(modifier).inserted
      else { return nil }
      rest = rest[rest.index(after: plus)...]
    }
    guard var key = Self.key(named: rest) else { return nil }
    if case .character(let character) = key {
      if modifiers.contains(.shift) {
        let capital = String(character).uppercased()
        guard !modifiers.contains(.control), capital != String(character), capital.count == 1 else {
          return nil
        }
        modifiers.remove(.shift)
        key = .character(Character(capital))
      } else if modifiers.contains(.control) {
        let small = String(character).lowercased()
        key = small.count == 1 ? .character(Character(small)) : key
      }
    }
    self.init(key, modifiers: modifiers)
  }

  /// The key as `init(parsing:)` reads it: `ctrl+r`.
  public var description: String {
    var text = ""
    if modifiers.contains(.control) { text += "ctrl+" }
    if modifiers.contains(.alt) { text += "alt+" }
    if modifiers.contains(.shift) { text += "shift+" }
    return text + Self.name(of: key)
  }

  /// A short form for footers, in ASCII as far as the key is: `^R`, `Alt-x`, `Shift-Tab`, `PgDn`.
  public var shortDescription: String {
    var text = ""
    if modifiers.contains(.alt) { text += "Alt-" }
    if modifiers.contains(.shift) { text += "Shift-" }
    if modifiers.contains(.control) { text += "^" }
    if modifiers.contains(.control), case .character(let character) = key, character != " " {
      return text + DisplayText.safe(String(character).uppercased())
    }
    return text + Self.shortName(of: key)
  }

  // MARK: Names

  private static let named: [(name: String, short: String, key: Key)] = [
    ("enter", "Enter", .enter), ("esc", "Esc", .escape), ("tab", "Tab", .tab),
    ("backspace", "Bksp", .backspace), ("delete", "Del", .delete), ("insert", "Ins", .insert),
    ("up", "Up", .up), ("down", "Down", .down), ("left", "Left", .left), ("right", "Right", .right),
    ("home", "Home", .home), ("end", "End", .end), ("pageup", "PgUp", .pageUp),
    ("pagedown", "PgDn", .pageDown), ("space", "Space", .character(" ")),
  ]

  private static let aliases = [
    "return": "enter", "escape": "esc", "del": "delete", "ins": "insert", "pgup": "pageup",
    "pgdn": "pagedown",
    "bksp": "backspace",
  ]

  private static func modifier(named name: String) -> Modifiers? {
    switch name {
    case "ctrl", "control": .control
    case "alt", "meta": .alt
    case "shift": .shift
    default: nil
    }
  }

  private static func key(named text: Substring) -> Key? {
    if text.count == 1, let character = text.first {
      let isPlain = DisplayText.glyphs(String(text)).allSatisfy { !$0.isSymbol }
      return isPlain && !character.isWhitespace ? .character(character) : nil
    }
    let name = text.lowercased()
    let known = aliases[name] ?? name
    if let entry = named.first(where: { $0.name == known }) { return entry.key }
    guard name.first == "f", let number = Int(name.dropFirst()), (1...63).contains(number),
      name == "f\(number)"
    else { return nil }
    return .function(number)
  }

  private static func name(of key: Key) -> String {
    if let entry = named.first(where: { $0.key == key }) { return entry.name }
    return switch key {
    case .character(let character): DisplayText.safe(String(character))
    case .function(let number): "f\(number)"
    default: ""
    }
  }

  private static func shortName(of key: Key) -> String {
    if let entry = named.first(where: { $0.key == key }) { return entry.short }
    if case .function(let number) = key { return "F\(number)" }
    return name(of: key)
  }
}
