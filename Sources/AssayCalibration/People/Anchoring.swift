import AssayModel
import AssayStatistics

/// How often and which way people change a blind verdict after they have been shown the judge's scores. A verdict counts as
/// first even when it was taken back with undo: it had been given before the judge was seen.
public struct Anchoring: Hashable, Sendable {
  /// One example whose judge was shown after a blind verdict, and that has a verdict now.
  public struct Case: Hashable, Sendable {
    public var example: ExampleID
    public var reviewer: String
    public var judge: String
    /// Given blind.
    public var first: Verdict
    /// What holds now.
    public var last: Verdict
    /// What the judge says; nil: it is not known any more.
    public var judgeKeeps: Bool?

    public init(
      example: ExampleID, reviewer: String, judge: String, first: Verdict, last: Verdict, judgeKeeps: Bool?
    ) {
      self.example = example
      self.reviewer = reviewer
      self.judge = judge
      self.first = first
      self.last = last
      self.judgeKeeps = judgeKeeps
    }

    fileprivate var isChanged: Bool { first != last }
    /// Whether the first verdict is the judge's.
    fileprivate var agreed: Bool? { judgeKeeps.map { $0 == (first == .accept) } }
  }

  /// In the order of the examples' numbers.
  public var cases: [Case]
  /// The share that changed of all whose judge was shown; nil where nothing was revealed.
  public var changed: Estimate
  /// Of those where the first verdict was not the judge's, the share that came round to it.
  public var towards: Estimate
  /// Of those where the first verdict was the judge's, the share that left it.
  public var away: Estimate
  public var acceptToReject: Int
  public var rejectToAccept: Int

  public init(cases: [Case]) {
    self.cases = cases
    func share(_ cases: [Case]) -> Estimate {
      Estimate(Proportion(successes: cases.count { $0.isChanged }, n: cases.count))
    }
    changed = share(cases)
    towards = share(cases.filter { $0.agreed == false })
    away = share(cases.filter { $0.agreed == true })
    acceptToReject = cases.count { $0.first == .accept && $0.last == .reject }
    rejectToAccept = cases.count { $0.first == .reject && $0.last == .accept }
  }

  /// - Parameters:
  ///   - reviewer: nil: everybody's.
  ///   - keeps: whether the judge of a name keeps an example; nil: not known.
  public init(
    _ log: DecisionLog, reviewer: String? = nil, keeps: (ExampleID, _ judge: String) -> Bool?
  ) {
    var cases: [Case] = []
    let relevant = log.decisions.filter { decision in
      guard reviewer == nil || decision.reviewer == reviewer else { return false }
      if case .reveal = decision.action { return true }
      return decision.action.isVerdict
    }
    let places = Dictionary(grouping: relevant) { Place(example: $0.example, reviewer: $0.reviewer) }
    for (place, decisions) in places {
      guard let example = place.example, let shown = Self.shown(decisions),
        let last = log.opinion(of: place.reviewer, on: example)?.verdict
      else { continue }
      cases.append(
        Case(
          example: example, reviewer: place.reviewer, judge: shown.judge, first: shown.first, last: last,
          judgeKeeps: keeps(example, shown.judge)))
    }
    self.init(cases: cases.sorted { ($0.example, $0.reviewer) < ($1.example, $1.reviewer) })
  }

  private struct Place: Hashable {
    var example: ExampleID?
    var reviewer: String
  }

  /// The first judge that was shown, and the blind verdict before it; nil: there is none.
  private static func shown(_ decisions: [Decision]) -> (judge: String, first: Verdict)? {
    var verdict: Verdict?
    for decision in decisions.sorted(by: { ($0.at, $0.id) < ($1.at, $1.id) }) {
      switch decision.action {
      case .accept, .relabel: verdict = decision.blind ? .accept : nil
      case .reject: verdict = decision.blind ? .reject : nil
      case .reveal(let judge): return verdict.map { (judge, $0) }
      default: continue
      }
    }
    return nil
  }
}
