import AssayModel
import AssayWorkbench

/// Goes through the sections of one configuration file.
struct ConfigurationParser {
  let file: String
  let kind: ConfigurationLoader.Kind
  private(set) var configuration: WorkspaceConfiguration
  private var problems: [ConfigurationProblem] = []
  private var judges: JudgeSections
  /// [judges.NAME], which take from [judge] what they do not say.
  private var others: [ConfigurationValue.Entry] = []
  /// The names of all models that have a section.
  private var models: [String] = []
  /// nil: the file has no dimensions, or wrong ones.
  private var scale: MeanScale?
  private var generation: GenerationSection?
  private var embeddingLine: Int?
  private var tunerLine: Int?

  init(file: String, kind: ConfigurationLoader.Kind, base: WorkspaceConfiguration) {
    self.file = file
    self.kind = kind
    configuration = base
    judges = JudgeSections(file: file)
  }

  /// In the order of the file.
  var sortedProblems: [ConfigurationProblem] {
    problems.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map(\.element)
  }

  private var knownSections: [String] {
    switch kind {
    case .workspace:
      [
        "task", "dimensions", "judge", "judges", "generate", "calibration", "tuner", "models", "duplicates",
        "interface", "keys", "fitness",
      ]
    case .personal: ["reviewer", "interface", "keys"]
    }
  }

  mutating func read(_ root: [ConfigurationValue.Entry]) {
    for entry in root {
      guard knownSections.contains(entry.key) else {
        problems.append(unknown(entry))
        continue
      }
      guard case .table(let entries) = entry.value.content else {
        note(entry.line, "\"\(entry.key)\" must be a section, [\(entry.key)], not \(entry.value.kind)")
        continue
      }
      read(section: entry.key, entries, line: entry.line)
    }
    if kind == .workspace { relate() }
  }

  private mutating func read(section: String, _ entries: [ConfigurationValue.Entry], line: Int) {
    switch section {
    case "task": readTask(entries)
    case "dimensions": readDimensions(entries)
    case "judge": judges.readGeneral(entries)
    case "judges": others = entries
    case "duplicates": readDuplicates(entries)
    case "calibration": readCalibration(entries)
    case "tuner": readTuner(entries)
    case "generate": readGeneration(entries)
    case "models": readModels(entries)
    case "interface": readInterface(entries)
    case "fitness": readFitness(entries, line: line)
    case "reviewer": readReviewer(entries)
    default: readKeys(entries)
    }
  }

  private func unknown(_ entry: ConfigurationValue.Entry) -> ConfigurationProblem {
    var message: String
    if case .table = entry.value.content {
      message = "unknown section [\(entry.key)]"
      if let name = Spelling.nearest(to: entry.key, among: knownSections) {
        message += "; did you mean [\(name)]?"
      } else if kind == .workspace, entry.key == "reviewer" {
        message += "; your own name belongs in your own config.toml"
      } else {
        message += "; known here: " + knownSections.joined(separator: ", ")
      }
    } else {
      message =
        "the key \"\(entry.key)\" stands before any section; put it under [\(knownSections[0])] or another one"
    }
    return ConfigurationProblem(file: file, line: entry.line, message: message)
  }

  private mutating func note(_ line: Int?, _ message: String) {
    problems.append(ConfigurationProblem(file: file, line: line, message: message))
  }

  private func reader(
    _ entries: [ConfigurationValue.Entry], _ section: String, _ known: [String]?
  ) -> SectionReader {
    SectionReader(entries, file: file, section: section, known: known)
  }

  // MARK: The task

  private mutating func readTask(_ entries: [ConfigurationValue.Entry]) {
    var section = reader(entries, "task", ["name", "description", "labels", "calibration_target"])
    if let name = section.string("name") {
      if name.isEmpty { section.note(section.line(of: "name"), "\"name\" is empty") }
      configuration.task.name = name
    }
    configuration.task.description = section.string("description") ?? configuration.task.description
    configuration.task.labels = section.names("labels") ?? configuration.task.labels
    configuration.task.calibrationTarget =
      section.integer("calibration_target", atLeast: 1) ?? configuration.task.calibrationTarget
    problems += section.problems
  }

  private mutating func readDimensions(_ entries: [ConfigurationValue.Entry]) {
    var section = DimensionsSection(file: file)
    section.read(entries)
    configuration.task.dimensions = section.dimensions
    problems += section.problems
    if section.problems.isEmpty { scale = MeanScale(section.dimensions) }
  }

  private mutating func readDuplicates(_ entries: [ConfigurationValue.Entry]) {
    var section = DuplicatesSection(file: file, settings: configuration.task.duplicates)
    section.read(entries)
    configuration.task.duplicates = section.settings
    embeddingLine = entries.first { $0.key == "embedding" }?.line
    problems += section.problems
  }

  private mutating func readCalibration(_ entries: [ConfigurationValue.Entry]) {
    var section = CalibrationSection(file: file, settings: configuration.task.calibration)
    section.read(entries)
    configuration.task.calibration = section.settings
    problems += section.problems
  }

