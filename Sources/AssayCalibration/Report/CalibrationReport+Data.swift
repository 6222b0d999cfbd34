import AssayModel

extension CalibrationReport {
  /// Which rows a report is on.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    case dev
    case test
    case fewShot = "few-shot"
    case allButTest = "all-but-test"

    public var splits: Set<Split> {
      switch self {
      case .dev: [.dev]
      case .test: [.test]
      case .fewShot: [.fewShot]
      case .allButTest: [.fewShot, .dev]
      }
    }

    /// The one split; nil: several.
    public var split: Split? { splits.count == 1 ? splits.first : nil }
  }

  /// A judge of a workspace on a part of the calibration set.
  ///
  /// - Parameters:
  ///   - rule: under which it keeps.
  ///   - scan: of the population of `data`, where there is one already.
  ///   - reviewer: whose word `data` holds; nil: everybody's.
  public init(
    _ data: CalibrationData, part: Part = .dev, rule: KeepRule, settings: Settings, scan: RuleScan? = nil,
    reviewer: String? = nil
  ) {
    let rows = data.set.rows.filter { part.splits.contains($0.split) }
    let counted = rows.filter { $0.exclusion == nil }
    let examples = counted.map { ComparedExample($0, rule: rule) }
    let scan = scan ?? RuleScan(rows: [], population: data.population)
    let outcome = scan.outcome(of: rule)
    // Without a population the examples themselves are all that is known to be scored.
    let judged = examples.filter { $0.isKept != nil }
    let isKnown = outcome.scored > 0
    var input = Input(
      judge: data.judge.name, examples: examples.filter { !$0.judge.isEmpty }, rule: rule,
      kept: isKnown ? outcome.kept : judged.count { $0.isKept == true },
      scored: isKnown ? outcome.scored : judged.count)
    input.unjudged = examples.count - judged.count
    input.excluded = rows.count - counted.count
    self.init(input, settings)
    set = SetHash.of(counted)
    version = data.judge.id.rawValue
    split = part.rawValue
    self.reviewer = reviewer
    if part == .test { testOpenings = data.openings.count }
  }

  /// As the history of calibrations keeps it; nil for several splits together.
  public func measurement(
    of judge: JudgeID, rule: KeepRule, part: Part, author: String, at: Int64
  ) -> Measurement? {
    part.split.map { split in
      Measurement(
        judge: judge, rule: rule, split: split, setHash: set, n: n, truePositives: matrix.tp,
        falsePositives: matrix.fp, trueNegatives: matrix.tn, falseNegatives: matrix.fn,
        kappa: agreement["kappa"]?.value, expectedCost: expectedCost.value, rejectRate: rejectRate.value,
        author: author, at: at)
    }
  }
}
