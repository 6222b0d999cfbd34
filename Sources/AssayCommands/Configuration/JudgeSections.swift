import AssayModel

/// Reads [judge] and [judges.NAME]. What a judge names is compared with the models once the whole file is read, since
/// sections may stand in any order.
struct JudgeSections {
  let file: String
  /// Those that name a model, [judge] first.
  private(set) var judges: [JudgeSpecification] = []
  private(set) var show: String?
  private(set) var keepAt: (value: Double, line: Int)?
  private(set) var problems: [ConfigurationProblem] = []
  /// Each name of a model with its place.
  private var mentions: [(model: String, section: String, key: String, line: Int)] = []
  /// What [judge] says, with a model or without.
  private(set) var base = JudgeSpecification()

  init(file: String) { self.file = file }

  /// The keys of every judge.
  static let keys = [
    "model", "models", "template", "calls", "scoring", "samples", "temperature", "panel", "neighbours",
    "reasons", "shots",
  ]

  /// [judge], which has to be read before ``readOthers(_:)``.
  mutating func readGeneral(_ entries: [ConfigurationValue.Entry]) {
    var section = SectionReader(
      entries, file: file, section: "judge", known: ["show", "keep_at"] + Self.keys)
    show = section.string("show")
    if let value = section.number("keep_at"), let line = section.line(of: "keep_at") {
      keepAt = (value, line)
    }
    base = read(&section, "judge", over: base)
    problems += section.problems
    if !base.models.isEmpty { judges.append(base) }
  }

  /// [judges.NAME].
  mutating func readOthers(_ entries: [ConfigurationValue.Entry]) {
    for entry in entries {
      guard case .table(let values) = entry.value.content else {
        note(
          entry.line,
          "[judges] \"\(entry.key)\" must be a section of its own, [judges.NAME], not \(entry.value.kind)")
        continue
      }
      readOther(entry.key, values, line: entry.line)
    }
  }

  private mutating func readOther(_ name: String, _ values: [ConfigurationValue.Entry], line: Int) {
    let general = ["show", "keep_at"]
    var section = SectionReader(
      values.filter { !general.contains($0.key) }, file: file, section: "judges.\(name)", known: Self.keys)
    for value in values where general.contains(value.key) {
      section.note(value.line, "\"\(value.key)\" belongs in [judge], for all judges together")
    }
    if name == base.name {
      section.note(line, "[judge] itself has the name \"judge\"; give this one another")
    } else {
      var judge = base
      judge.name = name
      judge = read(&section, "judges.\(name)", over: judge)
      let namesModels = section.line(of: "model") != nil || section.line(of: "models") != nil
      if judge.models.isEmpty, !namesModels {
        section.note(line, "\"model\" is missing, here and in [judge]: the name of a [models.NAME]")
      }
      if !judge.models.isEmpty { judges.append(judge) }
    }
    problems += section.problems
  }

  // MARK: One judge

  private mutating func read(
    _ section: inout SectionReader, _ name: String, over base: JudgeSpecification
  ) -> JudgeSpecification {
    var judge = base
    judge.models = models(&section, name) ?? judge.models
    judge.template = section.filled("template", meaning: "a path in quotes") ?? judge.template
    judge.shots = section.filled("shots", meaning: "a path in quotes") ?? judge.shots
    judge.calls = section.choice("calls", among: JudgeSpecification.Calls.self) ?? judge.calls
    judge.scoring = section.choice("scoring", among: JudgeSpecification.Scoring.self) ?? judge.scoring
    judge.samples = section.integer("samples", atLeast: 1, atMost: 100) ?? judge.samples
    judge.temperature = section.temperature() ?? judge.temperature
    judge.panel = section.choice("panel", among: JudgeSpecification.PanelRule.self) ?? judge.panel
    judge.neighbours = section.integer("neighbours", atLeast: 0, atMost: 50) ?? judge.neighbours
    judge.reasons = section.boolean("reasons") ?? judge.reasons
    if judge.samples > 1, judge.temperature == 0,
      let line = section.line(of: "samples") ?? section.line(of: "temperature")
    {
      section.note(
        line,
        "\(judge.samples) samples at a temperature of 0 would all be the same; take \"temperature\" out "
          + "(0.7) or ask for one sample")
    }
    return judge
  }

  private mutating func models(_ section: inout SectionReader, _ name: String) -> [String]? {
    let one = section.filled("model", meaning: "the name of a [models.NAME] in quotes")
    let several = section.namesWithLines("models")
    if let first = section.line(of: "model"), let second = section.line(of: "models") {
      section.note(
        max(first, second), "\"model\" and \"models\" exclude each other; \"models\" is a panel of several")
    }
    if several?.isEmpty == true {
      section.note(section.line(of: "models"), "\"models\" is empty; name the models of the panel")
    }
    if let one, let line = section.line(of: "model") { mentions.append((one, name, "model", line)) }
    for (model, line) in several ?? [] { mentions.append((model, name, "models", line)) }
    return one.map { [$0] } ?? several.flatMap { $0.isEmpty ? nil : $0.map(\.name) }
  }

  // MARK: Afterwards

  /// Compares what the judges name with the models that have a section.
  /// - Parameter translators: models among them that only translate.
  mutating func check(models: [String], translators: Set<String> = []) {
    for mention in mentions where translators.contains(mention.model) {
      note(
        mention.line,
        "[\(mention.section)] \"\(mention.key)\": the model \"\(mention.model)\" only translates, and judges nothing"
      )
    }
    for mention in mentions where !models.contains(mention.model) {
      let hint =
        models.isEmpty
        ? "; no model has a section yet: add [models.\(WorkspaceTemplate.key(mention.model))] with \"url\" and "
          + "\"model\"" : Spelling.hint(for: mention.model, among: models)
      note(
        mention.line,
        "[\(mention.section)] \"\(mention.key)\": there is no model \"\(mention.model)\"" + hint)
    }
  }

  private mutating func note(_ line: Int?, _ message: String) {
    problems.append(ConfigurationProblem(file: file, line: line, message: message))
  }
}
