/// The examples of the list in their order. The whole workspace in import order takes no memory at all, or as much as
/// its probes do.
public enum Listing: Equatable, Sendable {
  case all(count: Int)
  /// All of them in the order of import, the known-bad probes among them.
  case woven(ProbeWeave)
  case some([Int32])

  /// All examples in the order of import.
  ///
  /// - Parameter count: of the rows of the workspace, probes included.
  public static func imported(count: Int, probes: [Probe]) -> Listing {
    probes.contains { $0.isOwnRow } ? .woven(ProbeWeave(rows: count, probes: probes)) : .all(count: count)
  }

  /// Whether it is the whole workspace in the order of import, for which no columns are needed.
  public var isImported: Bool {
    if case .some = self { false } else { true }
  }

  public var count: Int {
    switch self {
    case .all(let count): count
    case .woven(let weave): weave.count
    case .some(let ids): ids.count
    }
  }

  public subscript(position: Int) -> ExampleID {
    switch self {
    case .all: ExampleID(Int64(position) + 1)
    case .woven(let weave): weave[position]
    case .some(let ids): ExampleID(Int64(ids[position]))
    }
  }

  /// Where `example` stands; nil when it is not in the list. Linear in the length of a chosen list.
  public func position(of example: ExampleID) -> Int? {
    switch self {
    case .all(let count):
      example.rawValue >= 1 && example.rawValue <= Int64(count) ? Int(example.rawValue) - 1 : nil
    case .woven(let weave): weave.position(of: example)
    case .some(let ids): ids.firstIndex(of: Int32(truncatingIfNeeded: example.rawValue))
    }
  }
}

/// Everything that filters and orders look at besides the columns.
public struct ListingContext: Sendable {
  public var log: DecisionLog
  public var reviewer: String
  /// The threshold on the mean, where ``margins`` are nil.
  public var keepAt: Double
  /// How far each example is above the border of the rule in force (``KeepRule/margins(count:scores:)``), as long as the
  /// columns; NaN: a score is missing. nil: the rule is ``keepAt`` on the mean.
  public var margins: [Float]?
  /// Scores of the current judge by dimension; NaN: none; as long as the columns.
  public var scores: [String: [Float]]
  /// Batch numbers by name.
  public var batches: [String: Int32]
  public var found: Set<ExampleID>
  public var marked: Set<ExampleID>
  /// All probes: they say where known-bad ones stand, and which of them are nowhere.
  public var probes: [Probe]
  /// What the current judge has failed on; read only for filters that ask for it.
  public var failed: Set<ExampleID>
  /// The examples of a list that another screen has made.
  public var chosen: Set<ExampleID>
  /// The version of the rubric in force; nil: not known, and no verdict is under an older one.
  public var rubric: String?
  /// All draws, oldest first.
  public var draws: [SampleDraw]

  public init(
    log: DecisionLog, reviewer: String, keepAt: Double, margins: [Float]? = nil,
    scores: [String: [Float]] = [:],
    batches: [String: Int32] = [:], found: Set<ExampleID> = [], marked: Set<ExampleID> = [],
    failed: Set<ExampleID> = [], probes: [Probe] = [], chosen: Set<ExampleID> = [], rubric: String? = nil,
    draws: [SampleDraw] = []
  ) {
    self.log = log
    self.reviewer = reviewer
    self.keepAt = keepAt
    self.margins = margins
    self.scores = scores
    self.batches = batches
    self.found = found
    self.marked = marked
    self.probes = probes
    self.failed = failed
    self.chosen = chosen
    self.rubric = rubric
    self.draws = draws
  }

  /// How far the example at this index is above the border of the rule in force; NaN: it cannot be told.
  func margin(at index: Int, _ columns: ExampleColumns) -> Float {
    guard let margins else { return columns.score[index] - Float(keepAt) }
    return index < margins.count ? margins[index] : .nan
  }
}

