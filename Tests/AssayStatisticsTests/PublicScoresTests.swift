import AssayStatistics
import Foundation
import Testing

/// Every measure of judge against person on public scores (SummEval: 9 judges, HANNA: 20), against what SciPy,
/// scikit-learn and the `krippendorff` package give for them. Skipped where the data are not there.
@Suite(
  .enabled(if: PublicScores.areThere, "the public data sets are not beside the repository (../shared/data)"))
struct PublicScoresTests {
  @Test(arguments: ["summeval", "hanna"])
  func judgesAgainstPeople(set: String) throws {
    let data = try PublicScores(set)
    let judges = try #require(data.oracle["judges"] as? [String: [String: [String: Any]]])
    var compared = 0
    for (judge, dimensions) in judges {
      for (dimension, expected) in dimensions {
        let (groups, human, model) = try data.pairs(judge: judge, dimension: dimension)
        try expectScores(human, model, groups, as: expected, "\(judge) \(dimension)")
        try expectMatrix(human, model, as: expected, "\(judge) \(dimension)")
        try expectVerdicts(human, model, as: expected, "\(judge) \(dimension)")
        compared += 1
      }
    }
    #expect(compared == (set == "summeval" ? 9 * 5 : 20 * 7))
  }

  private func expectScores(
    _ human: [Double], _ judge: [Double], _ groups: [String], as expected: [String: Any], _ place: String
  ) throws {
    let agreement = ScoreAgreement(human: human, judge: judge)
    #expect(agreement.n == expected["n"] as? Int, "\(place)")
    try expectEqual(agreement.pearson, expected["pearson"], place)
    try expectEqual(agreement.spearman, expected["spearman"], place)
    try expectEqual(agreement.kendall, expected["kendall_tau_b"], place)
    try expectEqual(agreement.meanAbsoluteError, expected["mae"], place)
    try expectEqual(agreement.bias, expected["bias_judge_minus_human"], place)
    let inside = GroupedCorrelation(groups: groups, human: human, judge: judge)
    let means = try #require(expected["per_document_mean"] as? [String: Any])
    try expectEqual(inside.pearson, means["pearson"], place)
    try expectEqual(inside.spearman, means["spearman"], place)
    try expectEqual(inside.kendall, means["kendall_tau_b"], place)
    #expect(
      inside.groupsUsed == means["groups_used"] as? Int && inside.groups == means["groups_total"] as? Int)
  }

  private func expectMatrix(
    _ human: [Double], _ judge: [Double], as expected: [String: Any], _ place: String
  ) throws {
    let matrix = ScoreMatrix(human: human, judge: judge, scale: 1...5)
    #expect(matrix.rows == expected["rounded_matrix_human_by_judge"] as? [[Int]], "\(place)")
    try expectEqual(matrix.kappa(), expected["kappa_unweighted"], place)
    try expectEqual(matrix.kappa(.linear), expected["kappa_linear"], place)
    try expectEqual(matrix.kappa(.quadratic), expected["kappa_quadratic"], place)
  }

  private func expectVerdicts(
    _ human: [Double], _ judge: [Double], as expected: [String: Any], _ place: String
  ) throws {
    let binary = try #require(expected["binary_at_4"] as? [String: Any])
    var matrix = ConfusionMatrix()
    for (person, model) in zip(human, judge) where !person.isNaN && !model.isNaN {
      matrix.add(accepted: person >= 4, kept: model >= 4)
    }
    let counts = [
      matrix.truePositives, matrix.falsePositives, matrix.falseNegatives, matrix.trueNegatives,
    ]
    #expect(counts == ["tp", "fp", "fn", "tn"].map { binary[$0] as? Int ?? -1 }, "\(place)")
    try expectEqual(matrix.catchRate, binary["catch_rate"], place)
    try expectEqual(matrix.precision, binary["precision"], place)
    try expectEqual(matrix.kappa, binary["kappa"], place)
    let ends = try #require(binary["catch_rate_wilson95"] as? [Double])
    let interval = try #require(matrix.catchProportion.wilson())
    try expectEqual(interval.lower, ends[0], place)
    try expectEqual(interval.upper, ends[1], place)
  }

  @Test(arguments: ["summeval", "hanna"])
  func peopleAmongThemselves(set: String) throws {
    let data = try PublicScores(set)
    let oracle = try #require(data.oracle["human_raters"] as? [String: [String: Any]])
    #expect(oracle.count == (set == "summeval" ? 4 : 6))
    for (dimension, expected) in oracle {
      let table = RatingTable(units: data.ratings(dimension))
      try expectEqual(table.alpha(.ordinal), expected["alpha_ordinal"], dimension)
      try expectEqual(table.alpha(.interval), expected["alpha_interval"], dimension)
    }
  }

  @Test(arguments: ["summeval", "hanna"])
  func judgesAmongThemselves(set: String) throws {
    let data = try PublicScores(set)
    let oracle = try #require(data.oracle["mcnemar_mean_of_dimensions_at_4"] as? [String: [String: Any]])
    for (pair, expected) in oracle {
      let names = pair.components(separatedBy: " vs ")
      let (_, human, first) = try data.pairs(judge: names[0], dimension: "mean_of_dimensions")
      let (_, _, second) = try data.pairs(judge: names[1], dimension: "mean_of_dimensions")
      var (onlyFirst, onlySecond) = (0, 0)
      for index in human.indices where !first[index].isNaN && !second[index].isNaN {
        let truth = human[index] >= 4
        let right = ((first[index] >= 4) == truth, (second[index] >= 4) == truth)
        if right.0 && !right.1 { onlyFirst += 1 }
        if right.1 && !right.0 { onlySecond += 1 }
      }
      let test = McNemar(onlyFirst: onlyFirst, onlySecond: onlySecond)
      #expect(test.onlyFirst == expected["only_first_right"] as? Int, "\(pair)")
      #expect(test.onlySecond == expected["only_second_right"] as? Int, "\(pair)")
      let p = try #require(expected["p_exact_two_sided"] as? Double)
      #expect(abs(test.pValue - p) <= 1e-5 * p, "\(pair): \(test.pValue) and \(p)")
    }
  }

  /// To the six decimals that are kept; what is null there is nil here.
  private func expectEqual(_ value: Double?, _ expected: Any?, _ place: String) throws {
    guard let expected = expected as? Double else {
      #expect(value == nil, "\(place)")
      return
    }
    #expect(abs(try #require(value, "\(place)") - expected) < 0.000_001, "\(place)")
  }
}

