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
      [models.claude]
      protocol = "anthropic"
      url = "https://api.anthropic.com/v1"
      model = "claude-x"
      concurrency = 1024
      connect_timeout = 2
      idle_timeout = 20.5
      answer_limit = 4096
      temperature = 0.3
      max_tokens = 300
      requests_per_minute = 50
      tokens_per_minute = 4e4
      price_in = 3
      price_out = 15.5
      structure = "object"
      log_probabilities = false
      licence = "own terms"
      family = "claude"
      [models.demo]
      protocol = "recorded"
      file = "demo.jsonl"
      model = "demo-1"
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
        claude, demo,
        ModelEndpoint(name: "local", url: "http://localhost:8080/v1", model: "m"),
      ])
  }

  private var claude: ModelEndpoint {
    var model = ModelEndpoint(
      name: "claude", dialect: .anthropic, url: "https://api.anthropic.com/v1", model: "claude-x",
      concurrency: 1024)
    model.connectTimeout = 2
    model.idleTimeout = 20.5
    model.answerLimit = 4096
    model.temperature = 0.3
    model.maxTokens = 300
    model.requestsPerMinute = 50
    model.tokensPerMinute = 40_000
    model.priceIn = 3
    model.priceOut = 15.5
    model.structure = .object
    model.logProbabilities = false
    model.licence = "own terms"
    model.family = "claude"
    return model
  }

  private var demo: ModelEndpoint {
    var model = ModelEndpoint(name: "demo", dialect: .recorded, url: "", model: "demo-1")
    model.recording = "demo.jsonl"
    return model
  }

  private static let head = "[models.m]\nurl = \"http://h/v1\"\nmodel = \"m\"\n"

  @Test(arguments: [
    (head + "ulr = \"x\"", "4: [models.m] unknown key \"ulr\"; did you mean \"url\"?"),
    (head + "batch = 0", "4: [models.m] \"batch\" must be at least 1, not 0"),
    (head + "concurrency = 1025", "4: [models.m] \"concurrency\" must be at most 1024, not 1025"),
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
      "2: [models.m] \"url\" must be an address without \"?\" and \"#\", to which /chat/completions can be added"
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

  private static let claude = "[models.c]\nprotocol = \"anthropic\"\nmodel = \"c\"\n"
  private static let recorded = "[models.r]\nprotocol = \"recorded\"\nmodel = \"r\"\n"

  @Test(arguments: [
    (
      head + "protocol = \"openia\"",
      "4: [models.m] \"protocol\": there is no \"openia\"; did you mean \"openai\"?"
    ),
    (
      head + "protocol = \"grpc\"",
      "4: [models.m] \"protocol\": there is no \"grpc\"; it is one of openai, anthropic, libretranslate, recorded"
    ),
    (
      head + "structure = \"json\"",
      "4: [models.m] \"structure\": there is no \"json\"; it is one of automatic, schema, object, none"
    ),
    (
      "[models.m]\nurl = \"https://h/v1/chat/completions\"\nmodel = \"m\"",
      "2: [models.m] \"url\" must end before /chat/completions, which is added to it"
    ),
    (
      "[models.m]\nurl = \"https://h/v1/completions/\"\nmodel = \"m\"",
      "2: [models.m] \"url\" must end before /completions, which is added to it"
    ),
    (
      claude + "url = \"https://h/v1/messages\"",
      "4: [models.c] \"url\" must end before /messages, which is added to it"
    ),
    (
      claude,
      "1: [models.c] \"url\" is missing: the server's address, such as \"https://api.anthropic.com/v1\""
    ),
    (
      recorded,
      "1: [models.r] \"file\" is missing: the file that `assay judge --record` wrote, as seen from the "
        + "workspace's folder"
    ),
    (
      recorded + "file = \"f\"\nurl = \"http://h\"",
      "5: [models.r] \"url\" has no meaning with protocol = \"recorded\", which asks no server"
    ),
    (
      head + "file = \"f\"",
      "4: [models.m] \"file\" is for protocol = \"recorded\" only; a server has a \"url\""
    ),
    (
      head + "connect_timeout = 4000",
      "4: [models.m] \"connect_timeout\" must be over 0 and at most 3600 seconds, not 4000.0"
    ),
    (
      head + "idle_timeout = 61",
      "4: [models.m] \"idle_timeout\", 61.0, must not be longer than \"timeout\", 60.0"
    ),
    (head + "answer_limit = 100", "4: [models.m] \"answer_limit\" must be at least 1024, not 100"),
    (head + "temperature = 2.5", "4: [models.m] \"temperature\" must be from 0 to 2, not 2.5"),
    (head + "max_tokens = 0", "4: [models.m] \"max_tokens\" must be at least 1, not 0"),
    (
      head + "requests_per_minute = 0",
      "4: [models.m] \"requests_per_minute\" must be over 0, not 0.0; without the line there is no limit"
    ),
    (
      head + "tokens_per_minute = -1",
      "4: [models.m] \"tokens_per_minute\" must be over 0, not -1.0; without the line there is no limit"
    ),
    (
      head + "price_in = -1\nprice_out = 0",
      "4: [models.m] \"price_in\" must be 0 or more for a million tokens, not -1.0"
    ),
    (
      head + "price_out = 1",
      "4: [models.m] \"price_out\" stands without \"price_in\"; give both, 0 where it is free"
    ),
    (
      head + "log_probabilities = 1",
      "4: [models.m] \"log_probabilities\" must be true or false, not a whole number"
    ),
    (head + "licence = \"\"", "4: [models.m] \"licence\" is empty"),
    (head + "family = 4", "4: [models.m] \"family\" must be a text in quotes, not a whole number"),
  ])
  func mistakeAboutJudging(text: String, sentence: String) {
    #expect(parse(text).problems.map(\.description) == ["assay.toml:" + sentence])
  }

  /// Somebody who has got the address wrong wants to hear of the misspelt limit in the same breath.
  @Test func aModelWithoutAddressHasItsOtherMistakesTold() {
    let problems = parse("[models.m]\nmodel = \"m\"\nbatch = 0").problems
    #expect(problems.map(\.line) == [1, 3])
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
