import AssayModel
import AssayStatistics

/// Cohen's kappa of what a rule keeps and what people accept, as ``CalibrationReport`` measures it: where duplicates are
/// among the examples, the bootstrap draws whole groups. For those who need no more of the report than this.
public enum VerdictKappa {
  /// - Parameter rows: those that count; of which the rule says nothing, they are left out.
  /// - Returns: no interval where all resamples say the same.
  public static func estimate(_ rows: [CalibrationRow], rule: KeepRule, resamples: Int = 2_000) -> Estimate {
    let compared = rows.map { ComparedExample($0, rule: rule) }.filter { $0.isKept != nil }
    let accepted = compared.map { $0.isAccepted == true }
    let kept = compared.map { $0.isKept == true }
    let kappa: Estimate
    if let groups = VerdictFigures.groupNames(compared) {
      let verdicts = WeightedVerdicts(accepted: accepted, kept: kept, groups: groups)
      kappa = WeightedVerdictMeasures(verdicts, resamples: resamples).kappa
    } else {
      var matrix = ConfusionMatrix()
      for place in compared.indices { matrix.add(accepted: accepted[place], kept: kept[place]) }
      kappa = VerdictMeasures(matrix, resamples: resamples).kappa
    }
    return Estimate(value: kappa.value, interval: kappa.interval.flatMap(\.unlessPoint), n: compared.count)
  }
}
