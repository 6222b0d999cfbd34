import AssayCalibration
import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import Testing

@testable import AssayCommands

@Suite struct AdoptionTests {
  /// What adopting promises: the files make the version's fingerprint.
  private func expectInUse(
    _ version: JudgeVersion, _ fixture: JudgeWorkspace, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try fixture.configured().fingerprint == fixture.fingerprint(of: version), sourceLocation: sourceLocation
    )
    #expect(try fixture.workspace.adoptions().last?.judge == version.id, sourceLocation: sourceLocation)
  }

  @Test func thePromptIsWrittenAndNothingElseIsTouched() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { $0.template = "Judge {{example}} strictly.\r\n{{format}}" }
    let outcome = try fixture.adopter.adopt(version.id, author: "ana", reason: "catches more", at: 5)
    #expect(outcome.files == ["judge.mustache"])
    #expect(try fixture.files.read("judge.mustache") == "Judge {{example}} strictly.\r\n{{format}}")
    #expect(try fixture.files.read("assay.toml") == JudgeWorkspace.configuration)
    try expectInUse(version, fixture)
    #expect(try fixture.workspace.adoptions().last?.reason == "catches more")
  }

  @Test func shotsComeIntoAFileOfTheirOwnWithTheirLine() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { $0.shots = [JudgeWorkspace.shot("a"), JudgeWorkspace.shot("b")] }
    let outcome = try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    #expect(outcome.files == ["judge-shots.jsonl", "assay.toml"])
    let text = try fixture.files.read("assay.toml")
    #expect(text.contains("shots = \"judge-shots.jsonl\"") && text.contains("# from the pilot"))
    try expectInUse(version, fixture)
    // And away again.
    let without = try fixture.version { $0.shots = [] }
    try fixture.adopter.adopt(without.id, author: "ana", reason: "", at: 6)
    #expect(try fixture.files.read("assay.toml").contains("# shots = "))
    try expectInUse(without, fixture)
  }

  @Test func aFileThatAPersonHasWrittenIsNotOverwritten() throws {
    let fixture = try JudgeWorkspace()
    try fixture.files.write("judge-shots.jsonl", "mine\n")
    let version = try fixture.version { $0.shots = [JudgeWorkspace.shot("a")] }
    try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    #expect(try fixture.files.read("judge-shots.jsonl") == "mine\n")
    #expect(try fixture.files.read("assay.toml").contains("judge-shots-2.jsonl"))
    try expectInUse(version, fixture)
  }

  @Test func modelAndParametersAreLinesOfTheSection() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version {
      $0.models = [.init(endpoint: "far", model: "gpt", family: "gpt")]
      $0.specification.models = ["far"]
      $0.specification.samples = 3
      $0.specification.calls = .separate
      $0.specification.reasons = false
      $0.specification.neighbours = 0
    }
    try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    try expectInUse(version, fixture)
    let panel = try fixture.version {
      $0.models.append(.init(endpoint: "local", model: "qwen", family: "qwen"))
      $0.specification.models = ["far", "local"]
      $0.specification.panel = .median
      $0.specification.samples = 1
    }
    try fixture.adopter.adopt(panel.id, author: "ana", reason: "", at: 6)
    try expectInUse(panel, fixture)
  }

  @Test func aModelIsFoundByWhatItIsAndNotByItsName() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version {
      $0.models[0].endpoint = "an older name"
      $0.template = "Other {{example}}"
    }
    try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    try expectInUse(version, fixture)
  }

  @Test func whatWasEditedByHandBecomesAVersionFirst() throws {
    let fixture = try JudgeWorkspace()
    let first = try fixture.version { _ in }
    let second = try fixture.version(first.id) { $0.template = "Second {{example}}" }
    try fixture.adopter.adopt(first.id, author: "ana", reason: "", at: 5)
    try fixture.files.write("judge.mustache", "By hand {{example}}")
    let outcome = try fixture.adopter.adopt(second.id, author: "ana", reason: "", at: 6)
    let preserved = try #require(outcome.preserved)
    #expect(try fixture.workspace.judgeDefinition(preserved.id)?.definition.template == "By hand {{example}}")
    #expect(try fixture.workspace.judgeLineages().last?.parent == first.id)
    try expectInUse(second, fixture)
    // Undoing leads to what was in the files.
    try _ = fixture.adopter.undo(author: "ana", at: 7)
    try expectInUse(preserved, fixture)
    try _ = fixture.adopter.undo(author: "ana", at: 8)
    try expectInUse(first, fixture)
    #expect(throws: CommandFailure.self) { try fixture.adopter.undo(author: "ana", at: 9) }
  }

  @Test func theFirstAdoptionCanBeUndoneAsWell() throws {
    let fixture = try JudgeWorkspace()
    let before = try fixture.configured().fingerprint
    let version = try fixture.version { $0.template = "Other {{example}}" }
    try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    try _ = fixture.adopter.undo(author: "ana", at: 6)
    #expect(try fixture.configured().fingerprint == before)
  }

  @Test func aPromptThatCannotBeReadIsNotWrittenOver() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { $0.template = "Other {{example}}" }
    try fixture.files.write("judge.mustache", "unfinished {{exampel}}")
    #expect {
      try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    } throws: { "\($0)".contains("mend it, or move it away") && "\($0)".contains("exampel") }
    #expect(try fixture.files.read("judge.mustache") == "unfinished {{exampel}}")
    #expect(try fixture.workspace.adoptions().isEmpty)
  }

  @Test func anotherRubricIsToldAndNothingIsWritten() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version {
      $0.template = "Other {{example}}"
      $0.dimensions[0].anchors = [1: "wrong"]
      $0.labels = ["billing"]
    }
    #expect {
      try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    } throws: { error in
      let text = "\(error)"
      return text.contains("labels: it has billing, assay.toml says billing, shipping")
        && text.contains("accuracy: it has 1-5; 1: wrong")
    }
    #expect(try fixture.files.read("judge.mustache").hasPrefix("Judge"))
    #expect(try fixture.workspace.adoptions().isEmpty)
  }

  @Test func aModelThatIsGoneIsTold() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { $0.models[0].model = "gone" }
    #expect {
      try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    } throws: { "\($0)".contains("no [models.NAME] has model = \"gone\"") }
  }

  @Test func aWorkspaceWithOneModelAndNoJudgeGetsASection() throws {
    let fixture = try JudgeWorkspace(
      """
      [dimensions.accuracy]
      [models.local]
      url = "http://127.0.0.1:9/v1"
      model = "qwen"
      """, template: nil)
    let version = try fixture.version { $0.specification.samples = 2 }
    try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    try expectInUse(version, fixture)
    #expect(try fixture.files.read("assay.toml").contains("[judge]\nsamples = 2"))
  }

  @Test func theSectionOfANamedJudgeIsTheOneThatIsEdited() throws {
    let fixture = try JudgeWorkspace(
      JudgeWorkspace.configuration.replacing("model = \"local\"\n", with: "")
        + "[judges.strict]\nmodel = \"local\"\ntemplate = \"prompts/strict.mustache\"\n", template: nil)
    try fixture.files.write("prompts/strict.mustache", "A {{example}}")
    let version = try fixture.version {
      $0.template = "B {{example}}"
      $0.specification.neighbours = 1
    }
    #expect(version.name == "strict v1")
    let outcome = try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    #expect(outcome.files == ["prompts/strict.mustache", "assay.toml"])
    try expectInUse(version, fixture)
  }

  @Test func theRuleInForceIsWrittenDown() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { _ in }
    let rule = try fixture.workspace.addKeepRule(
      .minimums(["accuracy": 3]), judge: version.id, author: "ana", at: 1)
    let outcome = try fixture.adopter.adopt(version.id, author: "ana", reason: "", at: 5)
    #expect(outcome.adoption.rule == rule.id)
    #expect(outcome.files.isEmpty, "the files say so already")
  }
}