private struct PublicScores {
  let oracle: [String: Any]
  private let items: [[String: Any]]
  private var scores: [String: [String: [String: Any]]] = [:]
  private let group: String

  static var areThere: Bool { FileManager.default.fileExists(atPath: url("oracles.json").path) }

  init(_ set: String) throws {
    let all = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.url("oracles.json")))
    oracle = try #require((all as? [String: Any])?[set] as? [String: Any])
    group = set == "summeval" ? "doc_id" : "prompt_no"
    items = try Self.rows(set == "summeval" ? "summeval/summaries.jsonl" : "hanna/ratings.jsonl")
    for row in try Self.rows("\(set)/judgements.jsonl") {
      let judge = "\(row["judge"]!)/\(row["prompt"]!)"
      scores[judge, default: [:]]["\(row["id"]!)"] = row["scores"] as? [String: Any]
    }
  }

  /// Item by item; NaN: no score.
  func pairs(
    judge: String, dimension: String
  ) throws -> (groups: [String], human: [Double], judge: [Double]) {
    let given = try #require(scores[judge])
    let groups = items.map { "\($0[group]!)" }
    let human = items.map { Self.value($0["human"] as? [String: Any], dimension) }
    return (groups, human, items.map { Self.value(given["\($0["id"]!)"], dimension) })
  }

  func ratings(_ dimension: String) -> [[Double]] {
    items.map { item in
      (item["experts"] ?? item["raters"] as Any) as? [[String: Any]] ?? []
    }.map { $0.compactMap { ($0[dimension] as? NSNumber)?.doubleValue } }
  }

  private static func value(_ scores: [String: Any]?, _ dimension: String) -> Double {
    guard let scores else { return .nan }
    guard dimension == "mean_of_dimensions" else {
      return (scores[dimension] as? NSNumber)?.doubleValue ?? .nan
    }
    let values = scores.values.map { ($0 as? NSNumber)?.doubleValue ?? .nan }
    return (values.sorted().reduce(0, +) / Double(values.count) * 1e9).rounded() / 1e9
  }

  private static func rows(_ name: String) throws -> [[String: Any]] {
    try Data(contentsOf: url(name)).split(separator: 0x0A).map {
      try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
    }
  }

  private static func url(_ name: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/data/\(name)")
  }
}
