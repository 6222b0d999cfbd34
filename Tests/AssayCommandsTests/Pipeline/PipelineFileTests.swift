import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct PipelineFileTests {
  private static let task: TaskSpecification = {
    var task = TaskSpecification(name: "bank")
    task.models = [ModelEndpoint(name: "local", url: "http://127.0.0.1:1/v1", model: "m")]
    return task
  }()

  private func read(_ text: String) throws -> PipelineFile {
    try PipelineFile(text: text, name: "p.toml", folder: URL(fileURLWithPath: "/x"), task: Self.task)
  }

  private func mistakes(_ text: String) -> [String] {
    do {
      _ = try read(text)
      return []
    } catch {
      return "\(error)".split(separator: "\n").map(String.init).dropLast()
    }
  }

  private static let head = "[pipeline]\nname = \"p\"\n"

  @Test func everyKeyIsRead() throws {
    let file = try read(
      """
      [pipeline]
      name = "banking 1"
      budget = 5.0
      seed = 7
      [[stage]]
      kind = "seeds"
      file = "seeds.jsonl"
      heldout = "test.jsonl"
      batch = "mine"
      [[stage]]
      kind = "generate"
      technique = "edge-case"
      count = 500
      labels = { "lost card" = 300, refund = 200 }
      difficulty = { easy = 0.3, hard = 0.7 }
      model = "local"
      per_call = 10
      temperature = [0.7, 0.9]
      seeds_per_call = 3
      variants = ["sarcasm"]
      attributes = false
      wish = "short"
      budget = 1
      [[stage]]
      kind = "augment"
      name = "pivot"
      technique = "back-translation"
      count = 100
      from = "generate"
      pivots = ["German"]
      verifier = "local"
      [[stage]]
      kind = "judge"
      judge = "strict"
      samples = 3
      concurrency = 2
      budget = 2
      [[stage]]
      kind = "dedupe"
      [[stage]]
      kind = "sample"
      count = 50
      by = "balanced"
      bad_share = 0.4
      from = "dedupe"
      include_seeds = true
      """)
    var generate = GenerateStage(technique: .edgeCase, count: 500)
    generate.labels = "lost card=300,refund=200"
    generate.difficulty = ["easy": 0.3, "hard": 0.7]
    generate.model = "local"
    generate.perCall = 10
    generate.temperature = 0.7...0.9
    generate.seedsPerCall = 3
    generate.variants = ["sarcasm"]
    generate.drawsAttributes = false
    generate.wish = "short"
    generate.budget = 1
    var augment = GenerateStage(technique: .backTranslation, count: 100)
    augment.from = "generate"
    augment.variants = ["German"]
    augment.verifier = "local"
    #expect(
      file.definition
        == PipelineDefinition(
          name: "banking 1", budget: 5, seed: 7,
          stages: [
            PipelineStage(
              name: "seeds",
              work: .seeds(SeedsStage(file: "seeds.jsonl", heldOut: "test.jsonl", batch: "mine"))),
            PipelineStage(name: "generate", work: .generate(generate)),
            PipelineStage(name: "pivot", work: .augment(augment)),
            PipelineStage(
              name: "judge", work: .judge(JudgeStage(judge: "strict", samples: 3, concurrency: 2, budget: 2))),
            PipelineStage(name: "dedupe", work: .dedupe),
            PipelineStage(
              name: "sample",
              work: .sample(
                SampleStage(
                  count: 50, strategy: .balanced, from: "dedupe", badShare: 0.4, includesSeeds: true))),
          ]))
    #expect(file.lines == [5, 10, 24, 32, 38, 40])
  }

  @Test func stagesOfOneKindAreNumbered() throws {
    let file = try read(
      Self.head
        + """
        [[stage]]
        kind = "generate"
        count = 1
        [[stage]]
        kind = "generate"
        count = 1
        [[stage]]
        kind = "generate"
        count = 1
        """)
    #expect(file.definition.stages.map(\.name) == ["generate", "generate 2", "generate 3"])
  }

  @Test(arguments: [
    (
      "[pipeline]\nnmae = \"x\"\n[[stage]]\nkind = \"generate\"\ncount = 1",
      [
        "p.toml:1: [pipeline] \"name\" is missing: the workspace remembers the pipeline by it",
        "p.toml:2: [pipeline] unknown key \"nmae\"; did you mean \"name\"?",
      ]
    ),
    (head, ["p.toml: there is no stage; each begins with [[stage]] and a line such as kind = \"generate\""]),
    (
      head + "[stage]\nkind = \"generate\"",
      ["p.toml:3: a stage begins with [[stage]], in two pairs of brackets"]
    ),
    (
      head + "[[stage]]\nkind = \"generat\"\ncount = 1",
      ["p.toml:4: [stage] \"kind\": there is no \"generat\"; did you mean \"generate\"?"]
    ),
    (
      head + "[[stage]]\ncount = 1",
      ["p.toml:3: [stage] \"kind\" is missing: one of seeds, generate, augment, judge, dedupe, sample"]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncuont = 5",
      [
        "p.toml:3: [stage] \"count\" is missing: how many examples to have in the end",
        "p.toml:5: [stage] unknown key \"cuont\"; did you mean \"count\"?",
      ]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncount = 5\nmodel = \"locl\"",
      ["p.toml:6: [stage] \"model\": there is no model \"locl\" in assay.toml; did you mean \"local\"?"]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncount = 5\ntechnique = \"paraphrase\"",
      ["p.toml:6: [stage] \"technique\": paraphrase starts from examples; write kind = \"augment\""]
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 5\n[[stage]]\nkind = \"augment\"\ncount = 5\nfrom = \"genrate\"",
      ["p.toml:9: [stage] \"from\": there is no stage \"genrate\"; did you mean \"generate\"?"]
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 5\n[[stage]]\nkind = \"sample\"\nfrom = \"judge\"\n[[stage]]\nkind = \"judge\"",
      ["p.toml:8: [stage] \"from\": the stage \"judge\" does not come before this one"]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncount = 5\ndifficulty = { easy = 0.3, hard = 0.9 }",
      [
        "p.toml:6: [stage] \"difficulty\": the shares add up to 1.2, not to 1; write for example { easy = 0.25, hard = 0.75 }"
      ]
    ),
    (
      head + "[[stage]]\nkind = \"judge\"",
      ["p.toml:3: [stage] \"judge\" has nothing to begin with: no stage before it generates or augments"]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncount = 5\nlabels = \"a=\"",
      [
        "p.toml:6: [stage] \"labels\": write \"balanced\", \"free\", \"like:FILE\", or counts such as { a = 100, b = 50 }"
      ]
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 5\ntechnique = \"instruction-following\"\nlabels = \"balanced\"\n"
        + "difficulty = { easy = 1 }",
      [
        "p.toml:7: [stage] \"labels\": instruction-following writes neither labels nor difficulties; leave it away",
        "p.toml:8: [stage] \"difficulty\": instruction-following writes neither labels nor difficulties; leave it away",
      ]
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 5\ntechnique = \"instruction-following\"\nlabels = \"free\"",
      []
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 5\ntechnique = \"edge-case\"\n"
        + "variants = [\"sarcasmus\", \"a dream\"]",
      ["p.toml:7: [stage] \"variants\": there is no \"sarcasmus\"; did you mean \"sarcasm\"?"]
    ),
    (
      head + "[[stage]]\nkind = \"generate\"\ncount = 5\nvariants = [\"sarcasm\"]",
      ["p.toml:6: [stage] \"variants\" belongs to technique = \"edge-case\""]
    ),
    (
      head
        + "[[stage]]\nkind = \"generate\"\ncount = 0\nname = \"a\"\n[[stage]]\nkind = \"generate\"\ncount = 5\nname = \"a\"",
      [
        "p.toml:5: [stage] \"count\" must be at least 1, not 0",
        "p.toml:7: [stage] \"name\": there is a stage \"a\" already",
      ]
    ),
  ])
  func mistakesNameLineFieldAndWhatIsNear(_ text: String, _ expected: [String]) {
    #expect(mistakes(text) == expected)
  }

  @Test func aFileThatIsNotThereIsToldWithTheWayToOne() throws {
    let folder = FileManager.default.temporaryDirectory
    for (path, message) in [
      (
        "/nowhere/nope.toml",
        "there is no file /nowhere/nope.toml; `assay run --example > pipeline.toml` writes one to begin with"
      ), (folder.path, "\(folder.path) is a folder; name the pipeline's file in it"),
    ] {
      let failure = #expect(throws: CommandFailure.self) { try PipelineFile(path: path, task: Self.task) }
      #expect(failure?.message == message)
    }
  }

  @Test func adversarialExamplesHaveNoVariants() {
    #expect(
      mistakes(
        Self.head
          + "[[stage]]\nkind = \"generate\"\ntechnique = \"adversarial\"\ncount = 5\nvariants = [\"judge\"]\n"
      ).contains {
        $0.hasPrefix("p.toml:7:") && $0.contains("\"variants\": technique = \"adversarial\" has none")
      })
  }

  @Test func aProblemHasTheLineOfTheKeyThatItIsAbout() throws {
    let file = try read(
      Self.head + "[[stage]]\nkind = \"generate\"\nlabels = \"balanced\"\ncount = 5\n")
    let message = WishPlace.stage.name("labels", "balanced") + ": the task has no labels"
    #expect(
      file.problem(0, message).message
        == "p.toml:5: stage \"generate\": labels = \"balanced\": the task has no labels")
    #expect(file.problem(0, "no seeds").message == "p.toml:3: stage \"generate\": no seeds")
    #expect(WishPlace.commandLine.name("seeds_per_call") == "--seeds-per-call")
  }
}
