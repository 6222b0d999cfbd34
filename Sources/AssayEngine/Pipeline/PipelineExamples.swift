import AssayCalibration
import AssayModel
import AssayStore

/// Which examples a pipeline's stages have taken in and left.
///
/// Examples flow: those that generate add to them, a judge and a search for copies let some pass. What earlier rounds of
/// the pipeline have made flows with what this one makes.
public struct PipelineExamples {
  private let workspace: Workspace
  private let pipeline: Pipeline
  private let rounds: PipelineRounds
  /// What a judge keeps where no rule of its own is in force.
  private let keepAt: Double

  public init(_ workspace: Workspace, _ pipeline: Pipeline, keepAt: Double) throws {
    self.workspace = workspace
    rounds = try PipelineRounds(workspace, pipeline)
    self.pipeline = pipeline
    self.keepAt = keepAt
  }

  // MARK: What comes to a stage, and what it leaves

  /// What has come to a stage, in the order of import.
  ///
  /// - Parameter number: counted from 0.
  public func incoming(to number: Int) throws -> [ExampleID] {
    var flow: [ExampleID] = []
    for index in 0..<number {
      if index == gate { flow += try madeByGone() }
      let stage = pipeline.definition.stages[index]
      if stage.generates { flow += try made(by: index) } else { flow = try passed(by: index, flow) }
    }
    if number == gate { flow += try madeByGone() }
    return flow.sorted()
  }

  /// What a stage has left: of one that brings examples those that it brought.
  public func left(by number: Int) throws -> [ExampleID] {
    switch pipeline.definition.stages[number].kind {
    case .seeds, .generate, .augment: try made(by: number)
    case .judge, .dedupe, .sample: try passed(by: number, incoming(to: number))
    }
  }

  /// What the stages before one have generated, whatever became of it.
  public func generated(before number: Int) throws -> [ExampleID] {
    let own = (0..<number).filter { pipeline.definition.stages[$0].generates }
    var made = try own.flatMap { try self.made(by: $0) }
    if number >= gate { made += try madeByGone() }
    return made.sorted()
  }

  /// What the stages before one have taken in to start from.
  public func seeds(before number: Int) throws -> [ExampleID] {
    let stages = pipeline.definition.stages
    return try stages.indices.prefix(number).filter { stages[$0].kind == .seeds }.flatMap { try made(by: $0) }
  }

  /// The first stage that brings no examples, where what stages brought that are in the file no more comes in; past the
  /// end where there is none.
  private var gate: Int {
    let stages = pipeline.definition.stages
    return stages.firstIndex { !$0.generates && $0.kind != .seeds } ?? stages.count
  }

  private func madeByGone() throws -> [ExampleID] {
    try rounds.gone.joined().filter(\.stage.generates).flatMap(made(in:))
  }

  /// Of a stage that generates what all rounds have brought; of seeds those of the newest.
  private func made(by number: Int) throws -> [ExampleID] {
    let turns = rounds.turns(of: number)
    guard pipeline.definition.stages[number].kind == .seeds else { return try turns.flatMap(made(in:)) }
    return try made(pipeline.records[number].figures ?? turns.last?.record.figures)
  }

  private func made(in turn: PipelineRounds.Turn) throws -> [ExampleID] {
    if turn.record.state == .done { return try made(turn.record.figures) }
    // Its process may have died before it could write down where it writes to.
    let runs = try StageRuns(workspace, turn.pipeline, stage: turn.number)
    return try (runs.tally?.batch).map { try workspace.examples(inBatch: $0).ids } ?? []
  }

  private func made(_ figures: StageFigures?) throws -> [ExampleID] {
    if let examples = figures?.examples { return examples }
    return try figures?.batch.map { try workspace.examples(inBatch: $0).ids } ?? []
  }

  /// What earlier rounds of a stage have brought.
  ///
  /// - Parameter number: counted from 0.
  public func madeBefore(by number: Int) throws -> [ExampleID] {
    try rounds.turns(of: number).filter { $0.pipeline.id != pipeline.id }.flatMap(made(in:))
  }

  private func passed(by number: Int, _ flow: [ExampleID]) throws -> [ExampleID] {
    switch pipeline.definition.stages[number].kind {
    case .judge: try judgement(by: judge(of: number), of: flow).kept
    case .dedupe: try withoutCopies(flow).left
    case .seeds, .generate, .augment, .sample: flow
    }
  }

  // MARK: Judges

  /// The version that a stage judges by, or has judged by in the round before.
  private func judge(of number: Int) -> String? {
    pipeline.records[number].figures?.judge ?? rounds.turns(of: number).last?.record.figures?.judge
  }

  /// What a judge makes of examples.
  public struct Judgement: Sendable {
    /// Those that its rule keeps.
    public var kept: [ExampleID] = []
    /// Those without a score for every dimension.
    public var failed: [ExampleID] = []
    /// Those that it has not judged.
    public var unjudged: [ExampleID] = []
    /// The rule in words.
    public var rule = ""
  }

  /// - Parameter version: the judge version's name; nil: none has judged.
  public func judgement(by version: String?, of examples: [ExampleID]) throws -> Judgement {
    var result = Judgement()
    guard let judge = try version.flatMap({ name in try workspace.judges().first { $0.name == name } }) else {
      result.unjudged = examples
      return result
    }
    let rule = try workspace.keepRule(of: judge.id) ?? .mean(atLeast: keepAt)
    result.rule = KeepRuleText.of(rule)
    let judgements = try workspace.judgements(by: judge.id, on: examples)
    for example in examples {
      guard let judgement = judgements[example] else {
        result.unjudged.append(example)
        continue
      }
      if judgement.failure != nil { result.failed.append(example) }
      if rule.keeps(judgement.values) == true { result.kept.append(example) }
    }
    return result
  }

  // MARK: Copies

  /// Examples without the near copies among them.
  public struct Distinct: Sendable {
    public var left: [ExampleID] = []
    public var copies = 0
    /// The clusters that copies are in.
    public var clusters = 0
  }

  /// Of each cluster one of the examples is left: its representative where it is among them, else the oldest; none where
  /// the cluster has an example that the pipeline did not make, such as a seed.
  public func withoutCopies(_ examples: [ExampleID]) throws -> Distinct {
    let among = Set(examples)
    let own = Set(try generated(before: pipeline.definition.stages.count))
    var copies: Set<ExampleID> = []
    var result = Distinct()
    for cluster in try workspace.allClusters() {
      let members = cluster.members.map(\.example)
      let found = members.filter(among.contains)
      let isForeign = members.contains { !own.contains($0) }
      guard let first = found.first, isForeign || found.count > 1 else { continue }
      // The representative stands first.
      let stays = isForeign ? nil : (first == members.first ? first : found.min())
      copies.formUnion(found.filter { $0 != stays })
      result.clusters += 1
    }
    result.copies = copies.count
    result.left = examples.filter { !copies.contains($0) }
    return result
  }
}
