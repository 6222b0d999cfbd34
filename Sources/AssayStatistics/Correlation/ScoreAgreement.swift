/// How a judge's scores stand to a person's on the same examples.
public struct ScoreAgreement: Hashable, Sendable {
  /// Pairs in which both sides have a score.
  public let n: Int
  public let pearson: Double?
  public let spearman: Double?
  public let kendall: Double?
  /// Mean absolute error; nil without a pair.
  public let meanAbsoluteError: Double?
  /// The mean of judge less person: over 0 is lenient; nil without a pair.
  public let bias: Double?

  /// - Parameters:
  ///   - human: the person's scores; NaN: none.
  ///   - judge: the judge's, in the same order; NaN: none.
  public init(human: [Double], judge: [Double]) {
    precondition(human.count == judge.count, "pairs")
    let pairs = zip(human, judge).filter { !$0.isNaN && !$1.isNaN }
    let (left, right) = (pairs.map(\.0), pairs.map(\.1))
    n = pairs.count
    pearson = PearsonCorrelation.coefficient(left, right)
    spearman = RankCorrelation.spearman(left, right)
    kendall = RankCorrelation.kendall(left, right)
    meanAbsoluteError = Summary.mean(pairs.map { abs($1 - $0) })
    bias = Summary.mean(pairs.map { $1 - $0 })
  }
}

/// Correlations inside each group (a document, a seed), then averaged: the way in which summary-level correlations are
/// published (Fabbri et al. 2021, "SummEval"; Liu et al. 2023, "G-Eval").
public struct GroupedCorrelation: Hashable, Sendable {
  public let pearson: Double?
  public let spearman: Double?
  public let kendall: Double?
  /// Groups in which both sides vary: only these have a correlation and enter the mean, each with the same weight.
  public let groupsUsed: Int
  public let groups: Int

  /// - Parameters:
  ///   - groups: for each pair the group that it is of.
  ///   - human: the person's scores; NaN: none.
  ///   - judge: the judge's; NaN: none.
  public init<Group: Hashable>(groups: [Group], human: [Double], judge: [Double]) {
    precondition(groups.count == human.count && human.count == judge.count, "pairs with a group each")
    let members = Dictionary(grouping: groups.indices, by: { groups[$0] })
    let agreements = members.values.map { places in
      ScoreAgreement(human: places.map { human[$0] }, judge: places.map { judge[$0] })
    }
    pearson = Summary.mean(agreements.compactMap(\.pearson))
    spearman = Summary.mean(agreements.compactMap(\.spearman))
    kendall = Summary.mean(agreements.compactMap(\.kendall))
    groupsUsed = agreements.count { $0.pearson != nil }
    self.groups = members.count
  }
}
