import AssayCalibration
import AssayModel
import AssayStatistics
import AssayStore

/// The winner meets the judge in use on the test split, once.
struct TuneTest {
  static let purpose = "tune: winner against judge in use"

  let table: TuneTable
  let material: TuneMaterial
  let incumbent: (candidate: TuneCandidate, version: JudgeVersion)
  let winner: (measured: MeasuredCandidate, version: JudgeVersion)
  /// When this work began.
  let began: Int64

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
    let old = table.scored(material.test, by: incumbent.candidate.id)
    let new = table.scored(material.test, by: winner.measured.candidate.id)
    return TuningDecision(
      incumbent: (old, material.rule), challenger: (new, winner.measured.rule),
      ratio: table.options.settings.costRatio, differenceInterval: interval(old, new))
  }

  /// On the disk before anything is looked at; a run that goes on with one that was broken off does not count twice.
  private func open() throws {
    let isOpen = try table.workspace.openings().contains {
      $0.setHash == material.testHash && $0.judge == winner.version.id && $0.purpose == Self.purpose
        && $0.at >= began
    }
    if isOpen { return }
    try table.workspace.logOpening(
      TestOpening(
        setHash: material.testHash, judge: winner.version.id, author: "tuner", at: table.options.now(),
        purpose: Self.purpose))
  }

  /// Of the difference of the costs, by the paired bootstrap over groups: what two judges say of one example, and of its
  /// duplicates, is drawn together.
  private func interval(_ old: [TuningRow], _ new: [TuningRow]) -> Interval? {
    let ratio = table.options.settings.costRatio
    var groups: [ExampleID: (difference: Double, weight: Double)] = [:]
    for (before, after) in zip(old, new) {
      let costBefore = before.cost(kept: material.rule.keeps(before.scores) ?? false, ratio: ratio)
      let costAfter = after.cost(kept: winner.measured.rule.keeps(after.scores) ?? false, ratio: ratio)
      groups[before.group, default: (0, 0)].difference += before.weight * (costAfter - costBefore)
      groups[before.group, default: (0, 0)].weight += before.weight
    }
    var kinds: [[Double]: Int] = [:]
    for group in groups.values { kinds[[group.difference, group.weight], default: 0] += 1 }
    let sorted = kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard sorted.count > 1 else { return nil }
    return Bootstrap(counts: sorted.map(\.value), resamples: 4_000, seed: table.options.seed).interval { counts in
      var (sum, total) = (0.0, 0.0)
      for (count, kind) in zip(counts, sorted) {
        sum += Double(count) * kind.key[0]
        total += Double(count) * kind.key[1]
      }
      return total > 0 ? sum / total : nil
    }
  }
}
