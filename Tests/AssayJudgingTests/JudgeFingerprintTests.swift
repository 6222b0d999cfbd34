import AssayModel
import Testing

@testable import AssayJudging

@Suite("The fingerprint of a judge")
struct JudgeFingerprintTests {
  private static let definition = JudgeDefinition(
    specification: JudgeSpecification(name: "judge", models: ["local"]),
    models: [.init(endpoint: "local", model: "qwen2.5-14b", family: "qwen")],
    template: "{{example}}", task: "Classify.", labels: ["a", "b"],
    dimensions: [AssayModel.Dimension(name: "clarity")],
    shots: [
      .init(fields: [TextField(name: "text", text: "x")], label: "a", scores: ["clarity": 4.5], reason: nil)
    ])

  private func changed(_ change: (inout JudgeDefinition) -> Void) -> [UInt8] {
    var definition = Self.definition
    change(&definition)
    return definition.fingerprint
  }

  @Test("is the same on every machine and in every run")
  func stable() {
    let hex = Self.definition.fingerprint.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }
      .joined()
    #expect(hex == "363cef04968662464cdb61b6dc33bfc27b8876511566ea2d57be2053da9ccec2")
  }

  @Test("does not depend on names, nor on whether a default is written out")
  func names() {
    let same = Self.definition.fingerprint
    #expect(changed { $0.specification.name = "strict" } == same)
    #expect(changed { $0.specification.template = "other.mustache" } == same)
    #expect(changed { $0.specification.models = ["remote"] } == same)
    #expect(changed { $0.models[0].endpoint = "remote" } == same)
    #expect(changed { $0.specification.temperature = 0 } == same)
    #expect(changed { $0.specification.panel = .majority } == same)
    #expect(changed { $0.dimensions = $0.dimensions.map(DefaultAnchors.filled) } == same)
  }

  @Test("members with one model at several endpoints are kept apart, others stay who they are")
  func members() {
    var panel = Self.definition
    panel.models = ["a", "b", "c"].map { .init(endpoint: $0, model: $0 == "c" ? "n" : "m", family: "f") }
    panel.specification.models = ["a", "b", "c"]
    let members = panel.models.indices.map { panel.member($0) }
    #expect(members.map(\.definition.models) == panel.models.map { [$0] })
    #expect(members.map(\.definition.specification.models) == [["a"], ["b"], ["c"]])
    #expect(Set(members.map(\.fingerprint)).count == 3)
    #expect(members[2].fingerprint == members[2].definition.fingerprint)
  }

  @Test("depends on everything else")
  func everythingElse() {
    let all = [
      Self.definition.fingerprint,
      changed { $0.specification.calls = .separate },
      changed { $0.specification.scoring = .plain },
      changed { $0.specification.samples = 3 },
      changed { $0.specification.temperature = 0.2 },
      changed { $0.specification.neighbours = 1 },
      changed { $0.specification.reasons = false },
      changed { $0.models[0].model = "qwen2.5-7b" },
      changed { $0.models.append($0.models[0]) },
      changed {
        $0.models.append($0.models[0])
        $0.specification.panel = .majority
      },
      changed { $0.template += " " },
      changed { $0.task = "" },
      changed { $0.labels.reverse() },
      changed { $0.dimensions[0].name = "Clarity" },
      changed { $0.dimensions[0].maximum = 10 },
      changed { $0.dimensions[0].anchors = [1: "bad"] },
      changed { $0.shots = [] },
      changed { $0.shots[0].scores["clarity"] = 4 },
      changed { $0.shots[0].label = nil },
      changed { $0.shots[0].scores["clarity"] = .nan },
    ]
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.count == 32 })
  }
}
