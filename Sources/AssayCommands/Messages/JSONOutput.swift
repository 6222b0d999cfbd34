import Foundation

/// The answer of a command for scripts.
enum JSONOutput {
  /// One JSON object, its keys in alphabetical order.
  static func print(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    Console.output(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}
