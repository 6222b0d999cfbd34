import AssayModel
import AssayStore

/// A judge version with what it is made of.
struct StoredVersion {
  let judge: JudgeVersion
  let definition: JudgeDefinition

  /// - Throws: ``CommandFailure`` when there is none of that name, or when it came with imported data.
  init(named name: String, _ workspace: Workspace) throws {
    let judges = try workspace.judges()
    guard let judge = judges.first(where: { $0.name == name }) else {
      throw CommandFailure(
        "there is no judge version \"\(name)\"\(Spelling.hint(for: name, among: judges.map(\.name))); "
          + "`assay judge versions` lists them")
    }
    guard let definition = try workspace.judgeDefinition(judge.id)?.definition else {
      throw CommandFailure("\(name) came with imported data; it is not known what it is made of")
    }
    self.judge = judge
    self.definition = definition
  }

  /// The version that `--judge` names, where neither a judge nor a model of the configuration has that name.
  static func asked(
    _ name: String?, _ task: TaskSpecification, _ workspace: Workspace
  ) throws -> JudgeDefinition? {
    guard let name, !task.usableJudges.contains(where: { $0.name == name }),
      !task.models.contains(where: { $0.name == name }),
      let judge = try workspace.judges().first(where: { $0.name == name })
    else { return nil }
    return try workspace.judgeDefinition(judge.id)?.definition
  }
}
