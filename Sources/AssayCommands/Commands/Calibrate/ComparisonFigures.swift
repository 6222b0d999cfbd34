import AssayCalibration
import AssayModel
import AssayStatistics

/// What `assay calibrate compare` says.
struct ComparisonFigures: Encodable {
  struct Side: Encodable {
    var judge: String
    var rule: CalibrationReport.RuleFigures
    var matrix: CalibrationReport.Matrix
    var catchRate: CalibrationReport.Figure
    var tpr: CalibrationReport.Figure
    @NullWhenAbsent var expectedCost: Double?

    init(_ name: String, _ rule: KeepRule, _ matrix: ConfusionMatrix, _ costRatio: Double) {
      judge = name
      self.rule = CalibrationReport.RuleFigures(rule)
      self.matrix = CalibrationReport.Matrix(matrix)
      catchRate = CalibrationReport.Figure(Estimate(matrix.catchProportion))
      tpr = CalibrationReport.Figure(Estimate(matrix.truePositiveProportion))
      expectedCost = matrix.expectedCost(falsePositive: costRatio)
    }
  }

  struct Test: Encodable {
    /// Right where the other is wrong.
    var onlyFirst: Int
    var onlySecond: Int
    var p: Double
    var cannotBeTold: Bool
  }

  struct Difference: Encodable {
    var example: Int64
    var id: String
    var verdict: String
    var first: String
    var second: String
  }

  var split: String
  var set: String
  var n: Int
  @NullWhenAbsent var testOpenings: Int?
  var weights: String
  var first: Side
  var second: Side
  /// Second less first: under 0 the second costs less.
  var costDifference: CalibrationReport.Figure
  var costP: Double
  var mcnemar: Test
  /// "better", "worse", "not better", "cannot be told".
  var outcome: String
  @NullWhenAbsent var needed: Int?
  var adoptable: Bool
  var differences: [Difference]

  init(
    _ comparison: JudgeComparison, names: (String, String), rules: (KeepRule, KeepRule), split: String,
    openings: Int?
  ) {
    self.split = split
    set = comparison.setHash
    n = comparison.n
    weights = comparison.isWeighted ? "hajek" : "none"
    first = Side(names.0, rules.0, comparison.first, comparison.costRatio)
    second = Side(names.1, rules.1, comparison.second, comparison.costRatio)
    costDifference = CalibrationReport.Figure(comparison.costDifference)
    costP = comparison.costPValue
    let test = comparison.mcNemar
    mcnemar = Test(
      onlyFirst: test.onlyFirst, onlySecond: test.onlySecond, p: test.pValue, cannotBeTold: test.cannotTell())
    adoptable = comparison.decision.isAdoptable
    differences = comparison.differences.map {
      Difference(
        example: $0.example.rawValue, id: $0.key, verdict: $0.verdict.rawValue,
        first: $0.firstKeeps ? "keep" : "drop", second: $0.secondKeeps ? "keep" : "drop")
    }
    switch comparison.decision {
    case .better: outcome = "better"
    case .notBetter(let isWorse): outcome = isWorse ? "worse" : "not better"
    case .tooFewToTell(let number):
      outcome = "cannot be told"
      needed = number
    }
    testOpenings = openings
  }

  var lines: [String] {
    var lines = ["\(Figures.count(n, "example")) of the split \"\(split)\", set \(set)"]
    if let testOpenings {
      lines.append(
        "the test split has now been looked at \(testOpenings == 1 ? "once" : "\(testOpenings) times"); "
          + "every time makes it less of a test")
    }
    lines.append("")
    lines += TextTable.lines(
      [["", "keeps", "tp", "fp (costly)", "fn", "tn", "catch rate", "cost"]]
        + [first, second].map { side in
          [
            side.judge, side.rule.text, Figures.grouped(side.matrix.tp), Figures.grouped(side.matrix.fp),
            Figures.grouped(side.matrix.fn), Figures.grouped(side.matrix.tn),
            Figures.number(side.catchRate.value),
            Figures.number(side.expectedCost),
          ]
        })
    // The table counts each example once: without a word the difference would contradict it.
    let weighted = weights == "none" ? "" : ", weighted by the chances of being drawn"
    lines += [
      "",
      "cost of the second less the first\(weighted): \(Figures.number(costDifference.value))"
        + "\(Self.range(costDifference)), "
        + "p = \(Self.probability(costP)) (randomisation)",
      "right where the other is wrong: the first \(mcnemar.onlyFirst), the second \(mcnemar.onlySecond); "
        + "McNemar's exact p = \(Self.probability(mcnemar.p))",
      sentence,
    ]
    guard !differences.isEmpty else { return lines }
    lines += ["", "They differ on \(Figures.count(differences.count, "example")):"]
    lines += TextTable.lines(
      [["example", "person", first.judge, second.judge]]
        + differences.prefix(50).map { [$0.id, $0.verdict, $0.first, $0.second] })
    if differences.count > 50 {
      lines.append("… and \(Figures.grouped(differences.count - 50)) more (--json)")
    }
    return lines
  }

  private var sentence: String {
    let fewest = McNemar.fewestDiscordant()
    let discordant = mcnemar.onlyFirst + mcnemar.onlySecond
    switch outcome {
    case "better": return "\(second.judge) is better: it costs less, and that is not chance."
    case "worse": return "\(second.judge) is worse: it costs more, and that is not chance."
    case "not better": return "\(second.judge) is not better: it does not cost less."
    default:
      if discordant == 0 {
        return "They say the same of every example: there is nothing to tell them apart by."
      }
      let about =
        needed.map {
          " About \(Figures.grouped($0)) examples would, \(Figures.grouped(max(0, $0 - n))) more."
        } ?? ""
      let why =
        discordant < fewest
        ? "they differ on \(discordant), and fewer than \(fewest) can never show a difference."
        : "so few examples do not show a difference like this."
      return "It cannot be told yet: \(why)\(about)"
    }
  }

  private static func probability(_ value: Double) -> String {
    value < 0.001 ? "under 0.001" : Figures.fixed(value, places: 3)
  }

  private static func range(_ figure: CalibrationReport.Figure) -> String {
    guard let low = figure.low, let high = figure.high else { return "" }
    return " (\(Figures.fixed(low, places: 3)) to \(Figures.fixed(high, places: 3)))"
  }
}
