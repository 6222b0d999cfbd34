import AssayModel

extension WorkspaceTemplate {
  /// The section [duplicates]: what the task says as lines that hold, the rest commented out with its
  /// default.
  var duplicates: String {
    let settings = task.duplicates
    let defaults = DuplicateSettings()
    let methods = DuplicateMethod.allCases.filter(settings.methods.contains).map(\.rawValue)
    return [
      """
      [duplicates]
      # How near duplicates are looked for; docs/configuration.md explains each line.
      \(line("methods", Self.list(methods), isSet: settings.methods != defaults.methods))
      # Two examples count as near duplicates from this share of common word groups (Jaccard, 0 to 1).
      \(line("threshold", "\(settings.threshold(.minhash))", isSet: settings.thresholds[.minhash] != nil))
      # The text fields to compare; none: all of them.
      \(line("fields", Self.list(settings.fields), isSet: settings.fields != defaults.fields))
      # What must be equal besides, for example the label.
      \(line("same", Self.list(settings.same.isEmpty ? ["label"] : settings.same), isSet: !settings.same.isEmpty))
      # A model that `assay models` lists, or the name of a [models.NAME] above.
      \(line("embedding", Self.quoted(settings.embedding ?? "local"), isSet: settings.embedding != nil))
      """, thresholds, sets,
    ].joined(separator: "\n\n")
  }

  private var thresholds: String {
    let methods = DuplicateMethod.allCases.filter { $0 != .exact && $0 != .minhash }
    let isSet = methods.contains { task.duplicates.thresholds[$0] != nil }
    let lines = methods.map { method in
      line(
        method.rawValue, "\(task.duplicates.threshold(method))",
        isSet: task.duplicates.thresholds[method] != nil)
    }
    return ([(isSet ? "" : "# ") + "[duplicates.thresholds]"] + lines).joined(separator: "\n")
  }

  private var sets: String {
    let head = "# Sets to compare with: \"test\" (held-out real data), \"seeds\" or \"other\"."
    if task.duplicates.references.isEmpty {
      return head
        + """

        # [duplicates.sets.test]
        # file = "test.jsonl"
        # role = "test"
        """
    }
    let sections = task.duplicates.references.map { set in
      """
      [duplicates.sets.\(Self.key(set.name))]
      file = \(Self.quoted(set.file))
      role = \(Self.quoted(set.role.rawValue))
      """
    }
    return head + "\n" + sections.joined(separator: "\n\n")
  }

  func line(_ key: String, _ value: String, isSet: Bool) -> String {
    (isSet ? "" : "# ") + "\(key) = \(value)"
  }

  static func list(_ names: [String]) -> String {
    "[" + names.map(quoted).joined(separator: ", ") + "]"
  }
}
