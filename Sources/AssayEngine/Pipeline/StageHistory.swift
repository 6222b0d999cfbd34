import AssayModel

/// What a stage has cost and kept in all rounds of its pipeline.
public struct StageHistory: Hashable, Sendable {
  /// Of all rounds. Where a stage looks at everything that is there, as a judge does, the newest round's counts are those
  /// of all; what it cost is added up.
  public var figures: StageFigures
  public var rounds: Int
  /// The queues that were drawn.
  public var queues: [Int64]

  /// - Parameters:
  ///   - known: of each round, oldest first.
  ///   - queue: reads the examples of a queue.
  /// - Returns: nil: nothing is known.
  init?(
    _ known: [StageFigures], _ kind: PipelineStage.Kind, queue: (Int64) throws -> [ExampleID]
  ) rethrows {
    guard var sum = known.last else { return nil }
    rounds = known.count
    queues = known.compactMap(\.draw)
    sum.spending = known.map(\.spending).reduce(Spending(), +)
    let walls = known.compactMap(\.wall)
    sum.wall = walls.isEmpty ? nil : walls.reduce(0, +)
    switch kind {
    case .generate, .augment:
      let asked = known.compactMap(\.asked)
      sum.asked = asked.count == known.count ? asked.reduce(0, +) : nil
      sum.incoming = known.reduce(0) { $0 + $1.incoming }
      sum.kept = known.reduce(0) { $0 + $1.kept }
      let wanted = known.compactMap(\.wanted)
      sum.wanted = wanted.count == known.count ? wanted.reduce(0, +) : nil
      if known.count > 1 { sum.notes = Self.notes(known) }
    case .sample:
      // One that nobody has decided may stand in several.
      if known.count > 1 { sum.kept = Set(try queues.flatMap(queue)).count }
    case .seeds, .judge, .dedupe: break
    }
    figures = sum
  }

  private static func notes(_ known: [StageFigures]) -> [String] {
    known.enumerated().flatMap { round, figures in figures.notes.map { "round \(round + 1): \($0)" } }
  }
}
