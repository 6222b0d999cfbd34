import AssayDuplicates
import AssayModel
import AssayStatistics
import AssayText
import Foundation

/// Finds pairs of a few texts.
struct Lexical {
  var settings = DuplicateSettings()
  var threads = 1
  var firstNew = 0
  var group: [UInt32]?

  init(_ methods: DuplicateMethod..., thresholds: [DuplicateMethod: Double] = [:]) {
    settings.methods = Set(methods)
    settings.thresholds = thresholds
  }

  func corpus(_ texts: [String]) throws -> LexicalCorpus {
    try LexicalCorpus(
      texts: texts.map { Array($0.utf8) }, fingerprinter: LexicalFingerprinter(settings), group: group,
      threads: threads)
  }

  func find(_ texts: [String], recallSample: Int = 0) throws -> LexicalFindings {
    try LexicalSearch(settings: settings, threads: threads).find(
      corpus(texts), firstNew: firstNew, recallSample: recallSample)
  }

  /// "0-2 exact 1.0" and so on.
  func pairs(_ texts: [String]) throws -> [String] {
    try find(texts).pairs.map {
      "\($0.first)-\($0.second) \($0.method) \(($0.similarity * 1000).rounded() / 1000)"
    }
  }
}

/// All pairs, compared one by one through `Set`: slow and plain.
struct BruteForce {
  let sets: [Set<UInt64>]

  init(_ texts: [String], words: Int = 3) {
    sets = texts.map { Set(Shingles.hashes(of: $0, size: words)) }
  }

  func jaccard(_ one: Int, _ other: Int) -> Double {
    let shared = sets[one].intersection(sets[other]).count
    let union = sets[one].count + sets[other].count - shared
    return union == 0 ? 0 : Double(shared) / Double(union)
  }

  func containment(_ one: Int, _ other: Int) -> Double {
    let smaller = min(sets[one].count, sets[other].count)
    return smaller == 0 ? 0 : Double(sets[one].intersection(sets[other]).count) / Double(smaller)
  }

  func pairs(where isWanted: (Int, Int) -> Bool) -> Set<[Int]> {
    var result = Set<[Int]>()
    for second in sets.indices {
      for first in 0..<second where isWanted(first, second) { result.insert([first, second]) }
    }
    return result
  }
}

/// Texts of random words, and near-copies of them with some words changed; no two equal.
enum RandomTexts {
  static func make(_ count: Int, seed: UInt64, vocabulary: Int = 400) -> [String] {
    var random = RepeatableGenerator(seed: seed)
    var texts: [[String]] = []
    var seen = Set<[String]>()
    func word() -> String { "w\(Int.random(in: 0..<vocabulary, using: &random))" }
    while texts.count < count {
      var words: [String]
      if texts.count > 5, Int.random(in: 0..<3, using: &random) > 0 {
        words = texts.randomElement(using: &random)!
        for _ in 0..<Int.random(in: 1...max(1, words.count / 12), using: &random) {
          words[Int.random(in: 0..<words.count, using: &random)] = word()
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
          words += (0..<Int.random(in: 1...40, using: &random)).map { _ in word() }
        }
      } else {
        words = (0..<Int.random(in: 3...60, using: &random)).map { _ in word() }
      }
      if seen.insert(words).inserted { texts.append(words) }
    }
    return texts.map { $0.joined(separator: " ") }
  }
}

/// Public data sets that lie beside the repository (`../shared/data`); tests that need
/// them are skipped elsewhere, with ``reason``.
enum RealData {
  static let reason = "the public data sets are not beside the repository (../shared/data)"

  static func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: url(name).path) }

  static func rows(_ name: String) throws -> [[String: Any]] {
    try Data(contentsOf: url(name)).split(separator: 0x0A).map {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any] ?? [:]
    }
  }

  static func lines(_ name: String) throws -> [String] {
    try String(contentsOf: url(name), encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
  }

  private static func url(_ name: String) -> URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data").appendingPathComponent(name)
  }
}
