import AssayModel
import Testing

@testable import AssayCommands

@Suite struct ModelsSectionTests {
  private func parse(_ text: String) -> ConfigurationLoader.Result {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: "base"))
    return ConfigurationLoader.parse(text, name: "assay.toml", kind: .workspace, over: base)
  }

  @Test func everythingIsRead() {
    let result = parse(
      """
      [models.big]
      url = "https://api.example.com/v1"
      model = "text-embedding-3-small"
      key = "OPENAI_API_KEY"
      batch = 256
      concurrency = 8
      timeout = 7.5
      authorities = "own.pem"
      [models.local]
      url = "http://localhost:8080/v1"
      model = "m"
      """)
    #expect(result.problems == [])
    #expect(
      result.configuration.task.models == [
        ModelEndpoint(
          name: "big", url: "https://api.example.com/v1", model: "text-embedding-3-small",
          keyVariable: "OPENAI_API_KEY", batch: 256, concurrency: 8, timeout: 7.5, authorities: "own.pem"),
        ModelEndpoint(name: "local", url: "http://localhost:8080/v1", model: "m"),
      ])
  }

  private static let head = "[models.m]\nurl = \"http://h/v1\"\nmodel = \"m\"\n"

  @Test(arguments: [
    (head + "ulr = \"x\"", "4: [models.m] unknown key \"ulr\"; did you mean \"url\"?"),
    (head + "batch = 0", "4: [models.m] \"batch\" must be at least 1, not 0"),
    (head + "concurrency = 100", "4: [models.m] \"concurrency\" must be at most 64, not 100"),
    (head + "timeout = 0", "4: [models.m] \"timeout\" must be over 0 and at most 3600 seconds, not 0.0"),
    (head + "authorities = \"\"", "4: [models.m] \"authorities\" is empty"),
    (
      "[models.m]\nmodel = \"m\"",
      "1: [models.m] \"url\" is missing: the server's address, such as \"http://localhost:8080/v1\""
    ),
    (
      "[models.m]\nurl = \"http://h\"\nmodel = \"\"",
      "3: [models.m] \"model\" is empty: what the server calls the model"
    ),
    (
      "[models.m]\nurl = \"h:80\"\nmodel = \"m\"",
      "2: [models.m] \"url\": it must start with http:// or https://"
    ),
    (
      "[models.m]\nurl = \"https://u:p@h\"\nmodel = \"m\"",
      "2: [models.m] \"url\" has a name or password in it; write the address alone, and name the key's variable "
        + "in \"key\""
    ),
    (
      "[models.m]\nurl = \"https://h/v1/embeddings\"\nmodel = \"m\"",
      "2: [models.m] \"url\" must end before /embeddings, which is added to it"
    ),
    (
      "[models.m]\nurl = \"https://h/v1?key=x\"\nmodel = \"m\"",
      "2: [models.m] \"url\" must be an address without \"?\" and \"#\", to which /embeddings can be added"
    ),
    (
      "[models]\nm = \"x\"",
      "2: [models] \"m\" must be a section of its own, [models.NAME], not a text"
    ),
    (
      head + "key = \"MY-KEY\"",
      "4: [models.m] \"key\" must be the name of an environment variable, such as OPENAI_API_KEY: "
        + "letters, digits and _, no digit first"
    ),
    (
      head + "key = \"\"",
      "4: [models.m] \"key\" must be the name of an environment variable, such as OPENAI_API_KEY: "
        + "letters, digits and _, no digit first"
    ),
  ])
  func mistake(text: String, sentence: String) {
    #expect(parse(text).problems.map(\.description) == ["assay.toml:" + sentence])
  }

  @Test(arguments: [
    "sk-abcdefgh", "sk_live_x", "hf_QWERTYUIOP", "AIzaSyQWERTY", "Bearer ABC", "f3a9c07d", "x8f3k2m1",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQ", "eyJhbGciOiJub25lIn0",
  ])
  func aKeyInThePlaceOfItsVariableIsRefusedAndNotRepeated(key: String) {
    let result = parse(Self.head + "key = \"\(key)\"")
    #expect(result.problems.count == 1)
    let sentence = result.problems.first?.description ?? ""
    #expect(
      sentence.hasPrefix("assay.toml:4: [models.m] \"key\" must be the NAME of an environment variable"))
    #expect(!sentence.contains(key))
    #expect(result.configuration.task.models.first?.keyVariable == nil)
  }

  @Test(arguments: ["OPENAI_API_KEY", "openai_api_key", "KEY2", "my_key_2", "_K", "AZURE_4_KEY_2024"])
  func namesOfVariablesAreTaken(name: String) {
    let result = parse(Self.head + "key = \"\(name)\"")
    #expect(result.problems == [])
    #expect(result.configuration.task.models.first?.keyVariable == name)
  }
}
