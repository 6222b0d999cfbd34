import AssayModel

/// Seeds that are copies of each other, or of data that is held out for the evaluation.
struct SeedCopies {
  let findings: [SeedFinding]

  init(_ samples: [SeedSample], pairs: [SeedPair], matches: [SeedMatch]) {
    findings = Self.contamination(samples, matches) + Self.copies(samples, pairs)
  }

  private static func contamination(_ samples: [SeedSample], _ matches: [SeedMatch]) -> [SeedFinding] {
    // The most similar row for each seed.
    var best: [Int: SeedMatch] = [:]
    for match in matches.sorted(by: { ($0.set, $0.line) < ($1.set, $1.line) })
    where match.similarity > best[match.seed]?.similarity ?? -1 { best[match.seed] = match }
    guard !best.isEmpty else { return [] }
    let n = samples.count
    let found = best.values.sorted { $0.seed < $1.seed }
    return [
      SeedFinding(
        SeedFinding.heldOut, .serious,
        "\(found.count) of \(n) \(found.count == 1 ? "is" : "are") nearly in the held-out data",
        advice: "A test on that data would look too good: take them out of the seeds.", count: found.count,
        of: n,
        places: found.map {
          "\(samples[$0.seed].place) is like line \($0.line) of \($0.set)" + how($0.method, $0.similarity)
        })
    ]
  }

  private static func copies(_ samples: [SeedSample], _ pairs: [SeedPair]) -> [SeedFinding] {
    // One pair by several methods is one pair, of the method that says most.
    let order: [DuplicateMethod] = [.exact, .minhash, .containment, .masked, .embedding]
    var kinds: [[Int]: SeedPair] = [:]
    for pair in pairs {
      let key = [min(pair.first, pair.second), max(pair.first, pair.second)]
      let rank = { (method: DuplicateMethod) in order.firstIndex(of: method) ?? order.count }
      if let known = kinds[key], rank(known.method) <= rank(pair.method) { continue }
      kinds[key] = pair
    }
    let sorted = kinds.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    let same = sorted.filter { $0.value.method == .exact }
    let torn = same.filter { samples[$0.key[0]].label != samples[$0.key[1]].label }
    let near = sorted.filter { $0.value.method != .exact }
    return [
      finding(
        torn, samples, "two-labels", .serious, "the same text with two labels",
        "One of the labels is wrong, or the text tells too little: correct it."),
      finding(
        same.filter { pair in !torn.contains { $0.key == pair.key } }, samples, "copies", .serious,
        "the same text",
        "It is shown twice and tells nothing new: write another one in its place."),
      finding(
        near, samples, "near-copies", .notable, "nearly the same text",
        "They tell little more than one of them: write another one in its place."),
    ].compactMap { $0 }
  }

  private static func finding(
    _ pairs: [(key: [Int], value: SeedPair)], _ samples: [SeedSample], _ code: String,
    _ weight: SeedFinding.Weight, _ what: String, _ advice: String
  ) -> SeedFinding? {
    guard !pairs.isEmpty else { return nil }
    let seeds = Set(pairs.flatMap(\.key))
    return SeedFinding(
      code, weight, "\(seeds.count) of \(samples.count) have \(what) as another one", advice: advice,
      count: seeds.count, of: samples.count,
      places: pairs.map { key, pair in
        "\(samples[key[0]].place) and \(samples[key[1]].place)"
          + how(pair.method, pair.similarity)
      })
  }

  /// In what way two texts are the same, in brackets; empty: in every way.
  private static func how(_ method: DuplicateMethod, _ similarity: Double) -> String {
    switch method {
    case .exact: ""
    case .containment: " (one is part of the other)"
    case .masked: " (but for names and numbers)"
    case .minhash, .embedding: " (\(hundredths(similarity)))"
    }
  }

  /// 0.834 → "0.83"
  static func hundredths(_ value: Double) -> String {
    let number = Int((value * 100).rounded())
    return "\(number / 100)." + (number % 100 < 10 ? "0" : "") + "\(number % 100)"
  }
}
