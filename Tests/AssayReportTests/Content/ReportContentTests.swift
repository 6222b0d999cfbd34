import AssayCalibration
import AssayModel
import AssayReport
import Foundation
import Testing

@Suite struct ReportContentTests {
  @Test func itSurvivesJSON() throws {
    let content = SampleReports.content
    let json = try JSONEncoder().encode(content)
    #expect(try JSONDecoder().decode(ReportContent.self, from: json) == content)
  }

  @Test func whatWasNotMeasuredIsNull() throws {
    let figure = try JSONEncoder().encode(ReportFigure(value: nil, n: 0))
    let object = try #require(JSONSerialization.jsonObject(with: figure) as? [String: Any])
    #expect(Set(object.keys) == ["value", "low", "high", "n"] && object["value"] is NSNull)
  }

  @Test func probesAndRepeatsAreToldApart() {
    var input = SampleReports.input()
    func probe(_ id: Int64, of origin: Int64, _ fault: Fault?) -> Probe {
      Probe(example: ExampleID(id), origin: ExampleID(origin), fault: fault, detail: "")
    }
    input.probes = [
      probe(41, of: 1, .truncated), probe(42, of: 2, nil), probe(3, of: 3, nil), probe(4, of: 4, nil),
    ]
    let data = ReportContent(input).data
    #expect(data.knownBadProbes == 1 && data.repeats == 1 && data.knownGoodProbes == 2)
  }

  @Test func aRepeatWithTheSameVerdictIsConsistent() throws {
    var input = SampleReports.input()
    input.probes = [
      Probe(example: ExampleID(41), origin: ExampleID(1), fault: nil, detail: ""),
      Probe(example: ExampleID(42), origin: ExampleID(2), fault: nil, detail: ""),
    ]
    let verdicts: [(Int64, Decision.Action)] = [(1, .accept), (2, .accept), (41, .accept), (42, .reject)]
    input.log = DecisionLog(
      verdicts.enumerated().map { index, item in
        Decision(
          id: DecisionID(Int64(index + 1)), uuid: "\(index)", step: DecisionID(Int64(index + 1)),
          example: ExampleID(item.0), reviewer: "ana", action: item.1, at: Int64(index), blind: true)
      })
    let reviewer = try #require(ReportContent(input).people.reviewers.first)
    #expect(reviewer.repeatsAgreed.value == 0.5 && reviewer.repeatsAgreed.n == 2)
    // Copies are no part of what was decided.
    #expect(reviewer.verdicts == 2)
  }

  @Test func drawsSayHowLikelyEachExampleWas() throws {
    var input = SampleReports.input()
    input.draws = [
      SampleDraw(
        id: 1, strategy: .stratified, judge: nil, seed: 7, population: 40, reviewer: "ana", at: 0,
        examples: [
          DrawnExample(example: ExampleID(1), probability: 0.1, reason: ""),
          DrawnExample(example: ExampleID(2), probability: 0.4, reason: ""),
          DrawnExample(example: ExampleID(3), role: .probe, probability: nil, reason: ""),
        ])
    ]
    let draw = try #require(ReportContent(input).set.draws.first)
    #expect(draw.drawn == 2 && draw.probes == 1 && draw.lowestChance == 0.1 && draw.highestChance == 0.4)
    #expect(MarkdownReport(ReportDocument(ReportContent(input))).text.contains("10.00 to 40.00\u{A0}%"))
  }

  @Test func versionsKeepTheirMeasurements() throws {
    var data = SampleReports.data()
    data.history = [
      Measurement(
        judge: JudgeID(1), rule: .mean(atLeast: 4), split: .dev, setHash: "abc", n: 14, truePositives: 6,
        falsePositives: 2, trueNegatives: 4, falseNegatives: 2, kappa: nil, expectedCost: 0.86,
        rejectRate: 0.43, author: "ana", at: 5)
    ]
    let version = try #require(ReportContent(SampleReports.input(data)).versions.first)
    #expect(version.measured.first?.catchRate.n == 6 && version.measured.first?.setHash == "abc")
  }
}