  private mutating func readGeneration(_ entries: [ConfigurationValue.Entry]) {
    var section = GenerationSection(file: file, settings: configuration.task.generation)
    section.read(entries)
    generation = section
  }

  private mutating func readFitness(_ entries: [ConfigurationValue.Entry], line: Int) {
    var section = FitnessSection(file: file)
    section.read(entries, line: line)
    configuration.task.fitness = section.fitness
    problems += section.problems
  }

  private mutating func readTuner(_ entries: [ConfigurationValue.Entry]) {
    var section = reader(entries, "tuner", ["model"])
    configuration.task.tuner =
      section.filled("model", meaning: "the name of a [models.NAME] in quotes") ?? configuration.task.tuner
    tunerLine = section.line(of: "model")
    problems += section.problems
  }

  private mutating func readModels(_ entries: [ConfigurationValue.Entry]) {
    var section = ModelsSection(file: file)
    section.read(entries)
    configuration.task.models = section.models
    models = section.names
    problems += section.problems
  }

  // MARK: What sections say of each other

  /// What can be said only once every section is read, since they may stand in any order.
  private mutating func relate() {
    judges.readOthers(others)
    let translators = configuration.task.models.filter { !$0.answersQuestions }.map(\.name)
    judges.check(models: models, translators: Set(translators))
    configuration.task.judges = judges.judges
    configuration.task.judgeDefaults = judges.base
    configuration.task.judge = judges.show ?? configuration.task.judge
    problems += judges.problems
    if let keepAt = judges.keepAt {
      configuration.task.keepAt = keepAt.value
      if let problem = scale?.problem(withKeepAt: keepAt.value) { note(keepAt.line, "[judge] " + problem) }
    } else if let scale {
      configuration.task.keepAt = scale.keepAt
    }
    checkEmbedding()
    checkTuner()
    checkGeneration()
  }

  private mutating func checkGeneration() {
    generation?.check(models: models)
    configuration.task.generation = generation?.settings ?? configuration.task.generation
    problems += generation?.problems ?? []
  }

  private mutating func checkTuner() {
    guard let name = configuration.task.tuner else { return }
    let model = configuration.task.models.first { $0.name == name }
    if model?.answersQuestions == false {
      note(tunerLine, "[tuner] \"model\": the model \"\(name)\" only translates")
    } else if models.contains(name) {
      return
    } else {
      note(
        tunerLine,
        "[tuner] \"model\": there is no model \"\(name)\"" + Spelling.hint(for: name, among: models))
    }
    configuration.task.tuner = nil
  }

  private mutating func checkEmbedding() {
    guard let name = configuration.task.duplicates.embedding,
      let model = configuration.task.models.first(where: { $0.name == name }), model.dialect != .openAI
    else { return }
    note(
      embeddingLine,
      "[duplicates] \"embedding\": the model \"\(name)\" has protocol = \"\(model.dialect.rawValue)\", which makes "
        + "no vectors; only \"openai\" does")
  }

  // MARK: The program

  private mutating func readInterface(_ entries: [ConfigurationValue.Entry]) {
    var section = reader(entries, "interface", ["theme", "mouse", "blind"])
    configuration.theme = section.string("theme") ?? configuration.theme
    configuration.mouse = section.boolean("mouse") ?? configuration.mouse
    configuration.blind = section.boolean("blind") ?? configuration.blind
    problems += section.problems
  }

  private mutating func readReviewer(_ entries: [ConfigurationValue.Entry]) {
    var section = reader(entries, "reviewer", ["name"])
    if let name = section.string("name") {
      if let problem = ReviewerName.problem(with: name) {
        section.note(section.line(of: "name"), problem)
      } else {
        configuration.reviewer = name
      }
    }
    problems += section.problems
  }

  private mutating func readKeys(_ entries: [ConfigurationValue.Entry]) {
    let screens = ["global"] + Screen.allCases.map(\.section)
    let commands = CommandID.allCases.map(\.rawValue)
    for screen in entries {
      guard screens.contains(screen.key) else {
        note(
          screen.line, "unknown section [keys.\(screen.key)]" + Spelling.hint(for: screen.key, among: screens)
        )
        continue
      }
      guard case .table(let bindings) = screen.value.content else {
        note(screen.line, "[keys] \"\(screen.key)\" must be a section of its own, [keys.\(screen.key)]")
        continue
      }
      var section = reader(bindings, "keys.\(screen.key)", nil)
      for (keys, line, command) in section.allStrings(meaning: "the name of a command in quotes") {
        guard command == "none" || commands.contains(command) else {
          let near = Spelling.nearest(to: command, among: commands)
          let hint = near.map { "did you mean \"\($0)\"?" } ?? "`?` in the workbench lists them"
          section.note(line, "\"\(keys)\": there is no command \"\(command)\"; \(hint)")
          continue
        }
        bind(KeyOverride(section: screen.key, keys: keys, command: command, origin: "\(file):\(line)"))
      }
      problems += section.problems
    }
  }

  /// The workspace's binding of a key takes the place of the person's general one.
  private mutating func bind(_ override: KeyOverride) {
    configuration.keys.removeAll { $0.section == override.section && $0.keys == override.keys }
    configuration.keys.append(override)
  }
}
