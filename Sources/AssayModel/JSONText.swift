/// Writes JSON.
public enum JSONText {
  /// A string with quotes and escapes. Letters of all scripts stay as they are; control characters and
  /// the two line separators are escaped.
  public static func string(_ text: String) -> String {
    var result = ""
    append(text, to: &result)
    return result
  }

  /// Adds a string with quotes and escapes, as ``string(_:)`` gives it.
  public static func append(_ text: String, to result: inout String) {
    result.reserveCapacity(result.utf8.count + text.utf8.count + 4)
    result += "\""
    if text.utf8.withContiguousStorageIfAvailable(needsEscape) ?? true {
      appendEscaped(text, to: &result)
    } else {
      result += text
    }
    result += "\""
  }

  private static func appendEscaped(_ text: String, to result: inout String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f || (0x2028...0x2029).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether any byte may begin something that is escaped; 0xE2 begins the two line separators.
  private static func needsEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // All bytes, without a way out in the middle: so the compiler takes many at a time.
    var found: UInt8 = 0
    for byte in bytes {
      found |= byte < 0x20 ? 1 : 0
      found |= byte == UInt8(ascii: "\"") ? 1 : 0
      found |= byte == UInt8(ascii: "\\") ? 1 : 0
      found |= byte == 0x7f ? 1 : 0
      found |= byte == 0xe2 ? 1 : 0
    }
    return found != 0
  }

  /// The shortest number that reads back as the same; what is not finite becomes null.
  public static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }

  /// An object of members whose values are JSON already.
  public static func object(_ members: [(name: String, value: String)]) -> String {
    var result = "{"
    for (name, value) in members {
      if result.utf8.count > 1 { result += ", " }
      append(name, to: &result)
      result += ": "
      result += value
    }
    return result + "}"
  }

  public static func array(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }
}
