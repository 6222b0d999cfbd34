import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import Foundation
import Testing

@testable import AssayCommands

@Suite struct TuneSetupTests {
  private static let models = """
    [dimensions.accuracy]
    [judge]
    model = "small"
    [models.small]
    url = "http://127.0.0.1:1/v1"
    model = "s"
    [models.big]
    url = "http://127.0.0.1:1/v1"
    model = "b"
    price_in = 1
    price_out = 1

    """

  private func parse(_ text: String) -> ConfigurationLoader.Result {
    ConfigurationLoader.parse(
      text, name: "assay.toml", kind: .workspace,
      over: WorkspaceConfiguration(task: TaskSpecification(name: "base")))
  }

  private func setup(_ text: String, _ change: (inout TuneSetup.Wishes) -> Void = { _ in }) throws
    -> TuneSetup
  {
    let folder = try TemporaryFolder()
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    var wishes = TuneSetup.Wishes()
    change(&wishes)
    return try TuneSetup(
      wishes, task: parse(Self.models + text).configuration.task, folder: folder.root,
      folders: ConfigurationFolders(personal: folder.root), environment: [:], workspace)
  }

  @Test func theTunerIsTheOneThatIsAskedForThenTheConfiguredThenTheJudge() throws {
    #expect(try setup("").options.tuner == "small")
    #expect(try setup("[tuner]\nmodel = \"big\"\n").options.tuner == "big")
    let asked = try setup("[tuner]\nmodel = \"big\"\n") { $0.model = "small" }
    #expect(asked.options.tuner == "small")
    #expect(try setup("") { $0.model = "big" }.options.endpoints.map(\.name) == ["small", "big"])
  }

  @Test func whatIsMissingIsTold() {
    #expect(throws: CommandFailure.self) { try setup("") { $0.model = "huge" } }
    // [models.small] has no prices.
    #expect(throws: CommandFailure.self) { try setup("") { $0.budget.money = 1 } }
  }

  @Test func aTunerThatIsNotThereIsAMistakeInTheFile() {
    let result = parse(Self.models + "[tuner]\nmodel = \"bgi\"\n")
    #expect(
      result.problems.map(\.description)
        == ["assay.toml:13: [tuner] \"model\": there is no model \"bgi\"; did you mean \"big\"?"])
    #expect(result.configuration.task.tuner == nil)
  }

  @Test func aRunIsGoneOnWithAsItWasStarted() throws {
    let text = """
      {"judge":"judge","fingerprint":"00","tuner":"big","budget":{"calls":90},"seed":7,"candidates":3,"rounds":2,\
      "adopts":false,"reviewer":"ana","began":5}
      """
    let wishes = TuneSetup.Wishes(try #require(TuneParameters(json: text)))
    #expect(wishes.budget.calls == 90 && wishes.seed == 7 && wishes.rounds == 2 && wishes.candidates == 3)
    #expect(!wishes.adopts && wishes.reviewer == "ana" && wishes.began == 5 && wishes.model == "big")
  }
}
