import AssayCalibration
import AssayModel
import AssayStatistics

/// Examples of the few-shot pool, ready to stand in a prompt.
struct ShotPool: Sendable {
  struct Entry: Sendable {
    var example: ExampleID
    var accepted: Bool
    var shot: JudgeDefinition.Shot
  }

  /// Most shots in a prompt.
  static let most = 6

  private let good: [Entry]
  private let bad: [Entry]
  private let byExample: [ExampleID: Entry]

  /// - Parameter entries: none may hold text of dev or test.
  init(_ entries: [Entry]) {
    good = entries.filter(\.accepted)
    bad = entries.filter { !$0.accepted }
    byExample = Dictionary(entries.map { ($0.example, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether both verdicts can be shown.
  var isUsable: Bool { !good.isEmpty && !bad.isEmpty }

  func shots(_ examples: [ExampleID]) -> [JudgeDefinition.Shot] {
    examples.compactMap { byExample[$0]?.shot }
  }

  /// Other shots than these: a pair more, a pair less, one in the place of another, or another order. As many good ones
  /// as bad ones; the last one decides much of what a model does next (Zhao et al. 2021), so it is not always the same
  /// verdict.
  func changed(_ old: [ExampleID], _ random: inout RepeatableGenerator) -> [ExampleID] {
    let kind = random.next(below: 4)
    var new = old
    let (freeGood, freeBad) = (free(good, old), free(bad, old))
    let canGrow = old.count + 2 <= Self.most && !freeGood.isEmpty && !freeBad.isEmpty
    switch kind {
    case 1 where old.count >= 2: new = Self.shuffled(old, &random)
    case 2 where old.count >= 4:
      for entries in [good, bad] {
        if let last = new.lastIndex(where: { id in entries.contains { $0.example == id } }) {
          new.remove(at: last)
        }
      }
    case 3 where old.count >= 2 && !(freeGood.isEmpty && freeBad.isEmpty):
      let index = Int(random.next(below: UInt64(old.count)))
      let isGood = good.contains { $0.example == old[index] }
      if let other = Self.pick(isGood ? freeGood : freeBad, &random) { new[index] = other.example }
    default:
      guard canGrow, let one = Self.pick(freeGood, &random), let two = Self.pick(freeBad, &random) else {
        return Self.shuffled(old, &random)
      }
      new += [one.example, two.example]
      new = Self.shuffled(new, &random)
    }
    return new
  }

  private func free(_ entries: [Entry], _ used: [ExampleID]) -> [Entry] {
    entries.filter { !used.contains($0.example) }
  }

  private static func pick(_ entries: [Entry], _ random: inout RepeatableGenerator) -> Entry? {
    entries.isEmpty ? nil : entries[Int(random.next(below: UInt64(entries.count)))]
  }

  private static func shuffled(_ ids: [ExampleID], _ random: inout RepeatableGenerator) -> [ExampleID] {
    Permutation.shuffled(count: ids.count, seed: random.next()).map { ids[Int($0)] }
  }
}

extension ShotPool {
  /// The right answer to an example of the pool.
  ///
  /// A person's scores stand where there are some. Where a person has only accepted or rejected, the judge's own scores
  /// stand as long as they come to the same verdict; else the highest, or the lowest, of every scale.
  static func entry(
    _ row: CalibrationRow, fields: [TextField], dimensions: [Dimension], rule: KeepRule
  ) -> Entry {
    let accepted = row.truth.verdict == .accept
    let agrees = rule.keeps(row.scores) == accepted
    var scores: [String: Double] = [:]
    for dimension in dimensions {
      let extreme = Double(accepted ? dimension.maximum : dimension.minimum)
      let own = agrees ? row.scores[dimension.name]?.rounded() : nil
      scores[dimension.name] = row.truth.scores[dimension.name]?.rounded() ?? own ?? extreme
    }
    let note = row.truth.notes.first { !$0.isEmpty }
    return Entry(
      example: row.example, accepted: accepted,
      shot: JudgeDefinition.Shot(
        fields: fields, label: row.label, scores: scores, reason: note ?? (agrees ? row.reason : nil)))
  }
}
