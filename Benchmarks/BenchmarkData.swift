import AssayStatistics
import Foundation

/// Rows of realistic length and variety: sentences of the shipped samples in a seeded random order, with ids,
/// labels and the scores of a judge. Every thirtieth row repeats an earlier one but for a word.
struct BenchmarkData {
  private static let scores = ["relevance", "accuracy", "clarity", "diversity"]
  private static let labels = ["billing", "shipping", "account", "other"]
  private static let techniques = ["direct", "paraphrase", "edge-case"]
  let sentences: [String]

  /// - Parameter project: the folder that `sample-data` is in.
  init(project: URL) throws {
    var sentences: Set<String> = []
    for sample in ["instruction-following", "banking", "dialogues"] {
      let file = project.appendingPathComponent("sample-data/\(sample)/examples.jsonl")
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        for name in ["instruction", "input", "output", "text"] {
          let text = (row[name] as? String ?? "").replacingOccurrences(of: "\n", with: " ")
          for sentence in text.components(separatedBy: ". ") where (20...240).contains(sentence.count) {
            sentences.insert(sentence)
          }
        }
      }
    }
    self.sentences = sentences.sorted()
  }

  /// The path of a file of so many rows, which is made when it is not there.
  func file(rows count: Int, in folder: URL) throws -> URL {
    let file = folder.appendingPathComponent("rows-\(count).jsonl")
    if FileManager.default.fileExists(atPath: file.path) { return file }
    let aside = file.appendingPathExtension("new")
    _ = FileManager.default.createFile(atPath: aside.path, contents: nil)
    let handle = try FileHandle(forWritingTo: aside)
    var random = RepeatableGenerator(seed: 20_261_124)
    var text = ""
    var earlier: [String] = []
    for index in 0..<count {
      text += row(index, &earlier, &random)
      if text.utf8.count > 1 << 20 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
    try FileManager.default.moveItem(at: aside, to: file)
    return file
  }

  private func row(_ index: Int, _ earlier: inout [String], _ random: inout RepeatableGenerator) -> String {
    var output: String
    if index % 30 == 29 {
      output = earlier[Int(random.next(below: UInt64(earlier.count)))] + " indeed"
    } else {
      output = (0..<3).map { _ in pick(sentences, &random) }.joined(separator: ". ")
      if earlier.count < 512 { earlier.append(output) } else { earlier[index & 511] = output }
    }
    let scores = Self.scores.map { "\"\($0)\": \(1 + random.next(below: 5))" }.joined(separator: ", ")
    return """
      {"id": "ex-\(index + 1)", "instruction": \(Self.quoted(pick(sentences, &random))), "output": \(Self.quoted(output)), \
      "label": "\(pick(Self.labels, &random))", "technique": "\(pick(Self.techniques, &random))", \
      "batch": "batch \(index / 50_000 + 1)", "judgements": [{"judge": "judge-1", "scores": {\(scores)}, \
      "reason": \(Self.quoted(pick(sentences, &random)))}]}

      """
  }

  private func pick(_ items: [String], _ random: inout RepeatableGenerator) -> String {
    items[Int(random.next(below: UInt64(items.count)))]
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result += "\\" }
      if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
    }
    return result + "\""
  }
}