extension Listing {
  /// Chooses and orders. One pass over the columns per kind of term, one sort; a million examples
  /// take some ten milliseconds for a filter and about a tenth of a second for an order.
  public static func build(
    filter: ExampleFilter, order: ExampleOrder, columns: ExampleColumns, context: ListingContext
  ) -> Listing {
    let imported = Listing.imported(count: columns.count, probes: context.probes)
    if filter.isEmpty, order == .imported { return imported }
    var keeps = [Bool](repeating: true, count: columns.count)
    for probe in context.probes where !probe.isListed && probe.example.rawValue <= Int64(keeps.count) {
      keeps[Int(probe.example.rawValue) - 1] = false
    }
    for kind in Dictionary(grouping: filter.terms, by: \.kind).values {
      narrow(&keeps, to: kind, columns: columns, context: context)
    }
    // What an order leaves open stands as in the order of import, probes woven in.
    var chosen: [Int32]
    if case .woven(let weave) = imported {
      chosen = weave.filtered(keeps)
    } else {
      chosen = keeps.indices.lazy.filter { keeps[$0] }.map { Int32($0 + 1) }
    }
    if order == .drawn { chosen += repeats(filter, columns: columns, context: context) }
    return .some(ordered(chosen, by: order, of: filter, columns: columns, context: context))
  }

  /// Repeats are nowhere but in the queue that they were made for, and only in its own order: in any other they could
  /// stand beside what they are copies of.
  private static func repeats(
    _ filter: ExampleFilter, columns: ExampleColumns, context: ListingContext
  ) -> [Int32] {
    let queue = context.queue(of: filter.terms)
    guard filter.isOfSample, queue.contains(where: { $0.role == .repeat }) else { return [] }
    var keeps = [Bool](repeating: false, count: columns.count)
    for drawn in queue where drawn.role == .repeat {
      let index = Int(drawn.example.rawValue) - 1
      if keeps.indices.contains(index) { keeps[index] = true }
    }
    for kind in Dictionary(grouping: filter.terms, by: \.kind).values {
      narrow(&keeps, to: kind, columns: columns, context: context)
    }
    return keeps.indices.lazy.filter { keeps[$0] }.map { Int32($0 + 1) }
  }

  /// Keeps what fulfils at least one of `terms`, which are all of one kind.
  private static func narrow(
    _ keeps: inout [Bool], to terms: [ExampleFilter.Term], columns: ExampleColumns,
    context: ListingContext
  ) {
    switch terms[0] {
    case .verdict:
      let wanted = terms.compactMap { if case .verdict(let state) = $0 { state } else { nil } }
      narrow(&keeps, toStates: wanted, context: context)
    case .label:
      let wanted = terms.compactMap { if case .label(let name) = $0 { name } else { nil } }
      narrow(&keeps, toLabels: wanted, columns: columns, context: context)
    case .technique:
      let wanted = indices(of: terms, in: columns.techniques) {
        if case .technique(let name) = $0 { name } else { nil }
      }
      retain(&keeps) { wanted.contains(Int32(columns.technique[$0])) }
    case .batch:
      let wanted = terms.compactMap { if case .batch(let name) = $0 { context.batches[name] } else { nil } }
      retain(&keeps) { wanted.contains(columns.batch[$0]) }
    case .cluster:
      let wanted = terms.compactMap { if case .cluster(let number) = $0 { number } else { nil } }
      retain(&keeps) { wanted.contains(columns.cluster[$0]) }
    case .duplicates:
      let wanted = Set(terms.compactMap { if case .duplicates(let kind) = $0 { kind } else { nil } })
      let numbers = Set(columns.clusterKinds.lazy.filter { wanted.contains($0.value) }.map(\.key))
      retain(&keeps) { numbers.contains(columns.cluster[$0]) }
    case .reference:
      let sets = terms.compactMap { term in
        if case .reference(let role) = term { columns.references[role] } else { nil }
      }
      retain(&keeps) { index in sets.contains { $0.contains(Int32(index)) } }
    case .score(let dimension, let comparison, let value):
      guard let scores = dimension == "score" ? columns.score : context.scores[dimension] else {
        return retain(&keeps) { _ in false }
      }
      retain(&keeps) { $0 < scores.count && comparison.holds(scores[$0], value) }
    case .clusterSize(let comparison, let value):
      retain(&keeps) { comparison.holds(Float(columns.clusterSize(at: $0)), value) }
    case .length(let comparison, let value):
      retain(&keeps) { comparison.holds(Float(columns.length[$0]), value) }
    case .disagreement: narrowToDisagreement(&keeps, columns: columns, context: context)
    case .judge(let wantsKept):
      retain(&keeps) {
        let margin = context.margin(at: $0, columns)
        return !margin.isNaN && (margin >= 0) == wantsKept
      }
      // What a judge keeps of the data has no probes in it.
      for probe in columns.probes where keeps.indices.contains(Int(probe)) { keeps[Int(probe)] = false }
    case .judged:
      let wanted = Set(terms.compactMap { if case .judged(let state) = $0 { state } else { nil } })
      narrow(&keeps, toJudged: wanted, columns: columns, failed: context.failed)
    case .spread(let comparison, let value):
      retain(&keeps) { $0 < columns.spread.count && comparison.holds(columns.spread[$0], value) }
    case .conflict:
      let own = Set(context.probes.lazy.filter(\.isOwnRow).map(\.example))
      narrow(&keeps, to: Set(context.log.examples.filter { !own.contains($0) && context.log.isDisputed($0) }))
    case .olderRubric: narrow(&keeps, to: underOlderRubric(context))
    case .found: narrow(&keeps, to: context.found)
    case .marked: narrow(&keeps, to: context.marked)
    case .chosen: narrow(&keeps, to: context.chosen)
    case .sample: narrow(&keeps, to: Set(context.queue(of: terms).map(\.example)))
    }
  }

