import AssayJudging
import AssayModel
import AssayStore

/// The judge versions of a workspace: an immutable list. What is changed becomes a version of its own.
public struct JudgeVersions: Sendable {
  private let workspace: Workspace

  public init(workspace: Workspace) { self.workspace = workspace }

  /// Writes down a version that was made from another one. One with the same definition that is there already is
  /// returned as it is, with the parent and the author that it has.
  ///
  /// - Parameters:
  ///   - parent: what it was made from.
  ///   - author: a reviewer, or "tuner".
  ///   - at: milliseconds since 1970.
  /// - Throws: a `TemplateProblem` when the template cannot be used, with its line; a ``WorkspaceError``.
  public func register(
    _ definition: JudgeDefinition, parent: JudgeID?, author: String?, at: Int64
  ) throws -> JudgeVersion {
    // A version that cannot be asked would be found out by its first run only.
    _ = try JudgePrompt(definition: definition)
    return try workspace.judgeVersion(
      for: definition, fingerprint: definition.fingerprint, name: definition.specification.name, at: at,
      parent: parent, author: author)
  }

  /// The version of this name; nil: there is none.
  public func version(named name: String) throws -> JudgeVersion? {
    try workspace.judges().first { $0.name == name }
  }

  /// The rule in force for a version: its newest; nil: the configuration's threshold on the mean.
  public func rule(of judge: JudgeID) throws -> KeepRuleVersion? {
    try workspace.keepRules().last { $0.judge == judge }
  }
}
