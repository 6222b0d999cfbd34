/// Keys for known-bad probes, in the form that the key of their origin has, so that a person who reviews cannot tell
/// them by it. The same bits give the same keys.
struct ProbeKey {
  private var state: UInt64

  /// - Parameter seed: decides on the keys.
  init(seed: UInt64) { state = seed }

  /// The next key to try. A content hash becomes another one (without its `#2`); in any other key the digits
  /// change; with each failed try there is one digit more now and then, so that a free one is found soon.
  mutating func next(like key: String, attempt: Int) -> String {
    let stem = key.prefix { $0 != "#" }
    if stem.utf8.count == 32, stem.utf8.allSatisfy(Self.isHex) {
      return String((0..<32).map { _ in Self.hexDigits[Int(random() & 15)] })
    }
    var result = ""
    var isAfterDigit = false
    var hasDigit = false
    for character in key {
      if character.isASCII, character.isNumber {
        // A number keeps its length: no zero in front that was not there.
        let isFirst = !isAfterDigit && character != "0"
        result += String(isFirst ? 1 + random() % 9 : random() % 10)
        isAfterDigit = true
        hasDigit = true
      } else {
        result.append(character)
        isAfterDigit = false
      }
    }
    if !hasDigit { result += "-" + String(1 + random() % 9) }
    for _ in 0..<attempt / 8 { result += String(random() % 10) }
    return result
  }

  private static let hexDigits = Array("0123456789abcdef")

  private static func isHex(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
    default: false
    }
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private mutating func random() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
