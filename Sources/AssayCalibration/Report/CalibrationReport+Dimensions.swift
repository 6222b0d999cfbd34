import AssayStatistics

extension CalibrationReport {
  /// Correlations inside each group, averaged.
  public struct Grouped: Codable, Hashable, Sendable {
    @NullWhenAbsent public var pearson: Double?
    @NullWhenAbsent public var spearman: Double?
    @NullWhenAbsent public var kendall: Double?
    public var groupsUsed: Int
    public var groups: Int

    init(_ grouped: GroupedCorrelation) {
      (groupsUsed, groups) = (grouped.groupsUsed, grouped.groups)
      (pearson, spearman, kendall) = (grouped.pearson, grouped.spearman, grouped.kendall)
    }
  }

  /// How the judge's scores on one dimension stand to the person's.
  public struct DimensionFigures: Codable, Hashable, Sendable {
    public var n: Int
    public var spearman: Figure
    public var kendall: Figure
    public var pearson: Figure
    public var kappaQuadratic: Figure
    @NullWhenAbsent public var kappaLinear: Double?
    @NullWhenAbsent public var kappa: Double?
    /// Krippendorff's, with whole scores as ranks.
    @NullWhenAbsent public var alphaOrdinal: Double?
    @NullWhenAbsent public var alphaInterval: Double?
    /// The same whole score.
    public var exact: Figure
    /// One step apart at most.
    public var withinOne: Figure
    public var mae: Figure
    /// Judge less person: over 0 is lenient.
    public var bias: Figure
    /// The same for each score that the person gave, from the lowest up.
    public var biasByScore: [Figure]
    /// Rows are the person's, columns the judge's, from the lowest score up.
    public var matrix: [[Int]]
    /// null: no groups were named.
    @NullWhenAbsent public var grouped: Grouped?

    init(human: [Double], judge: [Double], groups: [String]?, scale: ClosedRange<Int>, resamples: Int) {
      let measures = DimensionMeasures(
        human: human, judge: judge, groups: groups, scale: scale, resamples: resamples)
      let bias = OrdinalBias(measures.matrix, resamples: max(100, resamples))
      n = measures.n
      spearman = Figure(measures.spearman)
      kendall = Figure(measures.kendall)
      pearson = Figure(measures.pearson)
      kappaQuadratic = Figure(measures.kappaQuadratic)
      exact = Figure(Estimate(measures.matrix.exactAgreement))
      withinOne = Figure(Estimate(bias.withinOne))
      mae = Figure(measures.meanAbsoluteError)
      self.bias = Figure(measures.bias)
      biasByScore = bias.byHumanScore.map { Figure($0) }
      matrix = measures.matrix.rows
      kappaLinear = measures.matrix.kappa(.linear)
      kappa = measures.matrix.kappa()
      let table = Self.table(measures.matrix)
      (alphaOrdinal, alphaInterval) = (table.alpha(.ordinal), table.alpha(.interval))
      grouped = measures.grouped.map { Grouped($0) }
    }

    private static func table(_ matrix: ScoreMatrix) -> RatingTable {
      let places = 0..<matrix.categories
      return RatingTable(
        units: places.flatMap { row in
          places.flatMap { column in
            Array(repeating: [Double(row), Double(column)], count: matrix[row, column])
          }
        })
    }
  }

  static func dimensions(_ examples: [ComparedExample], _ settings: Settings) -> [String: DimensionFigures] {
    let pairs = examples.filter { !$0.human.isEmpty && !$0.judge.isEmpty }
    let names = Set(pairs.flatMap(\.human.keys)).intersection(pairs.flatMap(\.judge.keys))
    let groups = VerdictFigures.groupNames(pairs)
    func measure(_ human: [Double], _ judge: [Double], _ scale: ClosedRange<Int>) -> DimensionFigures {
      DimensionFigures(
        human: human, judge: judge, groups: groups, scale: scale, resamples: settings.resamples)
    }
    var result: [String: DimensionFigures] = [:]
    for name in names {
      result[name] = measure(
        pairs.map { $0.human[name] ?? .nan }, pairs.map { $0.judge[name] ?? .nan },
        settings.scales[name] ?? settings.scale)
    }
    let scales = Set(names.map { settings.scales[$0] ?? settings.scale })
    // A mean over different scales would mean nothing.
    if names.count > 1, scales.count == 1, let scale = scales.first {
      result[mean] = measure(
        pairs.map { mean(of: $0.human, names) ?? .nan }, pairs.map { mean(of: $0.judge, names) ?? .nan },
        scale)
    }
    return result
  }

  /// The mean over all of `dimensions`; nil when one is missing. Rounded to nine decimals, so that 4.333… three times and 3
  /// make 4.
  public static func mean(of scores: [String: Double], _ dimensions: Set<String>) -> Double? {
    let values = dimensions.sorted().compactMap { scores[$0] }
    guard !values.isEmpty, values.count == dimensions.count else { return nil }
    return (values.reduce(0, +) / Double(values.count) * 1e9).rounded() / 1e9
  }
}