  private static func underOlderRubric(_ context: ListingContext) -> Set<ExampleID> {
    guard let current = context.rubric else { return [] }
    let old = context.log.examples.filter { example in
      let rubric = context.log.opinion(of: context.reviewer, on: example)?.rubric
      return rubric != nil && rubric != current
    }
    return Set(old)
  }

  private static func retain(_ keeps: inout [Bool], where holds: (Int) -> Bool) {
    for index in keeps.indices where keeps[index] && !holds(index) { keeps[index] = false }
  }

  private static func narrow(_ keeps: inout [Bool], to examples: Set<ExampleID>) {
    var chosen = [Bool](repeating: false, count: keeps.count)
    for example in examples where example.rawValue >= 1 && example.rawValue <= Int64(keeps.count) {
      let index = Int(example.rawValue) - 1
      chosen[index] = keeps[index]
    }
    keeps = chosen
  }

  /// What the reviewer has relabelled belongs to its new label, as the list shows it.
  private static func narrow(
    _ keeps: inout [Bool], toLabels names: [String], columns: ExampleColumns, context: ListingContext
  ) {
    let wanted = names.compactMap { columns.labels.firstIndex(of: $0) }.map(Int32.init)
    var chosen = columns.label.map { wanted.contains($0) }
    for example in context.log.examples
    where example.rawValue >= 1 && example.rawValue <= Int64(keeps.count) {
      guard let label = context.log.opinion(of: context.reviewer, on: example)?.label else { continue }
      chosen[Int(example.rawValue) - 1] = names.contains(label)
    }
    retain(&keeps) { chosen[$0] }
  }

  private static func indices(
    of terms: [ExampleFilter.Term], in names: [String], name: (ExampleFilter.Term) -> String?
  ) -> [Int32] {
    terms.compactMap { term in name(term).flatMap { names.firstIndex(of: $0) }.map(Int32.init) }
  }

  private static func narrow(
    _ keeps: inout [Bool], toStates wanted: [ExampleFilter.Term.State], context: ListingContext
  ) {
    var chosen = [Bool](repeating: wanted.contains(.undecided), count: keeps.count)
    for example in context.log.examples
    where example.rawValue >= 1 && example.rawValue <= Int64(keeps.count) {
      let opinion = context.log.opinion(of: context.reviewer, on: example)
      chosen[Int(example.rawValue) - 1] = wanted.contains { opinion.matches($0) }
    }
    retain(&keeps) { chosen[$0] }
  }

  private static func narrowToDisagreement(
    _ keeps: inout [Bool], columns: ExampleColumns, context: ListingContext
  ) {
    let differing = context.log.examples.filter { example in
      guard let verdict = context.log.opinion(of: context.reviewer, on: example)?.verdict,
        example.rawValue <= Int64(columns.count)
      else { return false }
      let margin = context.margin(at: Int(example.rawValue) - 1, columns)
      return !margin.isNaN && (margin >= 0) != (verdict == .accept)
    }
    narrow(&keeps, to: Set(differing))
  }

