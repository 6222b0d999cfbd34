import Foundation

enum JSONText {
  /// Sorted, so that the same value is the same text.
  static func text(_ value: [String: Any]) -> String {
    let data = try? JSONSerialization.data(
      withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}
