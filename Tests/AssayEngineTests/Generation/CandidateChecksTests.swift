import AssayEngine
import AssayModel
import Testing

@Suite struct CandidateChecksTests {
  private typealias S = CheckSamples
  private let endpoints = ["big", "second", "small", "judge"].map(CheckSamples.endpoint)

  private func names(
    _ technique: Technique, verifier: String? = nil, weak: String? = nil, judge: JudgeDefinition? = nil,
    task: TaskSpecification = S.task
  ) throws(GenerationProblem) -> [String] {
    var order = S.order(technique)
    order.verifier = verifier
    order.weak = weak
    return try CandidateChecks.make(order: order, task: task, endpoints: endpoints, judge: judge).map(\.name)
  }

  @Test func eachTechniqueHasTheChecksThatItNeeds() throws {
    #expect(try names(.paraphrase) == [])
    for technique in Technique.allCases where technique != .adversarial && technique != .evaluationSet {
      #expect(try names(technique, verifier: "second", weak: "small") == ["label"])
    }
    #expect(try names(.evaluationSet, verifier: "second") == ["label", "difficulty"])
    #expect(try names(.evaluationSet, weak: "small") == ["difficulty"])
    #expect(try names(.evaluationSet) == [])
    #expect(try names(.adversarial, weak: "small") == ["adversarial"])
    #expect(try names(.adversarial, verifier: "second", weak: "small") == ["adversarial", "label"])
    // The attacked one cannot verify what it is attacked with.
    #expect(try names(.adversarial, verifier: "small", weak: "small") == ["adversarial"])
    #expect(try names(.adversarial, verifier: "second", judge: S.judge()) == ["adversarial", "label"])
    let free = TaskSpecification(name: "free", dimensions: S.task.dimensions)
    #expect(try names(.paraphrase, verifier: "second", task: free) == [])
    #expect(try names(.adversarial, judge: S.judge(), task: free) == ["adversarial"])
  }

  @Test func whatCannotBeCheckedIsSaid() {
    func fault(_ body: () throws(GenerationProblem) -> [String]) -> String? {
      do throws(GenerationProblem) {
        _ = try body()
        return nil
      } catch {
        return error.description
      }
    }
    #expect(
      fault { () throws(GenerationProblem) in try names(.paraphrase, verifier: "nobody") }
        == "the verifier \"nobody\" is not there; add a section [models.nobody] to assay.toml")
    #expect(
      fault { () throws(GenerationProblem) in try names(.adversarial) }?.contains("against somebody") == true)
    let free = TaskSpecification(name: "free")
    #expect(
      fault { () throws(GenerationProblem) in try names(.adversarial, weak: "small", task: free) }?
        .contains("no labels") == true)
    #expect(
      fault { () throws(GenerationProblem) in try names(.adversarial, judge: S.judge(models: ["gone"])) }?
        .contains("\"gone\" is not there") == true)
  }

  @Test func aTranslatorChecksNothing() {
    var order = S.order(.paraphrase)
    order.verifier = "mt"
    let translator = ModelEndpoint(name: "mt", dialect: .libreTranslate, url: "", model: "")
    #expect(throws: GenerationProblem.self) {
      try CandidateChecks.make(order: order, task: S.task, endpoints: [translator], judge: nil)
    }
  }

  @Test func whatNobodyChecksIsWarnedOf() {
    var order = S.order(.paraphrase)
    #expect(CandidateChecks.warnings(order: order, task: S.task).count == 1)
    order.verifier = "big"
    #expect(CandidateChecks.warnings(order: order, task: S.task).first?.contains("verifies its own") == true)
    order.verifier = "second"
    #expect(CandidateChecks.warnings(order: order, task: S.task).isEmpty)
    #expect(CandidateChecks.warnings(order: S.order(.evaluationSet), task: S.task).count == 1)
    #expect(CandidateChecks.warnings(order: S.order(.direct), task: S.task).isEmpty)
  }
}
