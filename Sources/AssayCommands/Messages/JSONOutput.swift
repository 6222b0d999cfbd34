import Foundation

/// The answer of a command for scripts.
enum JSONOutput {
  /// One JSON object, its keys in alphabetical order.
  static func print(_ value: some Encodable) throws { Console.output(try text(value)) }

  /// The same as a text.
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return safe(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// JSON in which what a terminal would act on, or what hides or turns round text, stands as an escape. Outside of
  /// strings JSON has no such characters but line breaks, so it says the same as before.
  static func safe(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: isEscaped) else { return json }
    var result = ""
    for scalar in json.unicodeScalars {
      guard isEscaped(scalar) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: return true
    default: return false
    }
  }
}