@Suite struct StoredVersionTests {
  @Test func aVersionIsAskedAsItWas() throws {
    let fixture = try JudgeWorkspace()
    let version = try fixture.version { $0.template = "Other {{example}}" }
    let task = ConfigurationLoader.load(workspace: fixture.files.root, folders: fixture.folders).configuration
      .task
    let setup = try JudgeSetup.asked(
      .init(judge: version.name, concurrency: 3), task: task, folder: fixture.files.root, environment: [:],
      fixture.workspace)
    #expect(try setup.definition.fingerprint == fixture.fingerprint(of: version))
    #expect(setup.endpoints.map(\.name) == ["local"] && setup.endpoints.map(\.concurrency) == [3])
    #expect(throws: CommandFailure.self) {
      _ = try JudgeSetup.asked(
        .init(judge: version.name, samples: 5), task: task, folder: fixture.files.root, environment: [:],
        fixture.workspace)
    }
  }

  @Test func aNameThatIsClosestIsOffered() throws {
    let fixture = try JudgeWorkspace()
    _ = try fixture.version { _ in }
    #expect { _ = try StoredVersion(named: "judge v2", fixture.workspace) } throws: {
      "\($0)".contains("judge v1")
    }
  }
}

@Suite struct ShotsFileTests {
  @Test func shotsComeBackToTheLastDigit() throws {
    let shots = [JudgeWorkspace.shot("a {{b}}"), JudgeWorkspace.shot("\u{2028}\"\\", score: 0.1 + 0.2)]
    #expect(ShotsFile.shots(in: try ShotsFile.text(shots)) == shots)
  }

  @Test func rowsAsImportsHaveThemAreLeftToTheirReader() {
    #expect(ShotsFile.shots(in: "{\"text\": \"a\", \"judgements\": []}\n") == nil)
    #expect(ShotsFile.shots(in: "") == nil)
  }

  @Test func aScoreOffItsScaleIsTold() throws {
    let fixture = try JudgeWorkspace(
      JudgeWorkspace.configuration.replacing("keep_at", with: "shots = \"s.jsonl\"\nkeep_at"))
    try fixture.files.write("s.jsonl", try ShotsFile.text([JudgeWorkspace.shot("a", score: 9)]))
    #expect { _ = try fixture.configured() } throws: { "\($0)".contains("s.jsonl:1: accuracy is 9.0") }
  }
}
