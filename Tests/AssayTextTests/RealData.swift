import Foundation

/// Public data sets that lie beside the repository (`../shared/data`);
/// tests that need them are skipped elsewhere, with ``reason``.
enum RealData {
  static let reason = "the public data sets are not beside the repository (../shared/data)"

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// The text fields of each line of a JSONL file, joined by spaces.
  static func texts(_ name: String, fields: [String]) throws -> [String] {
    try rows(name).map { row in fields.compactMap { row[$0] as? String }.joined(separator: " ") }
  }

  /// The objects of a JSONL file.
  static func rows(_ name: String) throws -> [[String: Any]] {
    try Data(contentsOf: url(name)).split(separator: 0x0A).map { line in
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] ?? [:]
    }
  }

  /// The lines of a text file.
  static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: url(name), encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func url(_ name: String) -> URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data").appendingPathComponent(name)
  }
}
