import AssayModel
import AssayWorkbench
import Testing

@Suite("Judges that do not look")
struct ProbeBlindnessTests {
  private func tally(bad: (n: Int, caught: Int), good: (n: Int, kept: Int)) -> ProbeTally {
    var tally = ProbeTally()
    tally.bad = .init(n: bad.n, right: bad.caught)
    tally.good = .init(n: good.n, right: good.kept)
    return tally
  }

  @Test("one that drops everything catches all bad ones and is told on all the same")
  func dropsEverything() {
    let blind = tally(bad: (20, 20), good: (20, 0)).blindness
    #expect(
      blind
        == "nothing shows that this judge tells good from bad: it keeps 0 of 20 known-good and 0 of 20 known-bad probes"
    )
    #expect(tally(bad: (20, 0), good: (20, 20)).blindness != nil)
  }

  @Test("one that tells them apart is not, nor one of which nothing is known")
  func quiet() {
    #expect(tally(bad: (20, 17), good: (20, 18)).blindness == nil)
    #expect(tally(bad: (20, 17), good: (0, 0)).blindness == nil)
    #expect(ProbeTally().blindness == nil)
  }

  @Test("few probes tell nothing")
  func few() {
    #expect(tally(bad: (2, 2), good: (3, 0)).blindness == nil)
  }
}
