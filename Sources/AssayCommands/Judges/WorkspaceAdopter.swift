import AssayCalibration
import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// Adopts judge versions: the files that `assay judge` reads, then the log of adoptions.
struct WorkspaceAdopter: JudgeAdopting {
  let workspace: Workspace
  let folder: URL
  let folders: ConfigurationFolders
  let environment: [String: String]

  @discardableResult
  func adopt(_ judge: JudgeID, author: String, reason: String, at: Int64) throws -> AdoptionOutcome {
    guard let version = try workspace.judges().first(where: { $0.id == judge }) else {
      throw WorkspaceError.unknownJudge(judge.rawValue)
    }
    guard let definition = try workspace.judgeDefinition(judge)?.definition else {
      throw CommandFailure(
        "the scores of \(version.name) came with imported data; it cannot be asked from here, so not be adopted"
      )
    }
    let plan = try AdoptionPlan(
      definition, name: version.name, folder: folder, folders: folders, environment: environment)
    let preserved = try preserve(plan.current, beside: judge, author: author, at: at)
    let files = WorkspaceFiles(folder: folder)
    for change in plan.changes { try files.write(change.name, change.text) }
    let rule = try JudgeVersions(workspace: workspace).rule(of: judge)?.id
    let adoption = Adoption(judge: judge, rule: rule, author: author, at: at, reason: reason)
    try workspace.adopt(adoption)
    return AdoptionOutcome(
      adoption: adoption, files: plan.changes.map(\.name), preserved: preserved, warnings: plan.warnings)
  }

  /// Takes the last adoption back by adopting what held before it. What was edited by hand since counts as one.
  ///
  /// - Throws: ``CommandFailure`` when nothing held before.
  func undo(author: String, at: Int64) throws -> AdoptionOutcome {
    let current = try AdoptionPlan.current(folder: folder, folders: folders, environment: environment)
    let preserved = try preserve(current, beside: nil, author: author, at: at)
    guard let target = Adoption.undoTarget(try workspace.adoptions()) else {
      throw CommandFailure("no judge version held before the one in use; there is nothing to take back")
    }
    var outcome = try adopt(target.judge, author: author, reason: Adoption.undoing, at: at)
    outcome.preserved = preserved
    return outcome
  }

  /// Makes a version of what the files say, where it is none, and writes down that it was in use, so that it can be gone
  /// back to.
  ///
  /// - Parameter judge: about to be adopted; nil: not known yet.
  /// - Returns: the version, when it is new.
  private func preserve(
    _ current: JudgeDefinition?, beside judge: JudgeID?, author: String, at: Int64
  ) throws -> JudgeVersion? {
    guard let current else { return nil }
    let last = try workspace.adoptions().last
    if judge == nil, last == nil { return nil }
    let versions = JudgeVersions(workspace: workspace)
    let known = try workspace.judgeVersion(fingerprint: current.fingerprint)
    let version = try known ?? versions.register(current, parent: last?.judge, author: nil, at: at)
    if version.id != judge, version.id != last?.judge {
      let reason = last == nil ? "in use before" : "edited by hand"
      let rule = try versions.rule(of: version.id)?.id
      try workspace.adopt(Adoption(judge: version.id, rule: rule, author: author, at: at, reason: reason))
    }
    return known == nil ? version : nil
  }
}
