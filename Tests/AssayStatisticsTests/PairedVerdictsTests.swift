import AssayStatistics
import Testing

/// Reference values: `scipy.stats.bootstrap(method="BCa")` with 100,000 and more resamples; the exact p by going through
/// all 2¹¹ exchanges.
@Suite("Two judges on the same examples")
struct PairedVerdictsTests {
  /// How often each kind of accepted, kept by the first, kept by the second occurs.
  private static func rows(_ kinds: [(Bool, Bool, Bool, Int)]) -> (a: [Bool], f: [Bool], s: [Bool]) {
    let all = kinds.flatMap { kind in Array(repeating: kind, count: kind.3) }
    return (all.map(\.0), all.map(\.1), all.map(\.2))
  }

  private static let many = rows([
    (true, true, true, 60), (true, true, false, 9), (true, false, true, 4), (true, false, false, 7),
    (false, true, true, 8), (false, true, false, 14), (false, false, true, 3), (false, false, false, 25),
  ])
  private let paired = PairedVerdicts(accepted: many.a, first: many.f, second: many.s)

  @Test func asSciPyHasThem() throws {
    let cost = paired.costDifference()
    #expect(near(cost.value, -0.38461538461538464) && cost.n == 130)
    #expect(near(cost.interval?.lower, -0.71538, 0.025) && near(cost.interval?.upper, -0.1, 0.02))
    let caught = paired.difference(\.catchRate)
    #expect(near(caught.value, 0.22))
    #expect(near(caught.interval?.lower, 0.07143, 0.012) && near(caught.interval?.upper, 0.37255, 0.012))
  }

  @Test func mcNemarByVerdict() {
    #expect(paired.mcNemar == McNemar(onlyFirst: 12, onlySecond: 18))
    #expect(paired.mcNemarOfRejected == McNemar(onlyFirst: 3, onlySecond: 14))
    #expect(paired.mcNemarOfAccepted == McNemar(onlyFirst: 9, onlySecond: 4))
    #expect(paired.discordant.count == 30)
  }

  @Test("the exact p of the cost is that of all exchanges")
  func exactCost() {
    let rows = Self.rows([
      (true, true, false, 4), (true, false, true, 2), (false, false, true, 1), (false, true, false, 4),
      (true, true, true, 20), (false, false, false, 9),
    ])
    let paired = PairedVerdicts(accepted: rows.a, first: rows.f, second: rows.s)
    #expect(near(paired.costPValue(), 0.3408203125, 1e-12))
    // Where a bad one kept costs nothing more, it is McNemar's.
    #expect(near(paired.costPValue(ratio: 1), paired.mcNemar.pValue, 1e-12))
    let grouped = PairedVerdicts(
      accepted: rows.a, first: rows.f, second: rows.s, groups: Array(rows.a.indices))
    #expect(near(grouped.costPValue(), 0.3408203125, 0.015))
  }

  @Test("a group of copies counts as one: neither interval nor p gets better")
  func copies() throws {
    let many = Self.many
    func repeated(_ values: [Bool]) -> [Bool] { values + values + values }
    let tripled = PairedVerdicts(
      accepted: repeated(many.a), first: repeated(many.f), second: repeated(many.s),
      groups: Array(0..<130) + Array(0..<130) + Array(0..<130))
    let once = try #require(paired.costDifference().interval)
    let three = tripled.costDifference()
    #expect(near(three.value, -0.38461538461538464) && near(three.interval?.width, once.width, 0.03))
    #expect(near(tripled.costPValue(), paired.costPValue(), 0.01))
    let blind = PairedVerdicts(
      accepted: repeated(many.a), first: repeated(many.f), second: repeated(many.s))
    #expect(blind.costPValue() < paired.costPValue() / 10)
  }

  @Test("weights are those of the examples")
  func weighted() {
    let paired = PairedVerdicts(
      accepted: [false, true, true], first: [true, true, true], second: [false, false, true],
      inclusion: [1, 0.1, 0.5])
    // 5 saved once, 1 lost ten times, over a weight of 13.
    #expect(near(paired.costDifference(resamples: 100).value, 5.0 / 13))
    #expect(paired.mcNemar == McNemar(onlyFirst: 1, onlySecond: 1))
  }

  @Test("judges that never differ: nothing to tell")
  func same() {
    let same = PairedVerdicts(accepted: [true, false], first: [true, true], second: [true, true])
    #expect(same.costDifference().value == 0 && same.costDifference().interval == nil)
    #expect(same.costPValue() == 1 && same.examplesNeeded() == nil && same.mcNemar.cannotTell())
    let none = PairedVerdicts(accepted: [], first: [], second: [])
    #expect(none.costDifference().value == nil && none.costPValue() == 1)
    #expect(none.examplesNeeded() == nil)
  }

  @Test func examplesNeeded() {
    // ((1.96 + 0.8416) σ / μ)² = 170.917.
    #expect(paired.examplesNeeded() == 171)
  }

  @Test("equal judges are told apart no more often than the level")
  func falseAlarms() {
    var random = RepeatableGenerator(seed: 21)
    var (alarms, wide) = (0, 0)
    for trial in 0..<200 {
      let accepted = (0..<80).map { _ in random.next(below: 10) < 7 }
      func judge() -> [Bool] {
        accepted.map { $0 ? random.next(below: 10) < 8 : random.next(below: 10) < 3 }
      }
      let paired = PairedVerdicts(accepted: accepted, first: judge(), second: judge())
      if paired.costPValue() < 0.05 { alarms += 1 }
      let interval = paired.costDifference(resamples: 200, seed: UInt64(trial)).interval
      if let interval, !interval.contains(0) { wide += 1 }
    }
    // 5 % are 10; four standard errors are 12.
    #expect(alarms <= 22, "\(alarms) of 200")
    #expect(wide <= 22, "\(wide) of 200")
    #expect(alarms > 0)
  }
}
