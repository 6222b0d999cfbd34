import AssayCalibration
import AssayModel
import AssayStore
import Foundation

/// Why there is nothing to calibrate.
public enum CalibrationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case unknownJudge(JudgeID)

  public var description: String {
    switch self {
    case .unknownJudge(let judge): "there is no judge with the number \(judge.rawValue) in this workspace"
    }
  }
}

/// Reads all that figures on a judge are made from. What has a truth and no split yet is given one on the way, so that
/// everybody who reads sees the same sets.
public struct CalibrationSource: Sendable {
  let workspace: Workspace
  let task: TaskSpecification
  private let now: @Sendable () -> Int64

  /// - Parameter now: milliseconds since 1970.
  public init(
    workspace: Workspace, task: TaskSpecification,
    now: @escaping @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }
  ) {
    self.workspace = workspace
    self.task = task
    self.now = now
  }

  /// All examples with a truth, with their splits and without anybody's scores.
  ///
  /// - Parameter reviewer: only this person's word counts, rulings aside; nil: everybody's.
  public func progress(reviewer: String? = nil) throws -> CalibrationSet {
    try CalibrationRows(workspace: workspace, task: task, at: now()).set(reviewer: reviewer)
  }

  /// The set with a judge's scores, and what it has scored beside.
  ///
  /// - Parameters:
  ///   - opensTest: whether the rows of the test split carry scores too. Whoever asks for them has written the opening
  ///     down before; ``open(judge:reviewer:withPopulation:opening:)`` does both.
  ///   - withPopulation: whether to read the scores of everything, some tenths of a second for a million.
  /// - Throws: ``CalibrationProblem/unknownJudge(_:)``.
  public func load(
    judge: JudgeID, reviewer: String? = nil, opensTest: Bool = false, withPopulation: Bool = true
  ) throws -> CalibrationData {
    guard let version = try workspace.judges().first(where: { $0.id == judge }) else {
      throw CalibrationProblem.unknownJudge(judge)
    }
    var set = try progress(reviewer: reviewer)
    try addScores(of: judge, to: &set, opensTest: opensTest)
    return CalibrationData(
      judge: version, definition: try workspace.judgeDefinition(judge)?.definition, set: set,
      isTestOpen: opensTest,
      population: withPopulation ? try population(of: version) : ScoredPopulation(),
      rule: try workspace.keepRules().last { $0.judge == judge }, openings: try workspace.openings(),
      history: try workspace.measurements(), adoption: try workspace.adoptions().last)
  }

  /// Opens the test split: writes down that somebody looks, and gives out the scores only when that is on the disk.
  ///
  /// - Parameter opening: what to write down, made from the rows of the test split with their scores, whose hash names
  ///   the set.
  public func open(
    judge: JudgeID, reviewer: String? = nil, withPopulation: Bool = true,
    opening: ([CalibrationRow]) -> TestOpening
  ) throws -> CalibrationData {
    var data = try load(judge: judge, reviewer: reviewer, opensTest: true, withPopulation: withPopulation)
    try workspace.logOpening(opening(data.set.rows(in: .test)))
    data.openings = try workspace.openings()
    return data
  }

  // MARK: The judge's part

  private func addScores(of judge: JudgeID, to set: inout CalibrationSet, opensTest: Bool) throws {
    let open = set.rows.indices.filter { opensTest || set.rows[$0].split != .test }
    let judgements = try workspace.judgements(by: judge, on: open.map { set.rows[$0].example })
    for index in open {
      guard let judgement = judgements[set.rows[index].example] else { continue }
      for score in judgement.scores {
        if let value = score.value { set.rows[index].scores[score.dimension] = value }
      }
      set.rows[index].reason = Self.reason(judgement)
    }
  }

  private static func reason(_ judgement: Judgement) -> String? {
    if let reason = judgement.reason { return reason }
    let parts = judgement.scores.compactMap { score in score.reason.map { "\(score.dimension): \($0)" } }
    return parts.isEmpty ? nil : parts.joined(separator: "\n")
  }

  private func population(of judge: JudgeVersion) throws -> ScoredPopulation {
    let columns = try workspace.scores(judge: judge.id, dimensions: judge.dimensions)
    let count = columns.values.first?.count ?? 0
    var isScored = [Bool](repeating: false, count: count)
    for column in columns.values {
      for index in column.indices where !column[index].isNaN { isScored[index] = true }
    }
    for row in try workspace.knownBad() where row.rawValue <= Int64(count) {
      isScored[Int(row.rawValue) - 1] = false
    }
    let scored = isScored.indices.filter { isScored[$0] }
    return ScoredPopulation(
      examples: scored.map { Int32($0 + 1) },
      scores: columns.mapValues { column in scored.map { column[$0] } })
  }
}
