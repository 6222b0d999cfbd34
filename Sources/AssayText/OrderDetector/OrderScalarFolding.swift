import Foundation

/// What a scalar is when words are compared.
enum OrderScalarFolding {
  /// No part of a word.
  static let separator: UInt32 = 0
  /// Not there at all: zero-width characters, marks, soft hyphens.
  static let nothing: UInt32 = 1

  /// In lower case without accents; letters of fullwidth and mathematical alphabets, in circles and squares are letters.
  static func folded(_ scalar: UInt32) -> UInt32 {
    if scalar < UInt32(low.count) { return low[Int(scalar)] }
    switch scalar {
    case 0x1E00...0x1EFF: return latinAdditional[Int(scalar - 0x1E00)]
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF,
      0x180B...0x180E:
      return nothing
    case 0x20D0...0x20FF: return nothing
    case 0x2460...0x2468: return 0x31 + scalar - 0x2460
    case 0x24B6...0x24CF: return 0x61 + scalar - 0x24B6
    case 0x24D0...0x24E9: return 0x61 + scalar - 0x24D0
    case 0x2000...0x2BFF, 0x3000...0x3004, 0x3007...0x303F, 0xFE30...0xFE6F: return separator
    case 0xFF10...0xFF19: return 0x30 + scalar - 0xFF10
    case 0xFF21...0xFF3A: return 0x61 + scalar - 0xFF21
    case 0xFF41...0xFF5A: return 0x61 + scalar - 0xFF41
    case 0xFF00...0xFFEF: return separator
    // Thirteen alphabets of 52 letters, then digits in five forms.
    case 0x1D400...0x1D6A3: return 0x61 + (scalar - 0x1D400) % 26
    case 0x1D7CE...0x1D7FF: return 0x30 + (scalar - 0x1D7CE) % 10
    case 0x1F130...0x1F149: return 0x61 + scalar - 0x1F130
    case 0x1F150...0x1F169: return 0x61 + scalar - 0x1F150
    case 0x1F170...0x1F189: return 0x61 + scalar - 0x1F170
    case 0x1F000...0x1FFFF: return separator
    default: return scalar
    }
  }

  /// The Latin letter that a Cyrillic or Greek one (folded) looks like; itself when it looks like none.
  static func latin(_ folded: UInt32) -> UInt32 { lookalikes[folded] ?? folded }

  static func isSpaceless(_ scalar: UInt32) -> Bool {
    (0x3040...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar)
      || (0xF900...0xFAFF).contains(scalar)
      || (0x3005...0x3006).contains(scalar)
  }

  static func isCyrillicOrGreek(_ folded: UInt32) -> Bool { (0x370...0x52F).contains(folded) }

  private static let low: [UInt32] = (0..<0x530).map { value in
    guard let scalar = Unicode.Scalar(UInt32(value)) else { return separator }
    if value < 0x80 {
      let isWord = scalar.properties.isAlphabetic || (0x30...0x39).contains(value)
      return isWord ? UInt32(String(scalar).lowercased().unicodeScalars.first!.value) : separator
    }
    if value == 0xAD || (0x300...0x36F).contains(value) { return nothing }
    return base(of: scalar)
  }

  private static let latinAdditional: [UInt32] = (0x1E00...0x1EFF).map {
    base(of: Unicode.Scalar(UInt32($0))!)
  }

  private static func base(of scalar: Unicode.Scalar) -> UInt32 {
    guard scalar.properties.isAlphabetic else { return separator }
    // й is a letter of its own.
    if scalar == "й" || scalar == "Й" { return 0x439 }
    let text = String(scalar).lowercased().decomposedStringWithCompatibilityMapping
    return text.unicodeScalars.first?.value ?? scalar.value
  }

  private static let lookalikes: [UInt32: UInt32] = {
    let pairs = [
      ("авсԁеѐгһіїјкӏмнорԛѕтуԝхуѵьзбо", "abcdeerhiijklmnopqstuwxyvb3bo"),
      ("αβγδεζηικλμνορτυχωϲϳ", "abydezniklmvoptuxwcj"),
    ]
    var result: [UInt32: UInt32] = [:]
    for (foreign, latin) in pairs {
      for (from, to) in zip(foreign.unicodeScalars, latin.unicodeScalars) { result[from.value] = to.value }
    }
    result[0x131] = 0x69
    result[0x261] = 0x67
    return result
  }()
}
