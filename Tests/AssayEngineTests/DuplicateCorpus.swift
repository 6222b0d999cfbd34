import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Synchronization

/// A workspace to search for near duplicates, and texts to put into it.
struct DuplicateCorpus {
  let workspace: Workspace

  init() throws { workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader) }

  /// Imports one text each as rows with the keys k0, k1 …
  func add(_ texts: [String], scores: [Double?] = []) throws {
    let writer = try workspace.beginImport(name: nil)
    let before = try workspace.exampleCount()
    for (index, text) in texts.enumerated() {
      let score = index < scores.count ? scores[index] : nil
      let row = ImportRow(
        key: "k\(before + index)", body: "{\"text\": \(JSONText.string(text))}",
        fields: [TextField(name: "text", text: text)],
        judgements: score.map {
          [Judgement(judge: "j", scores: [DimensionScore(dimension: "d", value: $0)])]
        } ?? [])
      _ = try writer.add(row, contentHash: Self.hash(before + index))
    }
    _ = try writer.finish()
  }

  /// Imports rows as a file would have them.
  func addRows(_ lines: [String]) throws {
    let files = try TemporaryFiles()
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    let summary = try ImportRun(
      workspace: workspace, sources: [.file(path)], options: ImportRun.Options(makesFingerprints: true)
    ).run()
    precondition(summary.isGood && summary.added == lines.count)
  }

  private static func hash(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }

  /// Texts of twelve words, of which every third is an earlier one with a word changed, a number, or nothing.
  static func planted(count: Int, seed: UInt64) -> [String] {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var texts: [[String]] = []
    for index in 0..<count {
      if index % 3 == 2 {
        var words = texts[random(texts.count)]
        switch random(3) {
        case 0: words[random(words.count)] = "word\(random(500))"
        case 1: words[0] = "\(random(9_999))"
        default: break
        }
        texts.append(words)
      } else {
        texts.append((0..<24).map { _ in String((0..<3).map { _ in "bdfgklmnprst".randomElement(random) }) })
      }
    }
    return texts.map { $0.joined(separator: " ") }
  }
}

extension String {
  fileprivate func randomElement(_ random: (Int) -> Int) -> Character {
    self[index(startIndex, offsetBy: random(count))]
  }
}

/// Vectors of letter counts, with a list of the texts that were embedded.
final class LetterModel: EmbeddingModel {
  let identity: String
  private let texts = Mutex<[String]>([])
  private let answer: @Sendable (Int, Embeddings) -> Embeddings

  /// - Parameter answer: what to make of an answer, by the number of the call, before it goes out.
  init(identity: String = "letters", answer: @escaping @Sendable (Int, Embeddings) -> Embeddings = { $1 }) {
    self.identity = identity
    self.answer = answer
  }

  var embedded: [String] { texts.withLock { $0 } }
  private let calls = Atomic<Int>(0)

  func embed(_ texts: [String]) throws -> Embeddings {
    self.texts.withLock { $0 += texts }
    var values: [Float] = []
    for text in texts {
      var row = [Float](repeating: 0, count: 26)
      for byte in text.lowercased().utf8 where (97...122).contains(byte) { row[Int(byte) - 97] += 1 }
      let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
      values += length == 0 ? row : row.map { $0 / length }
    }
    return answer(
      calls.wrappingAdd(1, ordering: .relaxed).oldValue, Embeddings(dimensions: 26, values: values))
  }
}
