import AssayCalibration
import AssayModel
import Testing

@Suite struct DefinitionChangeTests {
  private let base = JudgeDefinition(
    specification: JudgeSpecification(models: ["local"]),
    models: [.init(endpoint: "local", model: "qwen", family: "qwen")], template: "x", task: "t",
    labels: ["a"], dimensions: [Dimension(name: "accuracy"), Dimension(name: "clarity")])

  private func shot(_ text: String) -> JudgeDefinition.Shot {
    .init(fields: [TextField(name: "text", text: text)], label: nil, scores: ["accuracy": 3], reason: nil)
  }

  private func changes(
    _ old: JudgeDefinition? = nil, _ change: (inout JudgeDefinition) -> Void
  ) -> [DefinitionChange] {
    var new = old ?? base
    change(&new)
    return DefinitionChange.between(old ?? base, new)
  }

  @Test func theSameDefinitionHasNone() {
    #expect(changes { _ in }.isEmpty)
    // What it is called and where its files are decide nothing.
    #expect(
      changes {
        $0.specification.name = "strict"
        $0.specification.template = "other.mustache"
      }.isEmpty)
    #expect(changes { $0.template = "y" }.isEmpty)
  }

  @Test func eachPartIsALineOfItsOwn() {
    #expect(changes { $0.models[0].model = "gpt" } == [.init(name: "model", old: "qwen", new: "gpt")])
    #expect(changes { $0.labels.append("b") } == [.init(name: "labels", old: "a", new: "a, b")])
    #expect(
      changes { $0.dimensions[0].anchors = [1: "bad"] }
        == [.init(name: "accuracy", old: "1-5", new: "1-5; 1: bad")])
    #expect(changes { $0.dimensions.removeLast() } == [.init(name: "clarity", old: "1-5", new: nil)])
    #expect(changes { $0.dimensions.reverse() }.map(\.name) == ["dimensions"])
    #expect(changes { $0.specification.reasons = false } == [.init(name: "reasons", old: "yes", new: "no")])
  }

  /// Three samples at no temperature of their own are asked at 0.7.
  @Test func theTemperatureIsTheOneThatIsAsked() {
    #expect(changes { $0.specification.samples = 3 }.map(\.name) == ["samples", "temperature"])
    #expect(changes { $0.specification.temperature = 0 }.isEmpty)
  }

  @Test func shotsAreCounted() {
    #expect(changes { $0.shots = [shot("1")] } == [.init(name: "shots", old: "0", new: "1")])
    var two = base
    two.shots = [shot("1"), shot("2")]
    #expect(changes(two) { $0.shots[1] = shot("3") }.first?.new == "2 (1 of them others)")
    #expect(changes(two) { $0.shots.reverse() }.first?.new == "2 in another order")
  }

  @Test func rulesAreCompared() {
    let changes = DefinitionChange.between(
      base, base, oldRule: .mean(atLeast: 4), newRule: .minimums(["accuracy": 3, "clarity": 2.5]))
    #expect(changes == [.init(name: "rule", old: "mean >= 4", new: "accuracy >= 3, clarity >= 2.5")])
  }
}
