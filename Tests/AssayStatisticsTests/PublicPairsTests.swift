import AssayStatistics
import Foundation
import Testing

/// The measures on public pairs with human truth (MRPC, STS-B), against what scikit-learn gives for them. The data
/// lie beside the repository (`../shared/data`); elsewhere these tests are skipped.
@Suite(
  .enabled(if: PublicPairs.areThere, "the public data sets are not beside the repository (../shared/data)"))
struct PublicPairsTests {
  @Test(
    arguments: ["mrpc", "stsb"],
    ["word_set", "word_3gram", "char_5gram"])
  func asScikitLearnMeasures(set: String, similarity: String) throws {
    let expected = try PublicPairs.oracle(set)
    let measure = try #require(expected[similarity] as? [String: Any])
    let pairs = try PublicPairs.read(set)
    let scores = pairs.map { PublicPairs.similarity(similarity, $0.first, $0.second) }
    let ranked = RankedRetrieval(scores: scores, truths: pairs.map(\.isDuplicate))
    #expect(ranked.n == expected["pairs"] as? Int)
    #expect(ranked.positives == expected["positives"] as? Int)
    try expectEqual(ranked.areaUnderCurve, measure["auc"])
    try expectEqual(ranked.averagePrecision, measure["average_precision"])
    let thresholds = try #require(measure["at"] as? [String: [String: Any]])
    #expect(thresholds.count == 4)
    for (threshold, values) in thresholds {
      let flagged = ranked.at(try #require(Double(threshold)))
      #expect(flagged.flagged == values["flagged"] as? Int)
      try expectEqual(flagged.precision.value, values["precision"])
      try expectEqual(flagged.recall.value, values["recall"])
    }
  }

  /// To the six decimals that are kept.
  private func expectEqual(_ value: Double?, _ expected: Any?) throws {
    let (value, expected) = (try #require(value), try #require(expected as? Double))
    #expect(abs(value - expected) < 0.000_000_6)
  }
}

private enum PublicPairs {
  struct Pair {
    var first: String
    var second: String
    var isDuplicate: Bool
  }

  static var areThere: Bool { FileManager.default.fileExists(atPath: url("oracles.json").path) }

  static func oracle(_ set: String) throws -> [String: Any] {
    let all = try JSONSerialization.jsonObject(with: Data(contentsOf: url("oracles.json"))) as? [String: Any]
    return try #require(all?[set] as? [String: Any])
  }

  static func read(_ set: String) throws -> [Pair] {
    try Data(contentsOf: url("\(set)/pairs.jsonl")).split(separator: 0x0A).map { line in
      let row = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
      let similarity = row["similarity"] as? Double
      let isDuplicate: Bool? = row["duplicate"] as? Bool ?? similarity.map { $0 >= 4 }
      return Pair(
        first: try #require(row["a"] as? String), second: try #require(row["b"] as? String),
        isDuplicate: try #require(isDuplicate as Bool?))
    }
  }

  /// The Jaccard similarity of the sets that `_how` in the file of expected values describes.
  static func similarity(_ name: String, _ first: String, _ second: String) -> Double {
    let (left, right) = (pieces(name, first), pieces(name, second))
    let union = left.union(right).count
    return union == 0 ? 0 : Double(left.intersection(right).count) / Double(union)
  }

  private static func pieces(_ name: String, _ text: String) -> Set<String> {
    let tokens = text.lowercased().unicodeScalars.split { scalar in
      !("a"..."z").contains(scalar) && !("0"..."9").contains(scalar)
    }.map(String.init)
    switch name {
    case "word_set": return Set(tokens)
    case "word_3gram": return grams(tokens, size: 3)
    default: return grams(Array(tokens.joined(separator: " ")).map(String.init), size: 5)
    }
  }

  private static func grams(_ pieces: [String], size: Int) -> Set<String> {
    if pieces.count < size { return pieces.isEmpty ? [] : [pieces.joined(separator: "\u{0}")] }
    return Set((0...(pieces.count - size)).map { pieces[$0..<($0 + size)].joined(separator: "\u{0}") })
  }

  private static func url(_ name: String) -> URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data").appendingPathComponent(name)
  }
}
