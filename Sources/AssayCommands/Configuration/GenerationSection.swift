import AssayModel

/// Reads [generate].
struct GenerationSection {
  let file: String
  /// As far as they could be understood.
  private(set) var settings: GenerationSettings
  private(set) var problems: [ConfigurationProblem] = []
  /// The models that it names, with the key and the line of each.
  private var named: [(key: WritableKeyPath<GenerationSettings, String?>, name: String, line: Int?)] = []

  /// - Parameter settings: what holds where the section says nothing.
  init(file: String, settings: GenerationSettings) {
    self.file = file
    self.settings = settings
  }

  static let keys = [
    "model", "verifier", "weak", "translator", "per_call", "temperature", "seeds_per_call", "seeds", "pivots",
    "contexts",
  ]

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    var section = SectionReader(entries, file: file, section: "generate", known: Self.keys)
    for (name, key) in Self.models {
      guard let model = section.filled(name, meaning: "the name of a [models.NAME] in quotes") else {
        continue
      }
      settings[keyPath: key] = model
      named.append((key, name, section.line(of: name)))
    }
    settings.perCall = section.integer("per_call", atLeast: 1, atMost: 200) ?? settings.perCall
    settings.temperature = section.temperatures("temperature") ?? settings.temperature
    settings.seedsPerCall =
      section.integer("seeds_per_call", atLeast: 0, atMost: 100) ?? settings.seedsPerCall
    settings.seeds = section.filled("seeds", meaning: "the name of a batch in quotes") ?? settings.seeds
    settings.pivots = section.names("pivots") ?? settings.pivots
    settings.contexts = section.names("contexts") ?? settings.contexts
    problems += section.problems
  }

  /// Whether the models that it names are there; they may stand behind it in the file.
  mutating func check(models: [String]) {
    for (key, name, line) in named {
      guard let model = settings[keyPath: key], !models.contains(model) else { continue }
      problems.append(
        ConfigurationProblem(
          file: file, line: line,
          message: "[generate] \"\(name)\": there is no model \"\(model)\""
            + (models.isEmpty
              ? "; a model is a section [models.NAME]" : Spelling.hint(for: model, among: models))))
      settings[keyPath: key] = nil
    }
  }

  private static var models: [(String, WritableKeyPath<GenerationSettings, String?>)] {
    [
      ("model", \.model), ("verifier", \.verifier), ("weak", \.weak), ("translator", \.translator),
    ]
  }
}

extension SectionReader {
  /// Two temperatures from 0 to 2, [lowest, highest].
  mutating func temperatures(_ key: String) -> ClosedRange<Double>? {
    guard let line = line(of: key), let numbers = numbers(key) else { return nil }
    if numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1], numbers[1] <= 2 {
      return numbers[0]...numbers[1]
    }
    note(line, "\"\(key)\" must be two numbers from 0 to 2, the lower one first, such as [0.8, 1.0]")
    return nil
  }
}
