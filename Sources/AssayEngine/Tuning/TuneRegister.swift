import AssayCalibration
import AssayJudging
import AssayModel
import AssayStore

/// Puts what tuning finds into the lists that everybody sees: versions with parent and author, their scores, their rules
/// and their figures. Whatever is there already is not put there twice.
final class TuneRegister {
  static let author = "tuner"

  private let workspace: Workspace
  private let table: TuneTable
  private let now: @Sendable () -> Int64
  private(set) var versions: [Int: JudgeVersion]

  init(_ table: TuneTable, incumbent: JudgeVersion) {
    workspace = table.workspace
    self.table = table
    now = table.options.now
    versions = [0: incumbent]
  }

  /// The version of a candidate; one that is not there is made.
  @discardableResult
  func version(of measured: MeasuredCandidate, note: String) throws -> JudgeVersion {
    let candidate = measured.candidate
    if let known = versions[candidate.id] { return known }
    let parent = candidate.parents.first.flatMap { versions[$0] } ?? versions[0]
    let made = try JudgeVersions(workspace: workspace).register(
      candidate.definition, parent: parent?.id, author: Self.author, at: now())
    versions[candidate.id] = made
    try keepRule(measured.rule, of: made.id, note: note)
    return made
  }

  /// Writes down a rule unless it is the one in force already.
  func keepRule(_ rule: KeepRule, of judge: JudgeID, note: String) throws {
    if try workspace.keepRules().last(where: { $0.judge == judge })?.rule == rule { return }
    try workspace.addKeepRule(rule, judge: judge, author: Self.author, at: now(), note: note)
  }

  /// Writes down what a candidate has said of these examples, and its figures on them.
  func record(
    _ candidate: TuneCandidate, _ judge: JudgeVersion, rule: KeepRule, on rows: [TuningRow], split: Split,
    setHash: String, ratio: Double
  ) throws {
    let known = try workspace.judgements(by: judge.id, on: rows.map(\.example))
    let new = rows.compactMap { row -> (judge: JudgeID, example: ExampleID, judgement: Judgement)? in
      guard known[row.example] == nil else { return nil }
      return table.judgement(candidate.id, row.example).map { (judge.id, row.example, $0) }
    }
    if !new.isEmpty { try workspace.record(JudgingResult(judgements: new), at: now()) }
    let matrix = TuningFigures(table.scored(rows, by: candidate.id), rule: rule, ratio: ratio).matrix
    let figures = VersionFigures(
      judge: judge.id, split: split, rule: rule, setHash: setHash, unscored: 0, matrix: matrix,
      costRatio: ratio)
    let isThere = try workspace.measurements().contains {
      $0.judge == judge.id && $0.split == split && $0.setHash == setHash && $0.rule == rule
        && $0.matrix == matrix
    }
    if isThere { return }
    try workspace.addMeasurement(figures.measurement(author: Self.author, at: now()))
  }
}
