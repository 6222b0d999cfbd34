import AssayModel
import AssayParallel
import AssayText

/// One search of ``LexicalSearch``, step by step.
final class LexicalRun {
  let settings: DuplicateSettings
  let corpus: LexicalCorpus
  let firstNew: Int
  let parallel: Parallel
  let progress: (LexicalProgress) -> Void
  private let rules: PairRules
  private let clock = ContinuousClock()
  private var findings: LexicalFindings
  /// For each item the oldest of its large family of masked texts, plus 1; 0: none. Empty: there is no such family.
  private var maskedHubs: [Int32] = []
  /// Sorted, of the leaders.
  private var pairs: [DuplicatePair] = []

  init(
    settings: DuplicateSettings, corpus: LexicalCorpus, firstNew: Int, parallel: Parallel,
    progress: @escaping (LexicalProgress) -> Void
  ) {
    self.settings = settings
    self.corpus = corpus
    self.firstNew = firstNew
    self.parallel = parallel
    self.progress = progress
    rules = PairRules(settings)
    findings = LexicalFindings(settings.methods)
  }

  func find(recallSample: Int) throws -> LexicalFindings {
    let (copies, leaders) = measured(.exact) { findCopies() }
    var candidates: [DuplicateMethod: [UInt64]] = [:]
    if settings.methods.contains(.minhash) {
      candidates[.minhash] = try measured(.minhash) {
        try bandCandidates(
          .minhash, corpus.fingerprints.plain, leaders.filter { corpus.fingerprints.hasSketch(Int($0)) })
      }
    }
    if settings.methods.contains(.masked) {
      candidates[.masked] = try measured(.masked) { try maskedCandidates(leaders) }
    }
    let sampled = settings.methods.contains(.minhash) ? recallSample : 0
    var table: ShingleTable?
    if settings.methods.contains(.containment) || sampled > 0 {
      table = try measured(.containment) {
        try corpus.shingles ?? ShingleTable.read(corpus, parallel: parallel)
      }
    }
    if settings.methods.contains(.containment), let table {
      candidates[.containment] = try measured(.containment) {
        try ContainmentIndex(
          table: table, items: leaders, corpus: corpus, firstNew: firstNew,
          floor: settings.floor(.containment),
          rules: rules, parallel: parallel
        ).candidates()
      }
    }
    try compare(candidates)
    for method in [DuplicateMethod.minhash, .masked] where settings.methods.contains(method) {
      try measured(method) { try addHubs(method) }
    }
    if sampled > 0, let table { try measureRecall(leaders, table, sample: sampled) }
    finish(copies)
    return findings
  }

  /// Runs a part of a method and adds up its time.
  private func measured<Result>(_ method: DuplicateMethod, _ body: () throws -> Result) rethrows -> Result {
    let start = clock.now
    defer {
      findings.methods[method]?.seconds += (clock.now - start) / .seconds(1)
    }
    return try body()
  }

  /// The pairs of leaders and copies, and the leaders.
  private func findCopies() -> ([DuplicatePair], [Int32]) {
    let columns = corpus.fingerprints
    func isEqual(_ one: Int, _ other: Int) -> Bool {
      columns.keyHigh[one] == columns.keyHigh[other] && columns.keyLow[one] == columns.keyLow[other]
        && corpus.isSameGroup(one, other)
    }
    let everything = Array(0..<Int32(corpus.count))
    let families = EqualItems(everything, hash: { columns.keyHigh[$0] }, isEqual: isEqual).families
    var isCopy = [Bool](repeating: false, count: corpus.count)
    var copies: [DuplicatePair] = []
    for family in families {
      let hasWords = columns.hasSketch(Int(family[0]))
      let method: DuplicateMethod? =
        settings.methods.contains(.exact)
        ? .exact : settings.methods.contains(.minhash) && hasWords ? .minhash : nil
      for item in family.dropFirst() {
        isCopy[Int(item)] = true
        guard Int(item) >= firstNew, let method else { continue }
        copies.append(DuplicatePair(family[0], item, method: method, similarity: 1))
      }
    }
    return (copies, (0..<Int32(corpus.count)).filter { !isCopy[Int($0)] })
  }

  private func bandCandidates(
    _ method: DuplicateMethod, _ sketches: SketchColumn, _ items: [Int32]
  ) throws -> [UInt64] {
    // A threshold over 1 asks for nothing that 1 does not give, and no bands reach a recall of 1.
    let floor = min(1, settings.floor(method))
    let recall = min(max(settings.recall, 0.01), 0.9999)
    let banding = LSHBanding(threshold: floor, bins: settings.permutations, recall: recall)
    return try BandSearch(
      sketches: sketches, items: items, group: corpus.group, firstNew: firstNew, banding: banding,
      filter: SketchFilter(floor: floor, bins: settings.permutations), parallel: parallel
    ).candidates(total: corpus.count) { band in
      progress(LexicalProgress(stage: .candidates, done: band + 1, total: banding.bands))
    }
  }

