import AssayCalibration
import AssayModel
import AssayReport

/// Inputs with figures that can be counted by hand.
enum SampleReports {
  static let day: Int64 = 86_400_000
  static let start: Int64 = 1_760_000_000_000

  static var task: TaskSpecification {
    var task = TaskSpecification(
      name: "support tickets", description: "A customer's question with the right label.",
      labels: ["billing", "shipping"],
      dimensions: [
        Dimension(name: "accuracy", description: "Is the label right?", anchors: [1: "wrong", 5: "right"]),
        Dimension(name: "clarity"),
      ])
    task.calibrationTarget = 30
    return task
  }

  /// One row: a person's verdict and scores, the judge's scores.
  static func row(
    _ id: Int64, _ verdict: Verdict, human: Double, judge: Double?, split: Split = .dev,
    probability: Double? = nil, group: Int64? = nil, label: String? = "billing", rubric: String? = nil
  ) -> CalibrationRow {
    CalibrationRow(
      truth: HumanTruth(
        example: ExampleID(id), verdict: verdict, scores: ["accuracy": human], reviewers: ["ana"],
        rubric: rubric, at: start),
      key: "t-\(id)", label: label, batch: BatchID(1), split: split, group: ExampleID(group ?? id),
      probability: probability, scores: judge.map { ["accuracy": $0, "clarity": 4] } ?? [:])
  }

  /// On dev 6 TP, 2 FP, 2 FN, 4 TN; two more without a score.
  static var rows: [CalibrationRow] {
    var rows: [CalibrationRow] = []
    func add(_ count: Int, _ verdict: Verdict, _ human: Double, _ judge: Double?) {
      for _ in 0..<count {
        rows.append(row(Int64(rows.count + 1), verdict, human: human, judge: judge))
      }
    }
    add(6, .accept, 5, 5)
    add(2, .reject, 2, 4)
    add(2, .accept, 4, 3)
    add(4, .reject, 1, 2)
    add(2, .accept, 5, nil)
    return rows
  }

  static func data(_ rows: [CalibrationRow] = rows, rule: KeepRule? = nil) -> CalibrationData {
    let judge = JudgeVersion(
      id: JudgeID(1), name: "judge v1", dimensions: ["accuracy", "clarity"], count: 40)
    return CalibrationData(
      judge: judge, definition: nil, set: CalibrationSet(rows: rows),
      population: ScoredPopulation(
        examples: Array(1...40),
        scores: [
          "accuracy": Array(repeating: 5, count: 24) + Array(repeating: 2, count: 16),
          "clarity": Array(repeating: 4, count: 40),
        ]),
      rule: rule.map { KeepRuleVersion(id: 1, judge: JudgeID(1), rule: $0, author: "ana", at: start) })
  }

  static func input(_ data: CalibrationData? = data(), split: Split = .dev) -> ReportInput {
    var input = ReportInput(task: task, program: "assay 0", madeAt: start + 10 * day, split: split)
    input.exampleCount = 40
    input.batches = [Batch(id: BatchID(1), name: "first batch", technique: "direct", count: 40)]
    input.labels = [Tally("billing", 30), Tally("shipping", 10)]
    input.techniques = [Tally("direct", 40)]
    input.models = [Tally("a-model", 40)]
    input.judges = data.map { [$0.judge] } ?? []
    input.data = data
    input.resamples = 200
    return input
  }

  static var content: ReportContent { ReportContent(input()) }
}
