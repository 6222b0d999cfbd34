import AssayEngine
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct GenerationJSONTests {
  private func object(_ verifier: String?, unverified: Int? = nil) throws -> [String: Any] {
    var tally = GenerationTally(technique: .direct, batch: "direct 1")
    tally.taken = 40
    tally.unverified = unverified
    var order = GenerationOrder(technique: .direct, count: 40, model: "one")
    order.verifier = verifier
    let outcome = GenerationStages.Outcome(
      generated: GenerationSummary(run: RunID(1), ending: .finished, tally: tally))
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let data = try encoder.encode(GenerationJSON(outcome: outcome, order: order))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func rate(_ object: [String: Any]) throws -> [String: Any] {
    try #require(object["flagged_rate"] as? [String: Any])
  }

  @Test func whereNobodyChecksNoRateOfFlagsIsClaimed() throws {
    let unchecked = try rate(object(nil))
    #expect(unchecked["value"] is NSNull && unchecked["high"] is NSNull && unchecked["n"] as? Int == 0)
    let checked = try rate(object("two"))
    #expect(checked["value"] as? Double == 0 && checked["n"] as? Int == 40)
  }

  @Test func labelsThatNobodyCouldVerifyAreNotCountedAsVerified() throws {
    let object = try object("two", unverified: 15)
    #expect(object["unverified"] as? Int == 15)
    #expect(try rate(object)["n"] as? Int == 25)
  }
}
