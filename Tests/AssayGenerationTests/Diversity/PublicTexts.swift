import Foundation

/// Real texts of people and of models, in `../shared/data`; nil where the folder is missing.
enum PublicTexts {
  private static let folder: URL = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.deletingLastPathComponent().appending(path: "shared/data")
  }()

  /// Instructions that people wrote for self-instruct: seeds and user-oriented tasks.
  static var humanInstructions: [String]? {
    guard let seeds = rows("self_instruct/seed_tasks.jsonl"),
      let user = rows("self_instruct/user_oriented.jsonl")
    else { return nil }
    return Array(Set((seeds + user).compactMap { $0["instruction"] as? String })).sorted()
  }

  /// Answers to the user-oriented tasks, by a person (`target`) or a model.
  static func answers(by writer: String) -> [String]? {
    rows("self_instruct/user_oriented.jsonl")?.compactMap { row in
      writer == "target"
        ? row["target"] as? String : (row["responses"] as? [String: Any])?[writer] as? String
    }
    .filter { !$0.allSatisfy(\.isWhitespace) }
  }

  /// What a model of 135 million parameters wrote for twelve intents of banking77, as it came.
  static var generatedRequests: [(text: String, label: String)]? {
    rows("banking_generated/smollm2_135m.jsonl")?.compactMap { row in
      guard let text = row["text"] as? String, let label = row["label"] as? String else { return nil }
      return (text, label)
    }
  }

  /// What customers wrote for `labels`.
  static func humanRequests(labels: Set<String>) -> [String]? {
    guard let file = try? String(contentsOf: folder.appending(path: "banking77/train.csv"), encoding: .utf8)
    else { return nil }
    // Rows whose quoted text holds line breaks are left out: no other reader is at hand here.
    return file.split(whereSeparator: \.isNewline).compactMap { line in
      guard let comma = line.lastIndex(of: ","), labels.contains(String(line[line.index(after: comma)...]))
      else { return nil }
      let text = line[..<comma].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
      return text.isEmpty ? nil : text.replacingOccurrences(of: "\"\"", with: "\"")
    }
  }

  private static func rows(_ path: String) -> [[String: Any]]? {
    guard let file = try? Data(contentsOf: folder.appending(path: path)) else { return nil }
    return file.split(separator: 0x0A).compactMap {
      (try? JSONSerialization.jsonObject(with: Data($0))) as? [String: Any]
    }
  }
}
