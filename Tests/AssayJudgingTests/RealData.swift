import Foundation

/// Public data sets that lie beside the repository (`../shared/data`);
/// tests that need them are skipped elsewhere, with ``reason``.
enum RealData {
  static let reason = "the public data sets are not beside the repository (../shared/data)"

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  /// The objects of a JSONL file.
  static func rows<Row: Decodable>(_ name: String, as type: Row.Type) throws -> [Row] {
    try Data(contentsOf: url(name)).split(separator: 0x0A).map { line in
      try JSONDecoder().decode(type, from: Data(line))
    }
  }

  static func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  private static func url(_ name: String) -> URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data").appendingPathComponent(name)
  }
}
