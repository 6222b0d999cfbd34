import AssayStatistics

/// Rates, agreement and cost of keep and drop against accept and reject.
struct VerdictFigures {
  typealias Figure = CalibrationReport.Figure

  let matrix: ConfusionMatrix
  /// Of several examples.
  let groups: Int
  let weights: CalibrationReport.Weights
  let rates: [String: Figure]
  let weightedRates: [String: Figure]?
  let agreement: [String: Figure]
  let expectedCost: Figure
  let weightedExpectedCost: Figure?
  /// Of each example, where all were drawn by chance and not all with the same; else nil.
  let inclusion: [Double]?
  let cells: VerdictCells

  /// - Parameter compared: examples with both verdicts.
  init(_ compared: [ComparedExample], _ settings: CalibrationReport.Settings) {
    let accepted = compared.map { $0.isAccepted == true }
    let kept = compared.map { $0.isKept == true }
    let names = Self.groupNames(compared)
    let chances = compared.compactMap(\.probability).filter { $0 > 0 && $0 <= 1 }
    let isDrawn = !compared.isEmpty && chances.count == compared.count
    inclusion = isDrawn && Set(chances).count > 1 ? chances : nil
    var matrix = ConfusionMatrix()
    for place in compared.indices { matrix.add(accepted: accepted[place], kept: kept[place]) }
    self.matrix = matrix
    groups = names.map { Dictionary(grouping: $0, by: { $0 }).count { $0.value.count > 1 } } ?? 0
    let resamples = max(settings.resamples, 2_000)
    let plain = Measures(accepted, kept, nil, names, matrix, settings.costRatio, resamples)
    let weighted =
      isDrawn ? Measures(accepted, kept, chances, names, matrix, settings.costRatio, resamples) : nil
    rates = plain.rates
    weightedRates = weighted?.rates
    agreement = plain.agreement
    expectedCost = Figure(plain.expectedCost)
    weightedExpectedCost = weighted.map { Figure($0.expectedCost) }
    cells = (inclusion == nil ? plain : weighted ?? plain).cells
    weights = CalibrationReport.Weights(
      kind: isDrawn ? .hajek : .none, n: chances.count, nEffective: isDrawn ? weighted?.effectiveSize : nil)
  }

  /// The group of each; nil where none has several members, so that examples stand alone.
  static func groupNames(_ compared: [ComparedExample]) -> [String]? {
    let names = compared.enumerated().map { $1.group.map { "g\($0)" } ?? "e\($0)" }
    return Set(names).count < names.count ? names : nil
  }
}

/// The figures with one kind of weights.
private struct Measures {
  typealias Figure = CalibrationReport.Figure

  let rates: [String: Figure]
  let agreement: [String: Figure]
  let expectedCost: Estimate
  let effectiveSize: Double
  let cells: VerdictCells

  init(
    _ accepted: [Bool], _ kept: [Bool], _ inclusion: [Double]?, _ groups: [String]?,
    _ matrix: ConfusionMatrix,
    _ costRatio: Double, _ resamples: Int
  ) {
    cells = VerdictCells(
      accepted: accepted, kept: kept, inclusion: inclusion, groups: groups, resamples: resamples)
    let more = [
      "f0.5": Figure(cells.estimate { $0.fScore(beta: 0.5) }),
      "f2": Figure(cells.estimate { $0.fScore(beta: 2) }),
    ]
    let alpha = Figure(cells.estimate(VerdictCells.alpha))
    if inclusion == nil && groups == nil {
      let measures = VerdictMeasures(matrix, costRatio: costRatio, resamples: resamples)
      rates = [
        "tpr": Figure(measures.truePositiveRate), "catch_rate": Figure(measures.catchRate),
        "precision": Figure(measures.precision), "accuracy": Figure(measures.accuracy),
        "balanced_accuracy": Figure(measures.balancedAccuracy), "f1": Figure(measures.f1),
        "accepted_share": Figure(measures.acceptedShare), "dropped_share": Figure(measures.rejectRate),
      ].merging(more) { first, _ in first }
      agreement = [
        "kappa": Figure(measures.kappa), "ac1": Figure(measures.ac1), "matthews": Figure(measures.matthews),
        "raw": Figure(measures.accuracy), "base_rate": Figure(measures.acceptedShare), "alpha": alpha,
      ]
      expectedCost = measures.expectedCost
      effectiveSize = Double(matrix.count)
    } else {
      let verdicts =
        groups.map { WeightedVerdicts(accepted: accepted, kept: kept, inclusion: inclusion, groups: $0) }
        ?? WeightedVerdicts(accepted: accepted, kept: kept, inclusion: inclusion)
      let measures = WeightedVerdictMeasures(verdicts, costRatio: costRatio, resamples: resamples)
      rates = [
        "tpr": Figure(measures.truePositiveRate), "catch_rate": Figure(measures.catchRate),
        "precision": Figure(measures.precision), "accuracy": Figure(measures.accuracy),
        "balanced_accuracy": Figure(measures.balancedAccuracy), "f1": Figure(measures.f1),
        "accepted_share": Figure(measures.acceptedShare), "dropped_share": Figure(measures.rejectRate),
      ].merging(more) { first, _ in first }
      agreement = [
        "kappa": Figure(measures.kappa), "ac1": Figure(measures.ac1), "matthews": Figure(measures.matthews),
        "raw": Figure(measures.accuracy), "base_rate": Figure(measures.acceptedShare), "alpha": alpha,
      ]
      expectedCost = measures.expectedCost
      effectiveSize = measures.effectiveSize
    }
  }
}
