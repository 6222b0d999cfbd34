/// Writes JSON.
public enum JSONText {
  /// A string with quotes and escapes. Letters of all scripts stay as they are; control characters and
  /// the two line separators are escaped.
  public static func string(_ text: String) -> String {
    var copy = text
    guard copy.withUTF8(needsEscape) else { return "\"" + text + "\"" }
    var result = "\""
    result.reserveCapacity(text.utf8.count + 2)
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
    return result + "\""
  }

  /// Whether any byte may begin something that is escaped; 0xE2 begins the two line separators.
  private static func needsEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains { byte in
      byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7f || byte == 0xe2
    }
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
      result += string(name)
      result += ": "
      result += value
    }
    return result + "}"
  }

  public static func array(_ values: [String]) -> String { "[" + values.joined(separator: ", ") + "]" }
}
