/// Keys for known-bad probes, in the form that the key of their origin has, so that a person who reviews cannot tell
/// them by it. The same bits give the same keys.
struct ProbeKey {
  private var state: UInt64

  /// The numbers of a key that differ from row to row, counted from the left; nil: all of them, as far as is known.
  private let varying: Set<Int>?

  /// - Parameters:
  ///   - seed: decides on the keys.
  ///   - neighbours: keys of rows around, which tell which of a key's numbers count: the 2 of "smollm2-17" does not.
  init(seed: UInt64, neighbours: [String] = []) {
    state = seed
    let numbers = neighbours.map(Self.numbers)
    guard let count = numbers.first?.count, count > 1, numbers.count > 2,
      numbers.allSatisfy({ $0.count == count })
    else {
      varying = nil
      return
    }
    let variety = (0..<count).map { place in Set(numbers.map { $0[place] }).count }
    let most = variety.max() ?? 1
    varying = most == 1 ? nil : Set((0..<count).filter { variety[$0] * 2 > most })
  }

  private static func numbers(in key: String) -> [Substring] {
    key.split { !($0.isASCII && $0.isNumber) }
  }

  /// The next key to try. A content hash becomes another one (without its `#2`); in any other key the digits
  /// change; with each failed try there is one digit more now and then, so that a free one is found soon.
  mutating func next(like key: String, attempt: Int) -> String {
    let stem = key.prefix { $0 != "#" }
    if stem.utf8.count == 32, stem.utf8.allSatisfy(Self.isHex) {
      return String((0..<32).map { _ in Self.hexDigits[Int(random() & 15)] })
    }
    var result = ""
    var isAfterDigit = false
    var number = -1
    for character in key {
      let isDigit = character.isASCII && character.isNumber
      if isDigit, !isAfterDigit { number += 1 }
      if isDigit, varying?.contains(number) ?? true {
        // A number keeps its length at first: no zero in front that was not there.
        let isFirst = !isAfterDigit && (character != "0" || attempt >= 8)
        result += String(isFirst ? 1 + random() % 9 : random() % 10)
        if !isAfterDigit { for _ in 0..<attempt / 8 { result += String(random() % 10) } }
      } else {
        result.append(character)
      }
      isAfterDigit = isDigit
    }
    if number < 0 {
      result += "-" + String(1 + random() % 9)
      for _ in 0..<attempt / 8 { result += String(random() % 10) }
    }
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
