import AssayGeneration
import AssayModel
import Testing

@Suite struct QuotaOrderTests {
  private let labels = (0..<77).map { "label \($0)" }

  private func order(
    _ count: Int, _ labels: GenerationOrder.LabelShares, _ difficulty: [String: Double] = [:]
  ) -> GenerationOrder {
    var order = GenerationOrder(technique: .direct, count: count, model: "m")
    order.labels = labels
    order.difficulty = difficulty
    return order
  }

  @Test(arguments: [1, 76, 77, 231, 500, 1_000, 9_999])
  func labelsAndDifficultiesBothAddUp(count: Int) {
    let shares = ["hard": 0.2, "easy": 0.3, "medium": 0.5]
    let plan = QuotaPlan(order(count, .balanced, shares), labels: labels)
    #expect(plan.wanted == count)
    let byLabel = Dictionary(grouping: plan.quotas) { $0.label! }.mapValues {
      $0.reduce(0) { $0 + $1.wanted }
    }
    let expected = QuotaPlan.deal(count, over: labels.map { _ in 1 })
    for (label, number) in zip(labels, expected) { #expect(byLabel[label] ?? 0 == number) }
    let byDifficulty = Dictionary(grouping: plan.quotas) { $0.difficulty! }.mapValues {
      $0.reduce(0) { $0 + $1.wanted }
    }
    let parts = QuotaPlan.deal(count, over: [0.3, 0.5, 0.2])
    for (name, number) in zip(["easy", "medium", "hard"], parts) {
      #expect(byDifficulty[name] ?? 0 == number)
    }
    // No cell is further than one from what its shares say.
    for quota in plan.quotas {
      let exact = Double(byLabel[quota.label!]!) * shares[quota.difficulty!]!
      #expect(abs(Double(quota.wanted) - exact) <= 1.0001, "\(quota), exact \(exact)")
    }
  }

  @Test func labelsFirstInTheOrderOfTheTask() {
    let plan = QuotaPlan(
      order(12, .shares(["b": 1, "a": 2, "zz": 1]), ["hard": 1, "easy": 1]), labels: ["b", "a"])
    #expect(plan.quotas.map(\.label) == ["b", "b", "a", "a", "zz", "zz"])
    #expect(plan.quotas.map(\.difficulty) == ["easy", "hard", "easy", "hard", "easy", "hard"])
    #expect(plan.wanted == 12)
  }

  @Test func countsSayHowManyThereAre() {
    let plan = QuotaPlan(order(500, .counts(["a": 100, "b": 50, "c": 0])), labels: ["a", "b"])
    #expect(
      plan.quotas == [
        Quota(label: "a", difficulty: nil, wanted: 100), Quota(label: "b", difficulty: nil, wanted: 50),
      ])
  }

  @Test func withoutLabelsThereIsOneCell() {
    #expect(
      QuotaPlan(order(7, .free), labels: ["a"]).quotas == [Quota(label: nil, difficulty: nil, wanted: 7)])
    #expect(
      QuotaPlan(order(7, .balanced), labels: []).quotas == [Quota(label: nil, difficulty: nil, wanted: 7)])
    #expect(QuotaPlan(order(0, .free), labels: []).quotas.isEmpty)
    #expect(QuotaPlan(order(-3, .balanced), labels: ["a"]).quotas.isEmpty)
  }
}
