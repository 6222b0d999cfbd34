/// How the seeds are spread over labels and difficulties.
struct SeedBalance {
  let labels: [SeedReport.Count]
  let difficulties: [SeedReport.Count]
  private(set) var findings: [SeedFinding] = []

  static let levels = ["easy", "medium", "hard"]

  init(_ samples: [SeedSample], labels known: [String]) {
    labels = Self.counts(samples.map(\.label), first: known)
    let levels = samples.map { $0.difficulty?.lowercased() }
    difficulties = Self.counts(levels, first: levels.contains { $0 != nil } ? Self.levels : [])
    findings = labelFindings(samples, known) + difficultyFindings(samples)
  }

  /// Those in `first` in this order, others in that of their names, none last; those in `first` also with 0.
  private static func counts(_ names: [String?], first: [String]) -> [SeedReport.Count] {
    var counts: [String: Int] = [:]
    for name in names.compactMap({ $0 }) { counts[name, default: 0] += 1 }
    let others = counts.keys.filter { !first.contains($0) }.sorted()
    let none = names.count { $0 == nil }
    return (first + others).map { SeedReport.Count($0, counts[$0] ?? 0) }
      + (none > 0 ? [SeedReport.Count(nil, none)] : [])
  }

  // MARK: Labels

  private func labelFindings(_ samples: [SeedSample], _ known: [String]) -> [SeedFinding] {
    let n = samples.count
    guard !known.isEmpty || samples.contains(where: { $0.label != nil }) else { return [] }
    var findings: [SeedFinding] = []
    let bare = samples.filter { $0.label == nil }
    if !bare.isEmpty {
      findings.append(
        SeedFinding(
          "no-label", .serious, "\(bare.count) of \(n) \(bare.count == 1 ? "has" : "have") no label",
          advice: "The generator cannot learn from them what a label means: label them, or leave them out.",
          count: bare.count, of: n, places: bare.map(\.place)))
    }
    let strange = samples.filter { sample in
      !known.isEmpty && sample.label.map { !known.contains($0) } ?? false
    }
    if !strange.isEmpty {
      let names = Set(strange.compactMap(\.label)).sorted()
      findings.append(
        SeedFinding(
          "unknown-label", .serious,
          "\(strange.count) of \(n) \(strange.count == 1 ? "has a label" : "have labels") that the task does not have: \(Self.list(names))",
          advice: "Correct the label, or add it to \"labels\" in assay.toml.", count: strange.count, of: n,
          places: strange.map(\.place)))
    }
    return findings + [missing(known), uneven(known), single(known)].compactMap { $0 }
  }

  private func missing(_ known: [String]) -> SeedFinding? {
    let missing = labels.filter { $0.n == 0 }.compactMap(\.name)
    guard !missing.isEmpty else { return nil }
    return SeedFinding(
      "missing-label", .serious,
      "\(missing.count) of \(known.count) labels \(missing.count == 1 ? "has" : "have") no seed: \(Self.list(missing))",
      advice: "The generator must guess what they mean by their names: write at least one seed for each.",
      count: missing.count, of: known.count)
  }

  private func uneven(_ known: [String]) -> SeedFinding? {
    let there = labels.filter { $0.name != nil && $0.n > 0 && (known.isEmpty || known.contains($0.name!)) }
    guard let most = there.max(by: { $0.n < $1.n }), let least = there.min(by: { $0.n < $1.n }),
      most.n >= 2 * least.n, most.n - least.n >= 3
    else { return nil }
    let n = there.reduce(0) { $0 + $1.n }
    return SeedFinding(
      "uneven-labels", .notable,
      "labels are uneven: \"\(most.name!)\" has \(most.n) of \(n) seeds, \"\(least.name!)\" \(least.n)",
      advice: "What is drawn from them leans the same way: write more for the labels with few.",
      count: most.n, of: n)
  }

  /// Where the task says nothing of labels.
  private func single(_ known: [String]) -> SeedFinding? {
    let there = labels.filter { $0.name != nil && $0.n > 0 }
    guard known.isEmpty, there.count == 1, let only = there.first, only.n >= SeedField.least else {
      return nil
    }
    return SeedFinding(
      "one-label", .notable, "all \(only.n) labels are \"\(only.name ?? "")\"",
      advice: "Nothing tells the generator what other labels look like: add seeds of the others.",
      count: only.n, of: only.n)
  }

  // MARK: Difficulty

  private func difficultyFindings(_ samples: [SeedSample]) -> [SeedFinding] {
    let n = samples.count
    let bare = difficulties.first { $0.name == nil }?.n ?? 0
    if bare == n {
      return n == 0
        ? []
        : [
          SeedFinding(
            "no-difficulty", .remark, "none says how hard it is",
            advice:
              "Give each a \"difficulty\" (easy, medium, hard), so that hard ones are among what is shown.",
            count: n, of: n)
        ]
    }
    var findings: [SeedFinding] = []
    if bare > 0 {
      findings.append(
        SeedFinding(
          "some-without-difficulty", .remark,
          "\(bare) of \(n) \(bare == 1 ? "does" : "do") not say how hard it is",
          advice: "Give each a \"difficulty\".", count: bare, of: n))
    }
    let isUsual = difficulties.allSatisfy { $0.name == nil || Self.levels.contains($0.name!) }
    let missing = difficulties.filter { $0.n == 0 }.compactMap(\.name)
    if isUsual, !missing.isEmpty {
      let there = difficulties.filter { $0.name != nil && $0.n > 0 }
      findings.append(
        SeedFinding(
          "missing-difficulty", .notable,
          "none is \(missing.joined(separator: " or ")) ("
            + there.map { "\($0.name!) \($0.n)" }.joined(separator: ", ") + ")",
          advice: "What is generated will be as hard as what is shown: write some of each.", count: n - bare,
          of: n))
    }
    return findings
  }

  /// The first eight, and how many more.
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}
