import AssayModel
import Foundation

/// The shots of a judge version as a file of their own, a JSON object a line: texts in their order under whatever names,
/// which rows as imports have them cannot always say, and numbers to the last digit.
enum ShotsFile {
  /// What adopting a version writes, unless the name is taken.
  static let name = "judge-shots.jsonl"

  /// One line for each shot.
  static func text(_ shots: [JudgeDefinition.Shot]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try shots.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
  }

  /// The shots of a text in this form; nil: it has another one.
  static func shots(in text: String) -> [JudgeDefinition.Shot]? {
    let decoder = JSONDecoder()
    var shots: [JudgeDefinition.Shot] = []
    for line in text.split(separator: "\n") where !line.allSatisfy(\.isWhitespace) {
      guard let shot = try? decoder.decode(JudgeDefinition.Shot.self, from: Data(line.utf8)) else {
        return nil
      }
      shots.append(shot)
    }
    return shots.isEmpty ? nil : shots
  }

  /// The shots of a file in this form; nil: it has another one, or is not there.
  static func read(_ path: String) throws -> [JudgeDefinition.Shot]? {
    guard path.hasSuffix(".jsonl"), let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(validating: data, as: UTF8.self).flatMap(shots(in:))
  }
}
