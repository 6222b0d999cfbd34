import AssayEngine
import AssayModel
import Testing

@Suite struct RunChainsTests {
  private func run(_ id: Int64, _ kind: Run.Kind, _ state: Run.State, _ parameters: String) -> Run {
    Run(
      id: RunID(id), kind: kind, title: "t", state: state, parameters: parameters, startedAt: id,
      updatedAt: id,
      process: 1, host: "h")
  }

  private func judging(_ fingerprint: String, budget: Double? = nil) -> String {
    let limit = budget.map { ",\"budget\":\($0)" } ?? ""
    return
      "{\"judge\":\"j\",\"fingerprint\":\"\(fingerprint)\",\"selection\":\"unjudged\",\"isFresh\":false,\"samples\":1,"
      + "\"includesProbes\":true\(limit)}"
  }

  private func links(_ runs: [Run]) -> [Int64: Int64] {
    Dictionary(
      RunChains.linked(runs).compactMap { run in run.continuedBy.map { (run.id.rawValue, $0.rawValue) } },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func aRunThatWasBrokenOffIsLinkedToTheNextOfTheSameWork() {
    let runs = [
      run(5, .judge, .finished, judging("a")), run(4, .judge, .cancelled, judging("b")),
      run(3, .judge, .cancelled, judging("a", budget: 2)), run(2, .judge, .interrupted, judging("a")),
      run(1, .judge, .finished, judging("a")),
    ]
    #expect(links(runs) == [2: 3, 3: 5])
    #expect(links(runs.reversed()) == [2: 3, 3: 5])
  }

  @Test func whatCannotBeReadIsLinkedToNothing() {
    #expect(links([run(2, .judge, .finished, "{}"), run(1, .judge, .cancelled, "{}")]).isEmpty)
    #expect(links([run(2, .probes, .finished, "{}"), run(1, .probes, .cancelled, "{}")]).isEmpty)
  }
}
