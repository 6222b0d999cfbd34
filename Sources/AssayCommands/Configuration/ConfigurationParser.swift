import AssayModel
import AssayWorkbench

/// Goes through the sections of one configuration file.
struct ConfigurationParser {
  let file: String
  let kind: ConfigurationLoader.Kind
  private(set) var configuration: WorkspaceConfiguration
  private var problems: [ConfigurationProblem] = []

  init(file: String, kind: ConfigurationLoader.Kind, base: WorkspaceConfiguration) {
    self.file = file
    self.kind = kind
    configuration = base
  }

  /// In the order of the file.
  var sortedProblems: [ConfigurationProblem] {
    problems.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
      .map(\.element)
  }

  private var knownSections: [String] {
    switch kind {
    case .workspace: ["task", "dimensions", "judge", "duplicates", "models", "interface", "keys"]
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
      read(section: entry.key, entries)
    }
  }

  private mutating func read(section: String, _ entries: [ConfigurationValue.Entry]) {
    switch section {
    case "task": readTask(entries)
    case "dimensions": readDimensions(entries)
    case "judge": readJudge(entries)
    case "duplicates": readDuplicates(entries)
    case "models": readModels(entries)
    case "interface": readInterface(entries)
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
    configuration.task.dimensions = entries.compactMap { entry in
      guard case .table(let inner) = entry.value.content else {
        note(
          entry.line,
          "[dimensions] \"\(entry.key)\" must be a section of its own, [dimensions.\(entry.key)], "
            + "not \(entry.value.kind)")
        return nil
      }
      return dimension(entry.key, inner, line: entry.line)
    }
  }

  private mutating func dimension(
    _ name: String, _ entries: [ConfigurationValue.Entry], line: Int
  ) -> Dimension {
    var section = reader(entries, "dimensions.\(name)", ["minimum", "maximum", "anchors"])
    var dimension = Dimension(name: name)
    dimension.minimum = section.integer("minimum") ?? dimension.minimum
    dimension.maximum = section.integer("maximum") ?? dimension.maximum
    if dimension.minimum >= dimension.maximum {
      section.note(
        section.line(of: "maximum") ?? section.line(of: "minimum") ?? line,
        "the minimum, \(dimension.minimum), must be less than the maximum, \(dimension.maximum)")
      dimension = Dimension(name: name)
    }
    if let anchors = section.table("anchors") {
      var inner = reader(anchors, "dimensions.\(name)", nil)
      for (key, line, text) in inner.allStrings(meaning: "a text in quotes that says what such a score is") {
        if let score = Int(key), score >= dimension.minimum, score <= dimension.maximum {
          dimension.anchors[score] = text
        } else {
          inner.note(
            line,
            "\"anchors\" has \"\(key)\", which is no score from \(dimension.minimum) to \(dimension.maximum)")
        }
      }
      section.take(inner)
    }
    problems += section.problems
    return dimension
  }

  private mutating func readJudge(_ entries: [ConfigurationValue.Entry]) {
    var section = reader(entries, "judge", ["show", "keep_at"])
    configuration.task.judge = section.string("show") ?? configuration.task.judge
    configuration.task.keepAt = section.number("keep_at") ?? configuration.task.keepAt
    problems += section.problems
  }

  private mutating func readDuplicates(_ entries: [ConfigurationValue.Entry]) {
    var section = DuplicatesSection(file: file, settings: configuration.task.duplicates)
    section.read(entries)
    configuration.task.duplicates = section.settings
    problems += section.problems
  }

  private mutating func readModels(_ entries: [ConfigurationValue.Entry]) {
    var section = ModelsSection(file: file)
    section.read(entries)
    configuration.task.models = section.models
    problems += section.problems
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
