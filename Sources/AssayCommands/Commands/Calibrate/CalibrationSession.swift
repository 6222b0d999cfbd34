import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore
import Foundation

/// What the commands under `assay calibrate` that work on a workspace need: the judge that is meant, its rule, whose word
/// counts, and who is asking.
struct CalibrationSession {
  let task: TaskSpecification
  let workspace: Workspace
  let source: CalibrationSource
  /// Who looks: openings, measurements and rules are signed with it.
  let author: String
  let now: Int64

  /// - Throws: a ``CommandFailure``.
  init(_ location: WorkspaceOptions) throws {
    let runtime = RuntimeEnvironment.current
    let configuration = try location.configuration(runtime.folders)
    task = configuration.task
    workspace = try location.open()
    source = CalibrationSource(workspace: workspace, task: task)
    author = try ReviewerName.resolve(
      flag: nil, configured: configuration.reviewer, environment: runtime.variables)
    now = Int64(Date().timeIntervalSince1970 * 1_000)
  }

  /// The judge of this name; without one the adopted one, else the one that is shown first, else the one that has scored
  /// most.
  ///
  /// - Throws: a ``CommandFailure`` that names those that there are.
  func judge(named name: String?) throws -> JudgeVersion {
    let judges = try workspace.judges()
    guard !judges.isEmpty else {
      throw CommandFailure(
        "no judge has scored anything here yet: `assay judge` runs one, or import data that has scores")
    }
    if let name {
      if let judge = judges.first(where: { $0.name == name }) { return judge }
      throw CommandFailure(
        "there is no judge \"\(name)\" here"
          + Spelling.hint(for: name, among: judges.map(\.name)))
    }
    if let adopted = try workspace.adoptions().last?.judge,
      let judge = judges.first(where: { $0.id == adopted })
    {
      return judge
    }
    return judges.first { $0.name == task.judge } ?? judges.max { $0.count < $1.count } ?? judges[0]
  }

  /// The rule that holds for a judge.
  func rule(_ data: CalibrationData) -> KeepRule { data.rule?.rule ?? .mean(atLeast: task.keepAt) }

  /// Reads a judge's data. Test rows carry scores only when the part is test: that is written down as an opening before.
  ///
  /// - Parameter purpose: for the log of openings.
  func load(
    _ judge: JudgeVersion, part: CalibrationReport.Part, reviewer: String?, purpose: String,
    withPopulation: Bool = true
  ) throws -> CalibrationData {
    guard part == .test else {
      return try source.load(judge: judge.id, reviewer: reviewer, withPopulation: withPopulation)
    }
    return try source.open(judge: judge.id, reviewer: reviewer, withPopulation: withPopulation) { rows in
      TestOpening(setHash: SetHash.of(rows), judge: judge.id, author: author, at: now, purpose: purpose)
    }
  }

  /// Reads what two judges say of the same part. On test that is one look: one opening is written down, for the second
  /// judge, on which the comparison is to decide.
  ///
  /// - Parameter purpose: for the log of openings.
  func pair(
    _ first: JudgeVersion, _ second: JudgeVersion, part: CalibrationReport.Part, purpose: String
  ) throws -> (first: CalibrationData, second: CalibrationData) {
    // The second first: the opening has to be on the disk before the other's scores are read.
    let right = try load(second, part: part, reviewer: nil, purpose: purpose, withPopulation: false)
    let left = try source.load(judge: first.id, opensTest: part == .test, withPopulation: false)
    return (left, right)
  }

  /// - Throws: a ``CommandFailure`` when nobody has decided anything that could be compared.
  func requireRows(_ data: CalibrationData, _ part: CalibrationReport.Part, reviewer: String?) throws {
    if let reviewer, data.set.rows.isEmpty {
      throw CommandFailure(
        "\(reviewer) has decided nothing here; names are spelled as in the log of decisions")
    }
    guard !data.set.rows.isEmpty else {
      throw CommandFailure(
        "nobody has accepted or rejected anything yet: `assay` opens the workbench to decide, "
          + "`assay calibrate sample` draws what to decide")
    }
    let rows = data.set.rows.filter { part.splits.contains($0.split) && $0.exclusion == nil }
    if rows.isEmpty {
      throw CommandFailure(
        "none of the \(Figures.count(data.set.rows.count, "decided example")) is in the split "
          + "\"\(part.rawValue)\" yet: decide more, or name another with --split")
    }
    if rows.allSatisfy({ $0.scores.isEmpty }) {
      throw CommandFailure(
        "\(data.judge.name) has scored none of the \(Figures.count(rows.count, "decided example")) of the split "
          + "\"\(part.rawValue)\": run `assay judge` on them first")
    }
  }
}

extension CalibrationReport.Part: ExpressibleByArgument {}
