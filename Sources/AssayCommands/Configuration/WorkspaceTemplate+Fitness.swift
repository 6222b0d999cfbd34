import AssayModel

extension WorkspaceTemplate {
  /// What was answered, or how to answer.
  var fitness: String {
    let known = Fitness.Risk.allCases.map { Self.quoted($0.rawValue) }.joined(separator: ", ")
    guard let fitness = task.fitness else {
      return """
        # Whether data from a model is right for the task: nobody was asked yet. `assay fitness` asks and writes this.
        # [fitness]
        # risks = []  # none, or of \(known)
        # reason = "why it goes on all the same"
        # date = "2026-01-31"

        """
    }
    return """
      # \(Self.fitnessRemark)
      [fitness]
      \(Self.settings(of: fitness).compactMap { setting in setting.value.map { "\(setting.key) = \($0)" } }
        .joined(separator: "\n"))

      """
  }

  static let fitnessRemark =
    "Whether data from a model is right for the task, as somebody answered; `assay fitness` asks again."

  /// The lines of the section.
  static func settings(of fitness: Fitness) -> [TOMLSectionEditor.Setting] {
    let risks = fitness.risks.map { quoted($0.rawValue) }.joined(separator: ", ")
    return [
      .init(key: "risks", value: "[\(risks)]"), .text("reason", fitness.reason), .text("date", fitness.date),
    ]
  }
}
