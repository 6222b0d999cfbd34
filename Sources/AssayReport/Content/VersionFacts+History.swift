import AssayCalibration
import AssayModel
import AssayStatistics

extension VersionFacts {
  /// All versions, in the order in which they came, with their measurements, oldest first.
  static func all(_ input: ReportInput) -> [VersionFacts] {
    let names = Dictionary(input.judges.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let lineages = Dictionary(
      input.lineages.map { ($0.judge, $0) }, uniquingKeysWith: { first, _ in first })
    let history = Dictionary(grouping: input.data?.history ?? [], by: \.judge)
    return input.judges.map { judge in
      let lineage = lineages[judge.id]
      let adoption = input.adoptions.last { $0.judge == judge.id }
      return VersionFacts(
        name: judge.name, models: input.definitions[judge.id]?.models.map(\.model) ?? [],
        parent: lineage?.parent.flatMap { names[$0] }, author: lineage?.author, madeAt: lineage?.at,
        scored: judge.count, adoptedAt: adoption?.at, adoptedBecause: adoption?.reason,
        isAdopted: input.adoptions.last?.judge == judge.id,
        measured: (history[judge.id] ?? []).map(Measured.init))
    }
  }
}

extension VersionFacts.Measured {
  init(_ measurement: Measurement) {
    let caught = Proportion(
      successes: measurement.trueNegatives, n: measurement.trueNegatives + measurement.falsePositives)
    let kept = Proportion(
      successes: measurement.truePositives, n: measurement.truePositives + measurement.falseNegatives)
    self.init(
      at: measurement.at, split: measurement.split.rawValue, setHash: measurement.setHash, n: measurement.n,
      catchRate: ReportFigure(caught), truePositiveRate: ReportFigure(kept), kappa: measurement.kappa,
      expectedCost: measurement.expectedCost, rejectRate: measurement.rejectRate,
      rule: KeepRuleText.of(measurement.rule), author: measurement.author)
  }
}

extension OpeningFacts {
  static func all(_ input: ReportInput) -> [OpeningFacts] {
    let names = Dictionary(input.judges.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return (input.data?.openings ?? []).map { opening in
      OpeningFacts(
        at: opening.at, author: opening.author, judge: names[opening.judge] ?? "a judge that is gone",
        purpose: opening.purpose, setHash: opening.setHash)
    }
  }
}
