import AssayModel
import Testing

@Suite struct PipelineDefinitionTests {
  private func definition(_ count: Int, budget: Double? = nil, judge: String? = nil) -> PipelineDefinition {
    var generate = GenerateStage(technique: .direct, count: count)
    generate.budget = budget
    return PipelineDefinition(
      name: "p", budget: budget,
      stages: [
        PipelineStage(name: "generate", work: .generate(generate)),
        PipelineStage(name: "judge", work: .judge(JudgeStage(judge: judge, budget: budget))),
      ])
  }

  @Test func whatMayBeSpentIsNoChange() {
    #expect(definition(5, budget: 1).firstChange(from: definition(5, budget: 2)) == nil)
  }

  @Test func theFirstStageThatDiffersIsTheChange() {
    #expect(definition(5).firstChange(from: definition(6, judge: "a")) == 0)
    #expect(definition(5).firstChange(from: definition(5, judge: "a")) == 1)
  }

  @Test func aStageThatIsGoneIsAChangeAndOneMoreIsNone() {
    var longer = definition(5)
    longer.stages.append(PipelineStage(name: "dedupe", work: .dedupe))
    #expect(definition(5).firstChange(from: longer) == 2)
    #expect(longer.firstChange(from: definition(5)) == nil)
  }

  @Test func changesAreToldByTheirKeys() {
    let (old, new) = (definition(500), definition(600, judge: "strict"))
    #expect(new.stages[0].changes(from: old.stages[0]) == ["count was 500 and is 600"])
    #expect(new.stages[1].changes(from: old.stages[1]) == ["judge was not set and is strict"])
    #expect(old.stages[1].changes(from: new.stages[1]) == ["judge was strict and is not set"])
    #expect(old.stages[1].changes(from: old.stages[0]) == ["it was generate and is judge"])
  }
}
