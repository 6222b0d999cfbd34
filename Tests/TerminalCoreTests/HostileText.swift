import TerminalCore

/// A repeatable source of chance (Steele, Lea and Flood, 2014: SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Text that breaks screens.
enum HostileText {
  static let corpus: [String] = [
    "", " ", "plain words in a row", "日本語のテキスト、です。", "e\u{301}té na\u{308}ive",
    "👨‍👩‍👧‍👦 family", "🇩🇪🇯🇵🇺", "❤️ 1️⃣ ☎️", "👍🏽👍🏽🏽🏿", "🏳️‍🌈🏴‍☠️", "क्षि नमस्ते", "שלום עולם",
    "مرحبا بالعالم", "می‌خواهم", "ZA\u{300}\u{301}" + String(repeating: "\u{334}", count: 50) + "LGO",
    "\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}", "\u{9b}31m\u{85}\u{90}", "abc\u{202e}fdp.exe\u{202c}",
    "\u{2066}x\u{2069}\u{200e}\u{200f}\u{61c}", "a\u{200b}b\u{2060}c\u{feff}d\u{200d}e\u{200c}f",
    "line\u{2028}paragraph\u{2029}end", "x\u{e0041}\u{e0042}\u{e007f}", "\u{e000}\u{f8ff}\u{10fffd}",
    "\u{378}\u{1fae8}\u{10ffff}\u{fffe}", "\u{fffd}\u{fffd}", "a\r\nb\rc\nd", "\tindent\t\ttabs\t",
    "\u{301}lone", "\u{fe0f}\u{fe0f}x\u{fe0f}\u{fe0f}", "x\u{e0100}葛\u{e0100}\u{e0101}", "\u{1f3fd}",
    "한글 \u{1112}\u{1161}\u{11ab}", "\u{3164}\u{115f}\u{ffa0}", "ﷺ﷽", "a\u{ad}b\u{34f}c",
    "ｆｕｌｌ　ｗｉｄｔｈ", "ｶﾅ", "\0\u{1}\u{7f}", "👩\u{200d}", "\u{200d}👩\u{200d}x", "  {\n    \"key\": [1, 2]\n  }",
    "averyveryveryverylongwordwithoutanybreak", "ลิงที่", "\u{1f1e6}\u{1f3fd}\u{fe0f}", "👩‍\u{301}",
  ]

  /// Pieces of the corpus, single scalars and cuts of both, joined at random.
  static func random(using generator: inout SeededGenerator) -> String {
    var text = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      if Int.random(in: 0..<4, using: &generator) == 0 {
        let value = UInt32.random(in: 0...0x10FFFF, using: &generator)
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      } else {
        let piece = (corpus.randomElement(using: &generator) ?? "").unicodeScalars
        text.append(contentsOf: piece.dropFirst(Int.random(in: 0...3, using: &generator)))
      }
    }
    return String(text)
  }

  /// The corpus and `count` random texts.
  static func texts(seed: UInt64, count: Int) -> [String] {
    var generator = SeededGenerator(seed: seed)
    return corpus + (0..<count).map { _ in random(using: &generator) }
  }
}

/// Whether a scalar may be sent to a terminal, by the standard library's data and not by our own table.
func isSafe(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
  default:
    !scalar.properties.isDefaultIgnorableCodePoint && !(0x1F1E6...0x1F1FF).contains(scalar.value)
  }
}
