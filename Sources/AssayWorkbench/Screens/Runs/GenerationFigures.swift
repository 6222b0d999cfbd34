import AssayModel

/// What there is to tell of what a run has generated, as values: the screen and the plain line mode show the same.
struct GenerationFigures {
  /// One step of what became of the examples that were asked for.
  struct Step: Equatable {
    enum Kind { case stage, loss, part }
    var name: String
    var count: Int
    var kind: Kind
  }

  /// A cell of the plan.
  struct Cell: Equatable {
    var name: String
    var got: Int
    var wanted: Int
    var share: Double { wanted > 0 ? min(1, Double(got) / Double(wanted)) : 1 }
  }

  /// A measure of how varied the texts are.
  struct Measure: Equatable {
    var name: String
    /// Of the last batch that was measured, and of all; nil: too few texts.
    var last: String?
    var all: String?
    /// Which way is more varied; nil: it speaks for itself.
    var note: String
  }

  let tally: GenerationTally
  init(_ tally: GenerationTally) { self.tally = tally }

  /// Asked for, returned, each reason to leave some out, taken, and how many of these are flagged. Reasons that have not
  /// come up are left out.
  var steps: [Step] {
    guard tally.asked > 0 else { return [] }
    let losses = [
      ("copies", tally.copies), ("over quota", tally.overfull), ("wrong label", tally.wrongLabel),
      ("wrong difficulty", tally.wrongDifficulty), ("filtered", tally.filtered),
    ]
    return [
      Step(name: "asked", count: tally.asked, kind: .stage),
      Step(name: "returned", count: tally.returned, kind: .stage),
    ] + losses.filter { $0.1 > 0 }.map { Step(name: $0.0, count: $0.1, kind: .loss) } + [
      Step(name: "taken", count: tally.taken, kind: .stage)
    ] + (tally.flagged > 0 ? [Step(name: "flagged", count: tally.flagged, kind: .part)] : [])
  }

  // MARK: Quotas

  /// Whether there is more than one kind to make.
  var hasQuotas: Bool { tally.quotas.count > 1 }

  /// "61 of 231 full", "139 examples to go"
  var quotaParts: [String] {
    let full = tally.quotas.count { $0.missing == 0 }
    let missing = tally.quotas.reduce(0) { $0 + $1.missing }
    return [
      "\(grouped(full)) of \(grouped(tally.quotas.count)) full",
      missing > 0 ? "\(grouped(missing)) example\(missing == 1 ? "" : "s") to go" : nil,
    ].compactMap { $0 }
  }

  /// The cells that are not full, the emptiest first; of those that are as empty the larger, then as in the plan.
  var worst: [Cell] {
    tally.quotas.filter { $0.missing > 0 }.map { quota in
      Cell(
        name: [quota.label, quota.difficulty].compactMap { $0 }.joined(separator: ", "), got: quota.got,
        wanted: quota.wanted)
    }.enumerated().sorted { one, other in
      (one.element.share, -one.element.wanted, one.offset)
        < (other.element.share, -other.element.wanted, other.offset)
    }.map(\.element)
  }

  // MARK: Diversity

  var measures: [Measure] {
    let (last, all) = (tally.lastDiversity, tally.diversity)
    func measure(
      _ name: String, _ note: String, _ text: (Double) -> String, _ value: (DiversityReport) -> Double?
    ) -> Measure? {
      let shown = (last.flatMap(value).map(text), all.flatMap(value).map(text))
      guard shown.0 != nil || shown.1 != nil else { return nil }
      return Measure(name: name, last: shown.0, all: shown.1, note: note)
    }
    func percent(_ share: Double) -> String { "\(fixedText(100 * share, decimals: share < 0.1 ? 1 : 0)) %" }
    func two(_ value: Double) -> String { fixedText(value, decimals: 2) }
    let more = "higher: more varied"
    let less = "lower: more varied"
    return [
      measure(
        "new clusters per 100", more, { fixedText($0, decimals: 0) },
        { $0.tellsRates ? $0.newClusterRate : nil }),
      measure("near duplicates", less, percent, \.nearDuplicates),
      measure("distinct-1", more, two, \.distinct1), measure("distinct-2", more, two, \.distinct2),
      measure("self-BLEU", less, two, \.selfBLEU),
      measure(vendi.name, [more, vendi.more].compactMap(\.self).joined(separator: "; "), two, \.vendi),
      measure("compression", less, two, \.compressionRatio),
    ].compactMap { $0 }
  }

  /// "Vendi/n, embeddings", and of which model, or why of none.
  private var vendi: (name: String, more: String?) {
    guard let basis = (tally.diversity ?? tally.lastDiversity)?.vendiBasis else { return ("Vendi/n", nil) }
    return ("Vendi/n, \(basis.kind.rawValue)", basis.modelName.map { "of \($0)" } ?? basis.omission)
  }

  /// New clusters per 100 texts below which a technique is stopped; see `docs/diversity.md`.
  private static let floor = 5.0

  /// Of the last batch, where it was large enough.
  private var lastRate: Double? {
    tally.lastDiversity.flatMap { $0.tellsRates ? $0.newClusterRate : nil }
  }

  /// "still varied: 39 of 100 new texts are like none before; 61 kinds so far, at least about 90 to be had"; nil: too few texts.
  var words: String? {
    guard let report = tally.diversity, let rate = report.newClusterRate else { return nil }
    guard report.tellsRates else {
      let (new, count) = (report.newTexts ?? 0, report.examples)
      return "too few to tell: \(grouped(new)) of \(grouped(count)) text\(count == 1 ? "" : "s") "
        + "\(new == 1 ? "was" : "were") like none before; from \(DiversityReport.enough) on it is said how varied they are"
    }
    let last = lastRate ?? rate
    let low = min(rate, last)
    let head =
      low >= 4 * Self.floor
      ? "varied" : low >= 2 * Self.floor ? "less that is new comes" : "it begins to repeat itself"
    var parts = ["\(head): \(fixedText(rate, decimals: 0)) of 100 texts were like none before"]
    if abs(last - rate) >= 1 { parts[0] += ", \(fixedText(last, decimals: 0)) of the last ones" }
    if let clusters = report.clusters {
      let expected = report.roundedExpectedClusters.flatMap {
        $0 > clusters ? ", at least about \(grouped($0)) to be had" : nil
      }
      parts.append("\(grouped(clusters)) kinds so far\(expected ?? "")")
    }
    return parts.joined(separator: "; ")
  }

  /// Whether ``words`` are a warning.
  var isRunningDry: Bool {
    guard let all = tally.diversity, all.tellsRates else { return false }
    return [all.newClusterRate, lastRate].compactMap(\.self).contains { $0 < 2 * Self.floor }
  }
}
