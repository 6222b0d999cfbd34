import AssayStatistics

/// Decides when a technique's seeds and phrasing are rotated and when it is stopped, from where its texts come down
/// among the clusters. A value: the same arrivals give the same decisions, and it can be stored with a run.
///
/// The rate at which new clusters come is estimated from all texts of the run (Turing's estimate) and from the last 200
/// (a share); the one notices slow saturation early, the other a sudden collapse. Seeds and phrasing are rotated
/// before it is too late, since a rotation costs nothing: with two rotations at 2 and at 1.5 times the floor, and where
/// the floor is foreseen to be near already before that, or a small source would be exhausted while the rotations are on
/// trial. A rotation that brings more new clusters makes the count begin anew. The stop comes when the upper limit of
/// the rate is under the floor and the texts since the last rotation do not speak against it: one bad batch stops nothing.
public struct CollapseGuard: Hashable, Sendable, Codable {
  /// When the guard acts.
  public struct Options: Hashable, Sendable, Codable {
    /// New clusters per 100 texts below which a technique is not worth its tokens.
    public var floor = 5.0
    /// How many times seeds and phrasing are rotated before the stop.
    public var rotations = 2
    /// Texts after a rotation before it is judged.
    public var trial = 25
    /// Texts before the floor is reached, as far as can be foreseen, from which on the last rotation is due; twice as many
    /// for the one before it, and so on.
    public var notice = 60
    /// Texts before anything is decided.
    public var leastEvidence = 50
    /// The last texts in which a sudden collapse is looked for, at most 1,000.
    public var window = 200
    /// One-sided confidence that the rate of the run is under the floor.
    public var confidence = 0.54
    /// Confidence that the texts after a rotation bring more new clusters than those before it. Close to 1, since it is
    /// asked after every call and a lucky stretch would put the stop off.
    public var confidenceOfRevival = 0.997
    /// Texts that the forecast of the stop is made for.
    public var ahead = 500
    public init() {}
  }

  /// What to do after a call.
  public enum Action: Hashable, Sendable, Codable {
    case goOn
    /// Other seeds and another phrasing for the next calls: the first time, the second time …
    case rotate(Int)
    case stop(ModeCollapse)
  }

  public let options: Options
  private var run: NoveltyEvidence?
  private var sinceRotation: NoveltyEvidence?
  private var recent = RecentNovelty()
  private var examples = 0
  private var clusters = 0
  private var rotations = 0
  private var rateAtRotation = 0.0

  public init(options: Options = Options()) {
    precondition(options.floor > 0 && options.floor <= 100 && options.rotations >= 0)
    precondition(options.window > 0 && options.window <= RecentNovelty.limit)
    precondition(options.confidence > 0.5 && options.confidence < 1)
    precondition(options.confidenceOfRevival > 0 && options.confidenceOfRevival < 1 && options.notice >= 0)
    self.options = options
  }

  /// Takes what a call gave, in its order, as ``DiversityTracker/add(_:)`` placed it. After a stop it goes on counting,
  /// for a person who wants to go on nevertheless.
  public mutating func observe(_ arrivals: [ClusterArrival]) -> Action {
    for arrival in arrivals { count(arrival) }
    guard let run, let trial = sinceRotation, run.examples >= options.leastEvidence else { return .goOn }
    if rotations > 0 {
      guard trial.examples >= options.trial else { return .goOn }
      // Only for a while: who looks often enough sees a lucky stretch in the end.
      let limit = lowerLimit(of: trial, confidence: options.confidenceOfRevival)
      if isFresh(trial), limit > rateAtRotation {
        // What was before the rotation says nothing of what comes.
        self.run = trial
        rotations = 0
        return .goOn
      }
    }
    if rotations < options.rotations { return rotateIfNeeded(run) }
    return stopIfNeeded(run, trial)
  }

  private mutating func count(_ arrival: ClusterArrival) {
    if run == nil {
      run = NoveltyEvidence(start: arrival.number)
      sinceRotation = run
    }
    run?.add(arrival)
    sinceRotation?.add(arrival)
    recent.add(arrival)
    examples += 1
    if arrival.isNew { clusters += 1 }
  }

  private mutating func rotateIfNeeded(_ run: NoveltyEvidence) -> Action {
    let bar = (2 - Double(rotations) / Double(options.rotations)) * floor
    let rate = NoveltyRate(evidence: run, recent: recent)
    let isLow = rate.value < bar || sudden(run).interval().upper < bar
    guard isLow || isNear(rate) else { return .goOn }
    rotations += 1
    rateAtRotation = isLow ? min(rate.value, bar) : rate.value
    sinceRotation = NoveltyEvidence(start: run.start + run.examples)
    return .rotate(rotations)
  }

  /// Whether the floor is foreseen to be reached soon.
  private func isNear(_ rate: NoveltyRate) -> Bool {
    guard let left = rate.texts(until: floor) else { return false }
    return left <= Double(options.notice * (options.rotations - rotations))
  }

  private func stopIfNeeded(_ run: NoveltyEvidence, _ trial: NoveltyEvidence) -> Action {
    if isFresh(trial), lowerLimit(of: trial) > floor { return .goOn }
    let sudden = sudden(run)
    if sudden.interval().upper < floor { return .stop(collapse(run, sudden)) }
    let rate = NoveltyRate(evidence: run, recent: recent)
    let limit = rate.interval(confidence: 2 * options.confidence - 1).upper
    return limit < floor ? .stop(collapse(run, rate)) : .goOn
  }

  /// What the last texts alone say.
  private func sudden(_ run: NoveltyEvidence) -> NoveltyRate {
    NoveltyRate(recent: recent.share(ofLast: options.window), evidence: run)
  }

  private func collapse(_ run: NoveltyEvidence, _ rate: NoveltyRate) -> ModeCollapse {
    let interval = rate.interval()
    return ModeCollapse(
      more: options.ahead, expectedNew: rate.newClusters(in: options.ahead), rate: 100 * rate.value,
      rateInterval: Interval(lower: 100 * interval.lower, upper: 100 * interval.upper),
      floor: options.floor, examples: examples, clusters: clusters, rotations: rotations)
  }

  private var floor: Double { options.floor / 100 }

  /// Whether the rotation is so recent that the texts since then say how things are now.
  private func isFresh(_ trial: NoveltyEvidence) -> Bool { trial.examples < 4 * options.trial }

  private func lowerLimit(of trial: NoveltyEvidence, confidence: Double = 0.95) -> Double {
    Proportion(successes: trial.founded, n: trial.examples).wilson(confidence: confidence)?.lower ?? 0
  }
}
