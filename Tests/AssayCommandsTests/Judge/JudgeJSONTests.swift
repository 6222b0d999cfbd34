import AssayEngine
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

/// Scripts read it: names, and null where nothing was measured.
@Suite struct JudgeJSONTests {
  private func object(_ summary: JudgeSummary, misses: [JudgeResult.Miss] = []) throws -> [String: Any] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try encoder.encode(
      JudgeJSON(result: JudgeResult(summary, title: "t", misses: misses, flagged: ["k"])))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func itHasThePromisedKeys() throws {
    let object = try object(JudgeReportTests.summary())
    let promised: Set = [
      "judged", "failed", "cached", "requests", "retries", "tokens_in", "tokens_out", "cost", "seconds",
      "requests_per_second", "probes",
    ]
    #expect(promised.isSubset(of: object.keys))
    #expect(object["judged"] as? Int == 9)
    #expect(object["requests_per_second"] as? Double == 2)
    #expect(object["cost"] as? Double == 0.0123)
    #expect(object["left"] as? Int == 2)
    #expect(object["ending"] as? String == "finished")
    #expect(object["flagged"] as? [String] == ["k"])
    let probes = try #require(object["probes"] as? [String: Any])
    #expect(Set(["known_bad", "caught", "catch_rate", "low", "high"]).isSubset(of: probes.keys))
  }

  @Test func whatCouldNotBeMeasuredIsNull() throws {
    var summary = JudgeReportTests.summary()
    summary.traffic = ChatTraffic()
    summary.traffic.cost = nil
    let object = try object(summary)
    #expect(object["cost"] is NSNull)
    #expect(object["requests_per_second"] is NSNull)
    let latency = try #require(object["latency"] as? [String: Any])
    #expect(latency["p50"] is NSNull)
    let probes = try #require(object["probes"] as? [String: Any])
    #expect(probes["known_bad"] as? Int == 0)
    for key in ["catch_rate", "low", "high"] { #expect(probes[key] is NSNull, "\(key)") }
  }

  @Test func faultsKeepTheirNames() throws {
    var summary = JudgeReportTests.summary()
    summary.probes.bad = .init(n: 4, right: 3)
    summary.probes.byFault = ["near label": .init(n: 4, right: 3)]
    let miss = JudgeResult.Miss(
      key: "k", fault: "near label", detail: "d", scores: [DimensionScore(dimension: "myScore", value: nil)])
    let probes = try #require(try object(summary, misses: [miss])["probes"] as? [String: Any])
    #expect(probes["catch_rate"] as? Double == 0.75)
    let faults = try #require(probes["by_fault"] as? [String: [String: Any]])
    #expect(faults["near label"]?["caught"] as? Int == 3)
    let misses = try #require(probes["misses"] as? [[String: Any]])
    #expect((misses.first?["scores"] as? [String: Any])?["myScore"] is NSNull)
  }
}
