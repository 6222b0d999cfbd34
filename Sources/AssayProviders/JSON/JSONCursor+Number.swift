extension JSONCursor {
  /// Steps over a number, or over what says that there is none.
  mutating func number() throws -> Number {
    skipSpace()
    if position < bytes.count, "nNI-".utf8.contains(bytes[position]) {
      for word in ["null", "NaN", "-NaN", "Infinity", "-Infinity"] where takeWord(word) { return .none }
    }
    let start = position
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    if isNegative { position += 1 }
    var (mantissa, exponent, digits): (UInt64, Int, Int) = (0, 0, 0)
    readDigits(&mantissa, &exponent, &digits, isFraction: false)
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      readDigits(&mantissa, &exponent, &digits, isFraction: true)
    }
    guard digits > 0 else {
      position = start
      throw unexpected(instead: "a number")
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") { try readExponent(&exponent) }
    let value = Self.scaled(Double(mantissa), exponent)
    return .number(isNegative ? -value : value)
  }

  // MARK: Parts

  /// Nineteen digits fit; those after them only move the point.
  private mutating func readDigits(
    _ mantissa: inout UInt64, _ exponent: inout Int, _ digits: inout Int, isFraction: Bool
  ) {
    while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
      if mantissa < 1_000_000_000_000_000_000 {
        mantissa = mantissa * 10 + UInt64(digit)
        if isFraction { exponent -= 1 }
      } else if !isFraction {
        exponent += 1
      }
      digits += 1
      position += 1
    }
  }

  private mutating func readExponent(_ exponent: inout Int) throws {
    position += 1
    var sign = 1
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
      sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
    }
    let start = position
    var power = 0
    while position < bytes.count, case let digit = bytes[position] &- 0x30, digit < 10 {
      power = min(100_000, power * 10 + Int(digit))
      position += 1
    }
    guard position > start else { throw unexpected() }
    exponent += sign * power
  }

  /// Within two units in the last place of a Double, far below what a Float can tell. Not `strtod`, which wants a
  /// comma in some locales.
  private static func scaled(_ mantissa: Double, _ exponent: Int) -> Double {
    var (value, rest) = (mantissa, exponent)
    if value == 0 { return 0 }
    while rest < 0, value != 0 {
      let step = min(22, -rest)
      value /= powers[step]
      rest += step
    }
    while rest > 0, value.isFinite {
      let step = min(22, rest)
      value *= powers[step]
      rest -= step
    }
    return value
  }

  /// The powers of ten that a Double holds exactly.
  private static let powers: [Double] = (0...22).map { power in
    (0..<power).reduce(1.0) { value, _ in value * 10 }
  }
}