  /// A failure with a score for another dimension is both failed and scored.
  private static func narrow(
    _ keeps: inout [Bool], toJudged wanted: Set<ExampleFilter.Term.Judged>, columns: ExampleColumns,
    failed: Set<ExampleID>
  ) {
    let isFailed = bits(of: failed, count: keeps.count)
    retain(&keeps) { index in
      let isScored = !columns.score[index].isNaN
      return isScored && wanted.contains(.scored) || isFailed[index] && wanted.contains(.failed)
        || !isScored && !isFailed[index] && wanted.contains(.none)
    }
  }

  /// For every position whether its example is in the set.
  private static func bits(of examples: Set<ExampleID>, count: Int) -> [Bool] {
    var bits = [Bool](repeating: false, count: count)
    for example in examples where example.rawValue >= 1 && example.rawValue <= Int64(count) {
      bits[Int(example.rawValue) - 1] = true
    }
    return bits
  }

  /// Sorts by packing key and place into one integer: ties keep the order that they came in.
  private static func ordered(
    _ chosen: [Int32], by order: ExampleOrder, of filter: ExampleFilter, columns: ExampleColumns,
    context: ListingContext
  ) -> [Int32] {
    guard let key = sortKey(for: order, of: filter, columns: columns, context: context) else { return chosen }
    var packed = chosen.indices.map { UInt64(key(Int(chosen[$0]) - 1)) << 32 | UInt64($0) }
    packed.sort()
    return packed.map { chosen[Int(truncatingIfNeeded: $0 & 0xffff_ffff)] }
  }

  private static func sortKey(
    for order: ExampleOrder, of filter: ExampleFilter, columns: ExampleColumns, context: ListingContext
  ) -> ((Int) -> UInt32)? {
    switch order {
    case .imported: return nil
    case .lowestScore: return { ascending(columns.score[$0]) }
    case .highestScore: return { ascending(-columns.score[$0]) }
    case .uncertainty: return { ascending(abs(context.margin(at: $0, columns))) }
    case .disagreement: return { $0 < columns.spread.count ? ascending(-columns.spread[$0]) : .max }
    case .largestCluster:
      // The members of one family stay together.
      return {
        let size = min(columns.clusterSize(at: $0), 4095)
        return UInt32(4095 - size) << 20 | UInt32(truncatingIfNeeded: columns.cluster[$0]) & 0xf_ffff
      }
    case .shortest: return { UInt32(max(0, columns.length[$0])) }
    case .longest: return { UInt32.max - UInt32(max(0, columns.length[$0])) }
    case .drawn: return drawnKey(filter, count: columns.count, context: context)
    case .random(let seed): return { scrambled(UInt64($0) &+ seed &* 0x9e37_79b9_7f4a_7c15) }
    }
  }

  /// The place in the queue of the filter or, without one, in the newest queue that has the example.
  private static func drawnKey(
    _ filter: ExampleFilter, count: Int, context: ListingContext
  ) -> (Int) -> UInt32 {
    let queue =
      filter.isOfSample ? context.queue(of: filter.terms) : context.draws.reversed().flatMap(\.examples)
    var places = [UInt32](repeating: .max, count: count)
    for (place, drawn) in queue.enumerated() {
      let index = Int(drawn.example.rawValue) - 1
      if places.indices.contains(index), places[index] == .max { places[index] = UInt32(place) }
    }
    return { places[$0] }
  }

  /// An unsigned number in the order of the floating-point one; not judged (NaN) comes last.
  private static func ascending(_ value: Float) -> UInt32 {
    if value.isNaN { return .max }
    let bits = value.bitPattern
    return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static func scrambled(_ value: UInt64) -> UInt32 {
    var bits = value
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return UInt32(truncatingIfNeeded: (bits ^ bits >> 31) >> 32)
  }
}

extension ReviewerOpinion? {
  fileprivate func matches(_ state: ExampleFilter.Term.State) -> Bool {
    switch state {
    case .undecided: self?.verdict == nil && self?.skipped != true
    case .accepted: self?.verdict == .accept
    case .rejected: self?.verdict == .reject
    case .relabelled: self?.label != nil
    case .edited: self?.edited != nil
    case .skipped: self?.skipped == true
    case .noted: self?.note != nil
    }
  }
}

extension ExampleColumns {
  /// Members of the cluster that the example at this index belongs to; 1 when it stands alone.
  public func clusterSize(at index: Int) -> Int {
    let number = cluster[index]
    return number == 0 ? 1 : Int(clusterSizes[number] ?? 1)
  }
}
