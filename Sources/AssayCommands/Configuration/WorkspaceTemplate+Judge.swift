import AssayModel

extension WorkspaceTemplate {
  /// The sections [judge] and [judges.NAME]: what the task says as lines that hold, the rest commented out with its
  /// default.
  var judge: String {
    let first = task.judges.first { $0.name == "judge" }
    let base = first ?? task.judgeDefaults
    let head = """
      [judge]
      # A judge keeps an example whose mean score is at least this.
      keep_at = \(task.keepAt)
      # The judge to show first, by its name in the data; without it, the one that scored most.
      \(line("show", Self.quoted(task.judge ?? "my-judge"), isSet: task.judge != nil))
      # The model that `assay judge` asks, a [models.NAME] below; models = ["a", "b"] is a panel. docs/judging.md has a
      # guide, docs/configuration.md every line.
      """
    let others = task.judges.filter { $0.name != "judge" }.map { judge in
      "\n[judges.\(Self.key(judge.name))]\n" + lines(judge, preset: base).joined(separator: "\n")
    }
    return ([head] + lines(base, preset: JudgeSpecification()) + others).joined(separator: "\n")
  }

  private func lines(_ judge: JudgeSpecification, preset: JudgeSpecification) -> [String] {
    let isPanel = judge.models.count > 1
    let models =
      isPanel
      ? line("models", Self.list(judge.models), isSet: judge.models != preset.models)
      : line(
        "model", Self.quoted(judge.models.first ?? "local"),
        isSet: judge.models != preset.models && !judge.models.isEmpty)
    return [
      models,
      line("template", Self.quoted(judge.template), isSet: judge.template != preset.template),
      line("calls", Self.quoted(judge.calls.rawValue), isSet: judge.calls != preset.calls),
      line("scoring", Self.quoted(judge.scoring.rawValue), isSet: judge.scoring != preset.scoring),
      line("samples", "\(judge.samples)", isSet: judge.samples != preset.samples),
      line("temperature", "\(judge.temperature ?? 0)", isSet: judge.temperature != preset.temperature),
      line("panel", Self.quoted(judge.panel.rawValue), isSet: judge.panel != preset.panel),
      line("neighbours", "\(judge.neighbours)", isSet: judge.neighbours != preset.neighbours),
      line("reasons", "\(judge.reasons)", isSet: judge.reasons != preset.reasons),
      line("shots", Self.quoted(judge.shots ?? "shots.jsonl"), isSet: judge.shots != preset.shots),
    ]
  }

  /// The sections [models.NAME].
  var models: String {
    let head = """
      # Models behind addresses, for judging and for vectors: servers that speak OpenAI's protocol, or Anthropic's
      # (protocol = "anthropic"). "key" is the NAME of an environment variable, never the key. `assay models serve`
      # starts a small model on this computer.
      """
    if task.models.isEmpty {
      return head
        + """

        # [models.local]
        # url = "http://localhost:8080/v1"
        # model = "qwen2.5-7b-instruct"
        # key = "LOCAL_API_KEY"
        # concurrency = 4
        # requests_per_minute = 600
        # price_in = 0.15
        # price_out = 0.6
        """
    }
    return head + "\n" + task.models.map(section).joined(separator: "\n\n")
  }

  private func section(_ model: ModelEndpoint) -> String {
    let preset = ModelEndpoint(name: model.name, url: model.url, model: model.model)
    var lines = ["[models.\(Self.key(model.name))]"]
    func add(_ key: String, _ value: String?) {
      if let value { lines.append("\(key) = \(value)") }
    }
    func text(_ key: String, _ value: String?) { add(key, value.map(Self.quoted)) }
    func number<Number: Equatable>(_ key: String, _ value: Number?, _ preset: Number?) {
      if value != preset { add(key, value.map { "\($0)" }) }
    }
    text("protocol", model.dialect == .openAI ? nil : model.dialect.rawValue)
    text("url", model.dialect == .recorded ? nil : model.url)
    text("file", model.recording)
    text("model", model.model)
    text("key", model.keyVariable)
    number("batch", model.batch, preset.batch)
    number("concurrency", model.concurrency, preset.concurrency)
    number("timeout", model.timeout, preset.timeout)
    number("connect_timeout", model.connectTimeout, preset.connectTimeout)
    number("idle_timeout", model.idleTimeout, nil)
    number("answer_limit", model.answerLimit, preset.answerLimit)
    text("authorities", model.authorities)
    number("temperature", model.temperature, nil)
    number("max_tokens", model.maxTokens, preset.maxTokens)
    number("requests_per_minute", model.requestsPerMinute, nil)
    number("tokens_per_minute", model.tokensPerMinute, nil)
    number("price_in", model.priceIn, nil)
    number("price_out", model.priceOut, nil)
    text("structure", model.structure == preset.structure ? nil : model.structure.rawValue)
    number("log_probabilities", model.logProbabilities, nil)
    text("licence", model.licence)
    text("family", model.family)
    return lines.joined(separator: "\n")
  }
}
