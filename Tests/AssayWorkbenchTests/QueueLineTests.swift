import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Why an example is in the queue stands beside it, and tells neither of scores nor of probes.
@Suite struct QueueLineTests {
  private func person(_ reasons: [(Int64, DrawnExample.Role, String)]) -> Person {
    let host = MemoryHost((1...4).map { ("text \($0)", nil) })
    for example in 1...4 {
      host.judge(
        Int64(example), Judgement(judge: "j", scores: [DimensionScore(dimension: "accuracy", value: 2)]))
    }
    host.draws = [
      SampleDraw(
        id: 1, strategy: .informative, judge: nil, seed: 1, population: 4, reviewer: nil, at: 1,
        examples: reasons.map {
          DrawnExample(example: ExampleID($0.0), role: $0.1, probability: nil, reason: $0.2)
        })
    ]
    let person = Person(host, size: Size(rows: 36, columns: 120))
    person.press(.commandLine)
    person.type("sample")
    person.enter()
    return person
  }

  @Test func theReasonStandsBesideThePlace() {
    let person = person([
      (3, .drawn, "between two thresholds"), (1, .probe, "near the threshold"),
      (2, .drawn, "likely bad by the judge"),
    ])
    #expect(person.state.review.current == ExampleID(3))
    #expect(person.screen.contains("1 of 3 · between two thresholds"))
    person.press(.reject)
    #expect(person.screen.contains("2 of 3 · near the threshold"))
    #expect(!person.screen.lowercased().contains("probe"))
    person.press(.reject)
    #expect(person.screen.contains("3 of 3 · balances accepted and rejected ones"), "blind")
    person.press(.reject)
    person.press(.last)
    #expect(person.screen.contains("3 of 3 · balances accepted"), "decided")
    #expect(
      LinearText.example(person.state).contains("In the queue: 3 of 3 · balances accepted and rejected ones.")
    )
    person.press(.clearFilter)
    #expect(!person.screen.contains("likely bad"), "another list")
  }
}