  /// Texts that are equal but for what is masked are one family; if it is large, its oldest item is paired with all
  /// the others and stands for them in the bands.
  private func maskedCandidates(_ leaders: [Int32]) throws -> [UInt64] {
    let columns = corpus.fingerprints
    let items = leaders.filter { columns.hasMasked(Int($0)) }
    func isEqual(_ one: Int, _ other: Int) -> Bool {
      columns.maskedKeys[one] == columns.maskedKeys[other] && corpus.isSameGroup(one, other)
    }
    let families = EqualItems(items, hash: { columns.maskedKeys[$0] }, isEqual: isEqual).families
      .filter { $0.count > FamilyHubs.crowd }
    var isRepresented = [Bool](repeating: false, count: corpus.count)
    var hubs: [UInt64] = []
    if !families.isEmpty { maskedHubs = [Int32](repeating: 0, count: corpus.count) }
    for family in families {
      maskedHubs[Int(family[0])] = family[0] + 1
      for item in family.dropFirst() {
        maskedHubs[Int(item)] = family[0] + 1
        isRepresented[Int(item)] = true
        if Int(item) >= firstNew { hubs.append(PackedPair.pack(Int(family[0]), Int(item))) }
      }
    }
    var result = try bandCandidates(.masked, columns.masked, items.filter { !isRepresented[Int($0)] })
    if !hubs.isEmpty {
      result += hubs
      PackedPair.sortUnique(&result)
    }
    return result
  }

  /// Compares the candidates of all methods in one go.
  private func compare(_ candidates: [DuplicateMethod: [UInt64]]) throws {
    let start = clock.now
    var all: [UInt64] = []
    for method in DuplicateMethod.allCases { all += candidates[method] ?? [] }
    if candidates.count > 1 { PackedPair.sortUnique(&all) }
    pairs = try compared(all)
    let seconds = (clock.now - start) / .seconds(1)
    let total = max(1, candidates.values.reduce(0) { $0 + $1.count })
    for (method, list) in candidates {
      findings.methods[method]?.seconds += seconds * Double(list.count) / Double(total)
    }
  }

  /// Those of some pairs (sorted) that count, sorted.
  private func compared(_ candidates: [UInt64]) throws -> [DuplicatePair] {
    let found = Slots(count: parallel.threads) { [DuplicatePair]() }
    let (rules, maskedHubs) = (rules, maskedHubs)
    let comparison = PairComparison(
      corpus: corpus, comparesMasked: settings.methods.contains(.masked), parallel: parallel)
    try comparison.run(candidates) { done in
      progress(LexicalProgress(stage: .comparing, done: done, total: candidates.count))
    } _: { thread, pair, plain, masked in
      let (first, second) = (PackedPair.first(pair), PackedPair.second(pair))
      let lists =
        maskedHubs.isEmpty || maskedHubs[second] == 0 || maskedHubs[first] != maskedHubs[second]
        || maskedHubs[second] == first + 1
      rules.append(pair, plain: plain, masked: masked, listsMasked: lists, to: &found[thread])
    }
    return PairOrder.sorted(found.all.flatMap { $0 })
  }

  private func addHubs(_ method: DuplicateMethod) throws {
    let hubs = FamilyHubs(pairs, method: method, count: corpus.count)
    if hubs.families.isEmpty { return }
    let columns = method == .masked ? corpus.fingerprints.masked : corpus.fingerprints.plain
    let filter = SketchFilter(floor: settings.floor(method), bins: settings.permutations)
    func isCandidate(_ one: Int, _ other: Int) -> Bool {
      max(one, other) >= firstNew
        && filter.admits(
          columns.sketch(one), columns.sketch(other), shingles: columns.shingles[one], columns.shingles[other]
        )
    }
    let missing = try hubs.missingPairs(
      pairs, method: method, isCandidate: isCandidate, compare: { try compared($0) })
    if !missing.isEmpty { pairs = PairOrder.sorted(pairs + missing) }
  }

  private func measureRecall(_ leaders: [Int32], _ table: ShingleTable, sample wanted: Int) throws {
    progress(LexicalProgress(stage: .measuring, done: 0, total: 1))
    let items = leaders.filter { corpus.fingerprints.hasSketch(Int($0)) }
    let threshold = settings.threshold(.minhash)
    let measure = RecallSample(
      corpus: corpus, table: table, items: items, firstNew: firstNew, threshold: threshold, parallel: parallel
    )
    let sample = RecallSample.draw(wanted, of: items.count, seed: settings.seed).map { Int(items[$0]) }
    let truth = Slots(count: parallel.threads) { [UInt64]() }
    try PairComparison(corpus: corpus, comparesMasked: false, parallel: parallel)
      .run(try measure.candidates(of: sample)) { thread, pair, plain, _ in
        if plain.jaccard >= threshold { truth[thread].append(pair) }
      }
    let expected = truth.all.flatMap { $0 }
    if expected.isEmpty { return }
    // Of a large family not all pairs are listed, on purpose: such a pair counts as found when both are in it.
    let hubs = FamilyHubs(pairs, method: .minhash, count: corpus.count)
    let found = expected.count { pair in
      let (first, second) = (PackedPair.first(pair), PackedPair.second(pair))
      if hubs.family[first] != 0, hubs.family[first] == hubs.family[second] { return true }
      return PairOrder.contains(pair, .minhash, in: pairs)
    }
    findings.recall = .init(items: sample.count, expected: expected.count, found: found)
  }

  private func finish(_ copies: [DuplicatePair]) {
    findings.pairs = copies.isEmpty ? pairs : PairOrder.sorted(copies + pairs)
    for pair in findings.pairs { findings.methods[pair.method]?.pairs += 1 }
  }
}
