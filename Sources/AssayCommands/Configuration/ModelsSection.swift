import AssayModel

/// Reads [models.NAME], one section for each model.
struct ModelsSection {
  let file: String
  /// Those that could be understood, in the order of the file.
  private(set) var models: [ModelEndpoint] = []
  /// All that have a section, understood or not: a judge that names one of them makes no second mistake.
  private(set) var names: [String] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    for entry in entries {
      names.append(entry.key)
      guard case .table(let values) = entry.value.content else {
        problems.append(
          ConfigurationProblem(
            file: file, line: entry.line,
            message:
              "[models] \"\(entry.key)\" must be a section of its own, [models.NAME], not \(entry.value.kind)"
          ))
        continue
      }
      var section = ModelSection(entry.key, values, file: file, line: entry.line)
      if let model = section.read() { models.append(model) }
      problems += section.problems
    }
  }
}
