import AssayModel

/// Reads the section of one model. A value that looks like a key is never repeated in a message.
struct ModelSection {
  private let name: String
  /// The line of the section's head.
  private let line: Int
  private var section: SectionReader
  var problems: [ConfigurationProblem] { section.problems }

  static let keys = [
    "protocol", "url", "model", "key", "batch", "concurrency", "timeout", "connect_timeout", "idle_timeout",
    "answer_limit", "authorities", "temperature", "max_tokens", "requests_per_minute", "tokens_per_minute",
    "price_in", "price_out", "structure", "log_probabilities", "licence", "family", "file",
  ]

  init(_ name: String, _ values: [ConfigurationValue.Entry], file: String, line: Int) {
    self.name = name
    self.line = line
    section = SectionReader(values, file: file, section: "models.\(name)", known: Self.keys)
  }

  /// nil when what every model needs is missing or wrong.
  mutating func read() -> ModelEndpoint? {
    let dialect = section.choice("protocol", among: ModelEndpoint.Dialect.self) ?? .openAI
    guard var endpoint = dialect == .recorded ? recorded() : served(dialect) else {
      var rest = ModelEndpoint(name: name, url: "", model: "")
      readSettings(&rest)
      return nil
    }
    readSettings(&endpoint)
    return endpoint
  }

  // MARK: Where it is

  private mutating func served(_ dialect: ModelEndpoint.Dialect) -> ModelEndpoint? {
    if let place = section.line(of: "file") {
      section.note(place, "\"file\" is for protocol = \"recorded\" only; a server has a \"url\"")
    }
    let address = ModelAddress(dialect: dialect)
    let text = section.required("url", address.meaning, line: line)
    let problem = text.flatMap(address.problem)
    if let problem { section.note(section.line(of: "url"), problem) }
    // A translator has no model to choose; a name may tell one server from another.
    let model =
      dialect == .libreTranslate
      ? section.filled("model", meaning: "a text in quotes") ?? dialect.rawValue
      : section.required("model", "what the server calls the model", line: line)
    guard let text, problem == nil, let model else { return nil }
    return ModelEndpoint(name: name, dialect: dialect, url: text, model: model)
  }

  private mutating func recorded() -> ModelEndpoint? {
    if let place = section.line(of: "url") {
      section.note(place, "\"url\" has no meaning with protocol = \"recorded\", which asks no server")
    }
    let file = section.required(
      "file", "the file that `assay judge --record` wrote, as seen from the workspace's folder", line: line)
    let model = section.required("model", "what the server called the model that was recorded", line: line)
    guard let file, let model else { return nil }
    var endpoint = ModelEndpoint(name: name, dialect: .recorded, url: "", model: model)
    endpoint.recording = file
    return endpoint
  }

  // MARK: How it is asked

  private mutating func readSettings(_ endpoint: inout ModelEndpoint) {
    if let variable = section.string("key", meaning: "the name of an environment variable in quotes") {
      if let problem = VariableName.problem(with: variable) {
        section.note(section.line(of: "key"), problem)
      } else {
        endpoint.keyVariable = variable
      }
    }
    readLimits(&endpoint)
    readTimes(&endpoint)
    endpoint.authorities =
      section.filled("authorities", meaning: "a path in quotes") ?? endpoint.authorities
    endpoint.temperature = section.temperature() ?? endpoint.temperature
    endpoint.tokenLimit = section.integer("max_tokens", atLeast: 1, atMost: 1_000_000) ?? endpoint.tokenLimit
    endpoint.structure =
      section.choice("structure", among: ModelEndpoint.Structure.self) ?? endpoint.structure
    endpoint.logProbabilities = section.boolean("log_probabilities") ?? endpoint.logProbabilities
    endpoint.licence = section.filled("licence", meaning: "a text in quotes") ?? endpoint.licence
    endpoint.family = section.filled("family", meaning: "a text in quotes") ?? endpoint.family
  }

  private mutating func readLimits(_ endpoint: inout ModelEndpoint) {
    endpoint.batch = section.integer("batch", atLeast: 1, atMost: 4096) ?? endpoint.batch
    endpoint.concurrency = section.integer("concurrency", atLeast: 1, atMost: 1024) ?? endpoint.concurrency
    // Under a kilobyte not even an error fits; a gigabyte is no answer.
    endpoint.answerLimit =
      section.integer("answer_limit", atLeast: 1024, atMost: 1 << 30) ?? endpoint.answerLimit
    endpoint.requestsPerMinute = section.positive("requests_per_minute") ?? endpoint.requestsPerMinute
    endpoint.tokensPerMinute = section.positive("tokens_per_minute") ?? endpoint.tokensPerMinute
    endpoint.priceIn = section.price("price_in") ?? endpoint.priceIn
    endpoint.priceOut = section.price("price_out") ?? endpoint.priceOut
    // With one of them a cost could be told that is too low, and a budget exceeded.
    for (given, missing) in [("price_in", "price_out"), ("price_out", "price_in")]
    where section.line(of: given) != nil && section.line(of: missing) == nil {
      section.note(
        section.line(of: given), "\"\(given)\" stands without \"\(missing)\"; give both, 0 where it is free")
    }
  }

  private mutating func readTimes(_ endpoint: inout ModelEndpoint) {
    endpoint.timeout = section.seconds("timeout") ?? endpoint.timeout
    endpoint.connectTimeout = section.seconds("connect_timeout") ?? endpoint.connectTimeout
    endpoint.idleTimeout = section.seconds("idle_timeout") ?? endpoint.idleTimeout
    guard let idle = endpoint.idleTimeout, idle > endpoint.timeout else { return }
    section.note(
      section.line(of: "idle_timeout"),
      "\"idle_timeout\", \(idle), must not be longer than \"timeout\", \(endpoint.timeout)")
  }
}
