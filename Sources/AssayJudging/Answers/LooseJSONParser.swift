/// Reads one value of ``LooseJSON`` after another.
struct LooseJSONParser {
  let bytes: [UInt8]
  var index = 0
  /// Whether the string that is read is an element of an array.
  var isInArray = false
  /// Whether the end of the text was reached before the end of a value.
  var isCut = false
  /// Whether lists have to hold whole elements: one that the end of the text cuts off is left out, and a name that runs
  /// into the next element is none.
  var wantsWholeElements = false
  /// What attempts that lead nowhere may read in all.
  private var budget: Int

  init(bytes: [UInt8]) {
    self.bytes = bytes
    budget = 4 * bytes.count + 4096
  }

  private static let deepest = 32

  /// The object or array that begins here; nil: none does, and `index` is of no meaning.
  mutating func container(depth: Int) -> LooseJSON? {
    guard depth < Self.deepest, budget > 0 else { return nil }
    let isObject = bytes[index] == UInt8(ascii: "{")
    index += 1
    return isObject ? object(depth: depth) : array(depth: depth)
  }

  private mutating func object(depth: Int) -> LooseJSON? {
    var members: [(key: String, value: LooseJSON)] = []
    while true {
      skipBlanks(commas: true)
      guard let byte = current else { return cut(members) }
      if byte == UInt8(ascii: "}") {
        index += 1
        return .object(members)
      }
      guard let key = key() else { return nil }
      skipBlanks()
      guard let colon = current, colon == UInt8(ascii: ":") || colon == UInt8(ascii: "=") else { return nil }
      index += 1
      if current == UInt8(ascii: ">") { index += 1 }
      skipBlanks()
      guard current != nil else { return cut(members) }
      isInArray = false
      guard let value = value(depth: depth) else { return nil }
      members.append((key, value))
    }
  }

  private mutating func array(depth: Int) -> LooseJSON? {
    var elements: [LooseJSON] = []
    while true {
      skipBlanks(commas: true)
      guard let byte = current else { return cut(elements) }
      if byte == UInt8(ascii: "]") {
        index += 1
        return .array(elements)
      }
      if byte == UInt8(ascii: "}") { return nil }
      isInArray = true
      guard let value = value(depth: depth) else {
        return wantsWholeElements && current == nil ? cut(elements) : nil
      }
      if wantsWholeElements, isCut { return .array(elements) }
      elements.append(value)
    }
  }

  /// The text ends inside of an object, or of an array.
  private mutating func cut(_ members: [(key: String, value: LooseJSON)]) -> LooseJSON? {
    isCut = true
    return members.isEmpty ? nil : .object(members)
  }

  private mutating func cut(_ elements: [LooseJSON]) -> LooseJSON? {
    isCut = true
    return elements.isEmpty && !wantsWholeElements ? nil : .array(elements)
  }

  private mutating func value(depth: Int) -> LooseJSON? {
    guard let byte = current else { return nil }
    if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return container(depth: depth + 1) }
    if let quote = quote() {
      let (text, content) = string(quote, isKey: false)
      return .string(text, content: content)
    }
    return scalar()
  }

  // MARK: Scalars

  private mutating func scalar() -> LooseJSON? {
    let start = index
    var end = index
    while let byte = current, !Self.endsScalar.contains(byte) {
      if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == byte { break }
      index += 1
      if byte != 0x20 && byte != 0x09 && byte != 0x0D { end = index }
    }
    spend(index - start)
    guard end > start else { return nil }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    switch text.lowercased() {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null", "none", "nil": return .null
    default: break
    }
    // Not what Swift takes for a number besides: "inf", "nan", "0x4".
    if end - start < 32, text.utf8.allSatisfy({ Self.numberBytes.contains($0) }), let number = Double(text) {
      let isWhole = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      return .number(number, isWhole: isWhole, range: start..<end)
    }
    return .bare(text, range: start..<end)
  }

  private static let endsScalar = Set(",}]{[\n\"".utf8)
  private static let numberBytes = Set("0123456789+-.eE".utf8)

  private mutating func key() -> String? {
    if let quote = quote() {
      let name = string(quote, isKey: true).text
      return wantsWholeElements && name.utf8.contains { $0 == 0x7B || $0 == 0x7D } ? nil : name
    }
    let start = index
    while let byte = current, Self.isNameByte(byte), index - start < 100 { index += 1 }
    spend(index - start)
    return index > start ? String(decoding: bytes[start..<index], as: UTF8.self).trimmed : nil
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
      || byte == UInt8(ascii: ".")
  }

  // MARK: Bytes

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func spend(_ count: Int) { budget -= count + 1 }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// White space and comments.
  private mutating func skipBlanks(commas: Bool = false) {
    let start = index
    while let byte = current {
      if Self.isBlank(byte) || commas && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")) {
        index += 1
      } else if byte == UInt8(ascii: "/"), index + 1 < bytes.count, bytes[index + 1] == byte {
        while let inner = current, inner != 0x0A { index += 1 }
      } else if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0xA0 {
        index += 2
      } else {
        break
      }
    }
    spend(index - start)
  }
}
