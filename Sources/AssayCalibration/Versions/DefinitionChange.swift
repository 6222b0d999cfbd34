import AssayModel

/// One thing in which two judge versions differ, besides the words of their prompts.
public struct DefinitionChange: Hashable, Sendable, Codable {
  /// "model", "samples", "labels", "clarity", "shots", "rule".
  public var name: String
  /// nil: the older version has none.
  public var old: String?
  /// nil: the newer version has none.
  public var new: String?

  public init(name: String, old: String?, new: String?) {
    self.name = name
    self.old = old
    self.new = new
  }

  /// What differs, in the order in which a definition is shown; the template is not among it.
  ///
  /// - Parameters:
  ///   - oldRule: in force for the older version; nil where it does not matter.
  public static func between(
    _ old: JudgeDefinition, _ new: JudgeDefinition, oldRule: KeepRule? = nil, newRule: KeepRule? = nil
  ) -> [DefinitionChange] {
    var changes: [DefinitionChange] = []
    func compare(_ name: String, _ left: String?, _ right: String?) {
      if left != right { changes.append(DefinitionChange(name: name, old: left, new: right)) }
    }
    compare("model", models(old), models(new))
    let (a, b) = (old.specification, new.specification)
    if old.models.count > 1 || new.models.count > 1 { compare("panel", panel(old), panel(new)) }
    compare("calls", a.calls.rawValue, b.calls.rawValue)
    compare("scoring", a.scoring.rawValue, b.scoring.rawValue)
    compare("samples", "\(a.samples)", "\(b.samples)")
    compare(
      "temperature", KeepRuleText.number(a.chosenTemperature), KeepRuleText.number(b.chosenTemperature))
    compare("neighbours", "\(a.neighbours)", "\(b.neighbours)")
    compare("reasons", a.reasons ? "yes" : "no", b.reasons ? "yes" : "no")
    compare("task", old.task, new.task)
    compare("labels", old.labels.joined(separator: ", "), new.labels.joined(separator: ", "))
    changes += dimensions(old.dimensions, new.dimensions)
    changes += shots(old.shots, new.shots)
    compare("rule", oldRule.map(KeepRuleText.of), newRule.map(KeepRuleText.of))
    return changes
  }

  private static func models(_ definition: JudgeDefinition) -> String {
    definition.models.map(\.model).joined(separator: ", ")
  }

  private static func panel(_ definition: JudgeDefinition) -> String? {
    definition.models.count > 1 ? definition.specification.panel.rawValue : nil
  }

  // MARK: The rubric

  private static func dimensions(_ old: [Dimension], _ new: [Dimension]) -> [DefinitionChange] {
    let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
    var changes = names.compactMap { name -> DefinitionChange? in
      let left = old.first { $0.name == name }.map(text)
      let right = new.first { $0.name == name }.map(text)
      return left == right ? nil : DefinitionChange(name: name, old: left, new: right)
    }
    // The same ones in another order make another prompt.
    let (left, right) = (old.map(\.name), new.map(\.name))
    if changes.isEmpty, left != right {
      changes.append(
        DefinitionChange(
          name: "dimensions", old: left.joined(separator: ", "), new: right.joined(separator: ", ")))
    }
    return changes
  }

  private static func text(_ dimension: Dimension) -> String {
    let anchors = dimension.anchors.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return
      (["\(dimension.minimum)-\(dimension.maximum)"] + [dimension.description].compactMap { $0 } + anchors)
      .joined(separator: "; ")
  }

  // MARK: Shots

  private static func shots(
    _ old: [JudgeDefinition.Shot], _ new: [JudgeDefinition.Shot]
  ) -> [DefinitionChange] {
    if old == new { return [] }
    let (before, after) = (Set(old), Set(new))
    let added = new.count { !before.contains($0) }
    let removed = old.count { !after.contains($0) }
    let moved = added == 0 && removed == 0 ? " in another order" : ""
    let changed = added > 0 && removed > 0 && old.count == new.count ? " (\(added) of them others)" : ""
    return [DefinitionChange(name: "shots", old: "\(old.count)", new: "\(new.count)\(moved)\(changed)")]
  }
}
