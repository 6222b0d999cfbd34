import TerminalCore

/// From the design's colours to the numbers the terminal understands.
struct ColorMapping {
  /// A colour number of the terminal; -1 is its own default.
  struct Choice: Equatable {
    var number: Int32
    /// The bright half of 16 colours on a terminal that has 8: bold has to stand for it.
    var needsBold = false
    /// Grey on a terminal that has 8: bold black would be black on black on many of them.
    var needsDim = false
  }

  let depth: ColorDepth
  /// How many colours the terminal says it has: 8, 16, 88, 256 or 16,777,216.
  let colorCount: Int

  /// What a terminal with `colorCount` colours can show, cut to `limit`.
  static func depth(colorCount: Int, limit: ColorDepth?) -> ColorDepth {
    let own: ColorDepth
    switch colorCount {
    case ..<8: own = .none
    case ..<256: own = .sixteen
    case ..<16_777_216: own = .palette
    default: own = .trueColor
    }
    return min(own, limit ?? .trueColor)
  }

  func choice(for color: Color) -> Choice {
    switch color {
    case .terminalDefault: return Choice(number: -1)
    case .ansi(let index): return named(Int(index) & 15)
    case .indexed(let index):
      if index < 16 { return named(Int(index)) }
      return exact(Palette.rgb(Int(index)), paletteIndex: Int(index))
    case .rgb(let red, let green, let blue):
      return exact(Palette.RGB(red: Int(red), green: Int(green), blue: Int(blue)), paletteIndex: nil)
    }
  }

  private func named(_ index: Int) -> Choice {
    switch depth {
    case .none: return Choice(number: -1)
    case .sixteen, .palette:
      if colorCount < 16 {
        if index == 8 { return Choice(number: -1, needsDim: true) }
        return Choice(number: Int32(index & 7), needsBold: index > 7)
      }
      return Choice(number: Int32(index))
    case .trueColor:
      // Direct-colour entries keep eight numbers for the named colours; the rest are RGB values.
      if index < 8 || colorCount < 16_777_216 { return Choice(number: Int32(index)) }
      return direct(Palette.rgb(index))
    }
  }

  private func exact(_ color: Palette.RGB, paletteIndex: Int?) -> Choice {
    switch depth {
    case .none: return Choice(number: -1)
    case .sixteen: return named(Palette.nearestOf16(color))
    case .palette where colorCount >= 16_777_216, .trueColor: return direct(color)
    case .palette: return Choice(number: Int32(paletteIndex ?? Palette.nearestOf256(color)))
    }
  }

  private func direct(_ color: Palette.RGB) -> Choice {
    let value = color.red << 16 | color.green << 8 | color.blue
    // 1...7 would be read as named colours; 8 is a black nobody can tell from them.
    return Choice(number: Int32(value == 0 ? 0 : max(8, value)))
  }
}
