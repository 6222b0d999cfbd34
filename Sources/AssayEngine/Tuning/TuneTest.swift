import AssayCalibration
import AssayModel
import AssayStore

/// The winner meets the judge in use on the test split, once.
struct TuneTest {
  let table: TuneTable
  let material: TuneMaterial
  let incumbent: (candidate: TuneCandidate, version: JudgeVersion)
  let winner: (measured: MeasuredCandidate, version: JudgeVersion)
  /// When this work began.
  let began: Int64

  /// "tune: judge v4 against judge v1".
  var purpose: String {
    winner.version.id == incumbent.version.id
      ? "tune: another rule of \(winner.version.name)"
      : "tune: \(winner.version.name) against \(incumbent.version.name)"
  }

  /// - Returns: nil when the split lacks accepted or rejected examples; it is not opened then.
  func decision() throws -> TuningDecision? {
    let accepted = material.test.count { $0.accepted }
    guard accepted > 0, accepted < material.test.count else { return nil }
    try open()
    let examples = material.test.map(\.example)
    try table.judge([(incumbent.candidate, examples)])
    if winner.measured.candidate.id != incumbent.candidate.id {
      try table.judge([(winner.measured.candidate, examples)])
    }
    let rows = material.data.set.rows(in: .test)
    return TuningDecision(
      incumbent: (table.scored(rows, by: incumbent.candidate), material.rule),
      challenger: (table.scored(rows, by: winner.measured.candidate), winner.measured.rule),
      ratio: table.options.settings.costRatio, resamples: table.options.resamples,
      seed: table.options.seed)
  }

  /// On the disk before anything is looked at; a run that goes on with one that was broken off does not count twice.
  private func open() throws {
    let isOpen = try table.workspace.openings().contains {
      $0.setHash == material.testHash && $0.judge == winner.version.id && $0.purpose == purpose
        && $0.at >= began
    }
    if isOpen { return }
    try table.workspace.logOpening(
      TestOpening(
        setHash: material.testHash, judge: winner.version.id, author: "tuner", at: table.options.now(),
        purpose: purpose))
  }
}
