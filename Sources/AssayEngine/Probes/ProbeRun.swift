import AssayJudging
import AssayModel
import AssayStore

/// Makes known-good and known-bad probes in a workspace.
public struct ProbeRun {
  /// Which probes, and from what.
  public struct Options: Sendable {
    /// Of all probes, half of them known-good.
    public var count: Int
    /// nil: what people have accepted or, when they have not yet, what the publishers say.
    public var source: ProbeSource?
    public var kinds: [Fault]
    /// nil: another one each time probes are made.
    public var seed: UInt64?
    /// All labels of the task.
    public var labels: [String]
    /// The best score of the judge's scale.
    public var highestScore: Int

    public init(
      count: Int = 40, source: ProbeSource? = nil, kinds: [Fault] = Corruptions.kinds, seed: UInt64? = nil,
      labels: [String] = [], highestScore: Int = 5
    ) {
      self.count = count
      self.source = source
      self.kinds = kinds
      self.seed = seed
      self.labels = labels
      self.highestScore = highestScore
    }
  }

  private let workspace: Workspace
  private let options: Options

  public init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
  }

  /// Chooses good examples and makes faults in them. Writes nothing, but for a file of seeds, whose examples are taken
  /// into the workspace first.
  ///
  /// - Throws: ``ProbeProblem`` when there is nothing to make them from.
  public func draft() throws -> ProbeDraft {
    let known = try workspace.probes()
    let seed = options.seed ?? UInt64(known.count) + 1
    let log = DecisionLog(try workspace.decisions())
    let finder = ProbeOrigins(
      workspace: workspace, log: log, knownBad: Set(known.filter { $0.isOwnRow }.map(\.example)),
      seed: seed)
    let (source, good) = try goodExamples(finder)
    let origins = try finder.texts(of: good)
    let corpus = try finder.corpus(with: origins, labels: options.labels, highestScore: options.highestScore)
    let plan = ProbePlan(
      origins: origins, corpus: corpus, count: options.count, kinds: options.kinds,
      used: known.reduce(into: [:]) { $0[$1.origin, default: 0] += 1 },
      knownGood: Set(known.filter { !$0.isOwnRow }.map(\.example)), seed: seed)
    let places = try placement(log, finder.knownBad).places(
      for: plan.bad.map { ProbePlacement.Guest(origin: $0.origin, label: $0.corruption.label) }, seed: seed)
    let bad = zip(plan.bad, places).map { bad, place in
      NewProbe(
        origin: bad.origin, fields: bad.corruption.fields, label: bad.corruption.label, fault: bad.fault,
        detail: bad.corruption.detail, place: place)
    }
    return ProbeDraft(
      source: source, origins: origins, bad: bad, good: plan.good, shortages: plan.shortages, seed: seed)
  }

  /// Writes the probes of a draft.
  ///
  /// - Parameter at: milliseconds since 1970.
  /// - Returns: the known-bad ones.
  @discardableResult
  public func write(_ draft: ProbeDraft, at: Int64) throws -> [Probe] {
    let bad = try workspace.addProbes(draft.bad, at: at)
    try workspace.addKnownGood(draft.good.map { ($0.id, reviewer: $0.reviewer) })
    return bad
  }

  /// Good examples for a model to write errors into, each with the place of its probe: unused ones first.
  public func subtleOrigins(
    _ count: Int, _ draft: ProbeDraft
  ) throws -> [(origin: ProbePlan.Origin, place: ExampleID?)] {
    let known = try workspace.probes()
    let used = Set(known.map(\.origin))
    let pool = draft.origins.filter { !used.contains($0.id) } + draft.origins.filter { used.contains($0.id) }
    let chosen = Array(pool.prefix(count))
    let log = DecisionLog(try workspace.decisions())
    let bad = Set(known.filter { $0.isOwnRow }.map(\.example))
    let places = try placement(log, bad).places(
      for: chosen.map { ProbePlacement.Guest(origin: $0.id, label: $0.text.label) }, seed: draft.seed &+ 1)
    return Array(zip(chosen, places))
  }

  // MARK: The parts

  private func goodExamples(
    _ finder: ProbeOrigins
  ) throws -> (ProbeSource, [(id: ExampleID, reviewer: String?)]) {
    func byTruth() throws -> [(id: ExampleID, reviewer: String?)] {
      try workspace.goodByTruth().filter { !finder.knownBad.contains($0) }.map { ($0, nil) }
    }
    let source: ProbeSource
    let good: [(id: ExampleID, reviewer: String?)]
    switch options.source {
    case nil:
      let accepted = finder.accepted()
      source = accepted.isEmpty ? .truth : .accepted
      good = try accepted.isEmpty ? byTruth() : accepted
    case .accepted: (source, good) = (.accepted, finder.accepted())
    case .truth: (source, good) = (.truth, try byTruth())
    case .seeds(let file):
      source = .seeds(file)
      good = try SeedImport(workspace: workspace, file: file).run().filter { !finder.knownBad.contains($0) }
        .map { ($0, nil) }
    }
    guard !good.isEmpty else { throw ProbeProblem.nothingGood(options.source) }
    return (source, good)
  }

  /// Among what nobody has decided, from the example on which somebody decided last.
  func placement(_ log: DecisionLog, _ knownBad: Set<ExampleID>) throws -> ProbePlacement {
    let columns = try workspace.columns(judge: nil)
    var isOpen = [Bool](repeating: true, count: columns.count)
    for example in log.examples where log.opinions(on: example).values.contains(where: { $0.verdict != nil })
    {
      isOpen[Int(example.rawValue) - 1] = false
    }
    for example in knownBad { isOpen[Int(example.rawValue) - 1] = false }
    let last = log.standing.last { decision in
      guard let example = decision.example, !knownBad.contains(example) else { return false }
      switch decision.action {
      case .accept, .reject, .relabel: return true
      default: return false
      }
    }
    return ProbePlacement(isOpen: isOpen, columns: columns, frontier: Int(last?.example?.rawValue ?? 0))
  }
}
