import AssayCalibration
import AssayModel
import AssayStatistics
import AssayStore

/// Draws a review queue from a workspace: examples to be decided, with probes and repeats among them.
public struct SampleRun {
  public struct Options: Sendable {
    /// Of the whole queue.
    public var size: Int
    /// nil: balanced where a judge has scored, else stratified.
    public var strategy: SampleDraw.Strategy?
    /// nil: the adopted one, else the one that the task shows first, else the one that has scored most; none where none
    /// has scored.
    public var judge: JudgeID?
    /// The wanted share of bad ones in the calibration set.
    public var badShare: Double
    /// nil: another one for each draw.
    public var seed: UInt64?
    /// The examples that may be drawn; nil: all that nobody has decided.
    public var within: Set<ExampleID>?
    /// Whether given seeds may be drawn as well. People have made or chosen them already: what a judge is to be trusted
    /// with is what was generated.
    public var includesSeeds = false
    public init(
      size: Int = 100, strategy: SampleDraw.Strategy? = nil, judge: JudgeID? = nil, badShare: Double = 0.5,
      seed: UInt64? = nil, within: Set<ExampleID>? = nil
    ) {
      self.size = size
      self.strategy = strategy
      self.judge = judge
      self.badShare = badShare
      self.seed = seed
      self.within = within
    }
  }

  /// What was drawn.
  public struct Outcome: Sendable {
    public var draw: SampleDraw
    /// What has to be said of it.
    public var notes: [String]
    /// How many equally drawn examples would tell as much of everything (Kish 1965).
    public var effectiveSize: Double
    /// Where the drawn ones come from, each counted once.
    public var origins = ExampleOrigins()
    /// Undecided seeds that were not to be drawn.
    public var seedsLeftOut = 0
    public func count(of role: DrawnExample.Role) -> Int { draw.examples.count { $0.role == role } }
  }

  /// Why nothing can be drawn.
  public enum Problem: Error, Hashable, Sendable, CustomStringConvertible {
    case nothingUndecided
    /// So many seeds are undecided, and nothing else.
    case onlySeeds(Int)
    public var description: String {
      switch self {
      case .onlySeeds(let count):
        "nothing is undecided but \(count) \(count == 1 ? "seed" : "seeds") that people have given: "
          + "`assay calibrate sample --include-seeds` draws them"
      case .nothingUndecided: "every example is decided: there is nothing to draw"
      }
    }
  }

  private let workspace: Workspace
  private let task: TaskSpecification
  private let options: Options
  private let reviewer: String

  public init(workspace: Workspace, task: TaskSpecification, reviewer: String, options: Options = Options()) {
    self.workspace = workspace
    self.task = task
    self.reviewer = reviewer
    self.options = options
  }

  /// Draws and writes the queue down.
  ///
  /// - Parameter at: milliseconds since 1970.
  /// - Throws: ``Problem``.
  public func run(at: Int64) throws -> Outcome {
    let draws = try workspace.draws()
    let seed = options.seed ?? UInt64(draws.count) + 1
    let judge = try options.judge ?? usualJudge()
    let source = SampleSource(
      workspace: workspace, task: task, judge: judge, at: at, within: options.within,
      includesSeeds: options.includesSeeds)
    let (population, knowledge, log, seedsLeftOut) = try source.read()
    guard population.count > 0 else {
      throw seedsLeftOut > 0 ? Problem.onlySeeds(seedsLeftOut) : Problem.nothingUndecided
    }
    let sampler = Sampler(population, knowledge: knowledge)
    let strategy = options.strategy ?? (judge == nil ? .stratified : .balanced)
    let extras = QueueExtras(
      workspace: workspace, reviewer: reviewer, log: log, draws: draws, seed: seed)
    let probes = try extras.probes(count(of: task.calibration.probes))
    // In a short queue a copy would stand too near to its original.
    let isLong = options.size >= 2 * QueueMixer.distance
    let copies =
      isLong ? count(of: task.calibration.repeats) : try extras.pastCount(count(of: task.calibration.repeats))
    let wanted = options.size - probes.count - copies
    let drawn = sampler.draw(strategy, size: wanted, seed: seed, badShare: options.badShare)
    let examples = drawn.picks.map {
      DrawnExample(
        example: ExampleID(Int64(population.examples[$0.index])), probability: $0.probability,
        stratum: $0.stratum, reason: $0.reason.text)
    }
    let length = examples.count + probes.count + copies
    let early = QueueMixer.earlyExamples(drawn: examples, length: length, seed: seed)
    let repeats = try extras.repeats(copies, early: early, at: at)
    let free = Set(examples.map(\.example))
    let draw = SampleDraw(
      id: 0, strategy: strategy, judge: judge, seed: seed, population: population.count,
      reviewer: reviewer, at: at,
      examples: QueueMixer.queue(
        drawn: examples, probes: probes.filter { !free.contains($0) }, repeats: repeats, seed: seed))
    var notes = drawn.notes
    if examples.count < wanted { notes.append("no more than \(examples.count) examples are undecided") }
    if seedsLeftOut > 0 {
      notes.append("\(seedsLeftOut) undecided \(seedsLeftOut == 1 ? "seed was" : "seeds were") left out")
    }
    return Outcome(
      draw: try workspace.addDraw(draw), notes: notes, effectiveSize: drawn.effectiveSize,
      origins: try workspace.origins(of: examples.map(\.example)), seedsLeftOut: seedsLeftOut)
  }

  private func usualJudge() throws -> JudgeID? {
    if let adopted = try workspace.adoptions().last { return adopted.judge }
    let judges = try workspace.judges().filter { $0.count > 0 }
    return (judges.first { $0.name == task.judge } ?? judges.max { $0.count < $1.count })?.id
  }

  private func count(of perHundred: Int) -> Int { options.size * perHundred / 100 }
}
