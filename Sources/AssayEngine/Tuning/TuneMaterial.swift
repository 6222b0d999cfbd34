import AssayCalibration
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore

/// The calibration set as tuning uses it: dev to choose on, test to decide by, the pool to show.
struct TuneMaterial {
  let data: CalibrationData
  let dev: [TuningRow]
  let test: [TuningRow]
  /// Of dev.
  let rows: [ExampleID: CalibrationRow]
  let texts: [ExampleID: [TextField]]
  let pool: ShotPool
  let held: HeldText
  /// The rule in force for the judge in use.
  let rule: KeepRule
  /// Names the test set.
  let testHash: String
  /// Pool examples that are not shown because they share text with dev or test.
  let hidden: Int

  init(_ data: CalibrationData, _ options: TuneRun.Options, _ workspace: Workspace) throws {
    self.data = data
    rule = data.rule?.rule ?? .mean(atLeast: options.keepAt)
    let devRows = data.set.rows(in: .dev)
    let testRows = data.set.rows(in: .test)
    let poolRows = data.set.rows(in: .fewShot)
    dev = TuningRow.rows(devRows)
    test = TuningRow.rows(testRows)
    rows = Dictionary(devRows.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
    testHash = SetHash.of(testRows)
    let accepted = dev.count { $0.accepted }
    guard accepted >= TuneRun.fewest, dev.count - accepted >= TuneRun.fewest else {
      throw TuneProblem.tooFew(accepted: accepted, rejected: dev.count - accepted)
    }
    // What is left out of the figures is one of their duplicates.
    let out = data.set.rows.filter { $0.exclusion != nil && $0.split != .fewShot }
    let ids = (devRows + testRows + poolRows + out).map(\.example)
    let texts = Dictionary(
      try workspace.examples(ids).map { ($0.id, $0.fields) }, uniquingKeysWith: { first, _ in first })
    self.texts = texts
    let definition = options.definition
    let held = HeldText(
      (devRows + testRows + out).flatMap { texts[$0.example]?.map(\.text) ?? [] },
      known: [definition.template, definition.task] + definition.labels
        + definition.dimensions.flatMap { [$0.description ?? ""] + $0.anchors.values }
        + definition.shots.flatMap { $0.fields.map(\.text) + [$0.reason ?? ""] })
    self.held = held
    let rule = rule
    let entries = poolRows.compactMap { row in
      texts[row.example].map {
        ShotPool.entry(row, fields: $0, dimensions: definition.dimensions, rule: rule)
      }
    }
    let clean = entries.filter { entry in
      (entry.shot.fields.map(\.text) + [entry.shot.reason ?? ""]).allSatisfy { held.quotation(in: $0) == nil }
    }
    hidden = entries.count - clean.count
    pool = ShotPool(clean)
  }
}
