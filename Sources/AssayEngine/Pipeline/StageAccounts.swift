import AssayModel
import AssayStore

/// Reads off the workspace what a stage has cost and kept, whoever has carried it out and however often it was broken
/// off.
public struct StageAccounts {
  private let workspace: Workspace
  private let pipeline: Pipeline
  private let examples: PipelineExamples
  private let keepAt: Double
  public let rounds: PipelineRounds

  public init(_ workspace: Workspace, _ pipeline: Pipeline, keepAt: Double) throws {
    self.workspace = workspace
    self.pipeline = pipeline
    self.keepAt = keepAt
    examples = try PipelineExamples(workspace, pipeline, keepAt: keepAt)
    rounds = try PipelineRounds(workspace, pipeline)
  }

  /// What this round knows of a stage at this moment; of one that is done what was written down then.
  public func figures(of number: Int) throws -> StageFigures? {
    let record = pipeline.records[number]
    guard record.state == .begun else { return record.figures }
    switch pipeline.definition.stages[number].kind {
    case .generate, .augment: return try generated(number)
    case .judge: return try judged(number)
    case .seeds, .dedupe, .sample: return record.figures
    }
  }

  /// Of a stage that generates.
  public func generated(_ number: Int) throws -> StageFigures {
    let runs = try StageRuns(workspace, pipeline, stage: number)
    var figures = pipeline.records[number].figures ?? StageFigures()
    figures.spending = runs.spending
    figures.wall = runs.wall
    guard let tally = runs.tally else { return figures }
    figures.batch = tally.batch
    figures.asked = tally.asked
    figures.incoming = tally.returned
    figures.kept = tally.taken
    figures.wanted = tally.quotas.isEmpty ? nil : tally.quotas.reduce(0) { $0 + $1.wanted }
    figures.notes = Self.notes(tally)
    return figures
  }

  private static func notes(_ tally: GenerationTally) -> [String] {
    let counts = [
      (tally.copies, "exact copies"), (tally.overfull, "over their quota"),
      (tally.wrongLabel, "of a label that was not wanted"),
      (tally.wrongDifficulty, "of a difficulty that was not wanted"), (tally.filtered, "refused by a filter"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var notes = counts.isEmpty ? [] : ["left out: " + counts.joined(separator: ", ")]
    if tally.flagged > 0 { notes.append("flagged, because a check disagrees: \(tally.flagged)") }
    if let collapse = tally.collapse { notes.append("stopped: \(collapse)") }
    return notes
  }

  /// Of a stage that judges.
  public func judged(_ number: Int) throws -> StageFigures {
    var figures = pipeline.records[number].figures ?? StageFigures()
    let runs = try StageRuns(workspace, pipeline, stage: number)
    figures.spending = runs.spending
    figures.wall = runs.wall
    let incoming = try examples.incoming(to: number)
    let judgement = try examples.judgement(by: figures.judge, of: incoming)
    figures.asked = incoming.count
    figures.incoming = incoming.count - judgement.unjudged.count
    figures.kept = judgement.kept.count
    figures.failed = judgement.failed.count
    figures.rule = judgement.rule.isEmpty ? nil : judgement.rule
    figures.notes =
      judgement.unjudged.isEmpty ? [] : ["without an answer so far: \(judgement.unjudged.count)"]
    return figures
  }

  /// Of a search for near copies that is done.
  public func compared(_ number: Int, seconds: Double) throws -> StageFigures {
    let incoming = try examples.incoming(to: number)
    let distinct = try examples.withoutCopies(incoming)
    var figures = StageFigures()
    figures.incoming = incoming.count
    figures.kept = distinct.left.count
    figures.copies = distinct.copies
    figures.clusters = distinct.clusters
    figures.wall = seconds
    return figures
  }

  /// The run that a stage has under way, in whatever process; nil: there is none.
  public func live(_ number: Int) throws -> Run? {
    guard pipeline.records[number].state == .begun else { return nil }
    return try StageRuns(workspace, pipeline, stage: number).runs.first { !$0.state.isOver }
  }

  /// How the last run ended of a stage that has begun and is not done; nil: it goes on, or came to its own end.
  func brokenOff(_ number: Int) throws -> Run.State? {
    guard pipeline.records[number].state == .begun else { return nil }
    let last = try StageRuns(workspace, pipeline, stage: number).runs.first?.state
    return last.flatMap { $0.isOver && $0 != .finished ? $0 : nil }
  }

  // MARK: All rounds

  /// Seconds on the clock of all stages and rounds; of those that went on at the same time it is counted once.
  public func wall() throws -> Double {
    let turns = pipeline.definition.stages.indices.flatMap { rounds.turns(of: $0) } + rounds.gone.joined()
    var alone = 0.0
    var times: [ClosedRange<Int64>] = []
    for turn in turns {
      let found = try StageRuns(workspace, turn.pipeline, stage: turn.number).times
      times += found
      if found.isEmpty { alone += turn.record.figures?.wall ?? 0 }
    }
    return alone + StageTimes.covered(times)
  }

  /// What all rounds know of a stage.
  ///
  /// - Parameter number: counted from 0.
  /// - Returns: nil: nothing is known yet.
  public func history(of number: Int) throws -> StageHistory? {
    try history(rounds.turns(of: number))
  }

  /// The same of stages that are in the newest round no more, each with what it was.
  public func gone() throws -> [(stage: PipelineStage, history: StageHistory)] {
    try rounds.gone.compactMap { turns in
      try history(turns).map { (turns[turns.count - 1].stage, $0) }
    }
  }

  private func history(_ turns: [PipelineRounds.Turn]) throws -> StageHistory? {
    let known = try turns.compactMap { turn in
      let accounts =
        turn.pipeline.id == pipeline.id
        ? self : try StageAccounts(workspace, turn.pipeline, keepAt: keepAt)
      return try accounts.figures(of: turn.number)
    }
    guard let kind = turns.last?.stage.kind else { return nil }
    return try StageHistory(known, kind) { id in
      try workspace.draws().first { $0.id == id }?.examples.map(\.example) ?? []
    }
  }

  /// What all stages have cost so far, in all rounds.
  public func spent() throws -> Spending {
    let stages = try pipeline.records.indices.compactMap { try history(of: $0) }
    return (stages + (try gone().map(\.history))).map(\.figures.spending).reduce(Spending(), +)
  }
}
