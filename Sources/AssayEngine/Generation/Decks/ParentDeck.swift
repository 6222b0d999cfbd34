import AssayGeneration
import AssayModel
import AssayStatistics

/// Deals the examples that new ones are made from: those of the labels that are asked for, the least used first, in one
/// call those with the same fields. Where there are several contexts or languages, no parent meets one again before all
/// that can have met it.
struct ParentDeck {
  private struct Entry {
    var id: ExampleID
    var key: String
    var label: String?
    var difficulty: String?
    /// Which of ``fieldSets`` it has.
    var fields: Int
    /// Its share so far: where new examples keep its label the texts that it has and those that calls under way reserve,
    /// else the calls that showed it.
    var uses = 0
    /// Texts that it has.
    var texts = 0
    /// Calls under way that show it.
    var open = 0
    /// Calls in a row that showed it and brought nothing of it.
    var misses = 0
    /// Nothing is to be had of it: no place is kept for it.
    var isGivenUp = false
    /// An input that has its answer is not asked again.
    var isDone = false
  }

  /// What a call starts from.
  struct Hand {
    var ids: [ExampleID] = []
    var perParent = 1
    /// By cell of the plan, what may come of it.
    var asked: [Quota] = []
  }

  private let technique: Technique
  private let seed: UInt64
  private var entries: [Entry] = []
  private var fieldSets: [[String]] = []
  /// How many entries have been used so many times, and how many have so many texts.
  private var byUses: [Int] = []
  private var byTexts: [Int] = []
  private var places: [String: Int] = [:]
  private var order: [Int32] = []
  private var rotation = 0
  /// Which parents have met which context or language.
  private var meetings: VariantMeetings

  /// - Parameter variants: contexts or languages that each parent is to meet.
  init(
    _ ids: [ExampleID], _ sources: ExampleSources, technique: Technique, variants: [String] = [],
    seed: UInt64
  ) throws {
    self.technique = technique
    self.seed = seed
    meetings = VariantMeetings(technique.keepsLabel ? variants : [])
    var sets: [[String]: Int] = [:]
    for start in stride(from: 0, to: ids.count, by: 500) {
      for (id, shown) in try sources.examples(Array(ids[start..<min(start + 500, ids.count)])) {
        guard let key = shown.key else { continue }
        places[key] = entries.count
        let names = shown.fields.map(\.name)
        let set = sets[names] ?? fieldSets.count
        if set == fieldSets.count {
          sets[names] = set
          fieldSets.append(names)
        }
        entries.append(
          Entry(id: id, key: key, label: shown.label, difficulty: shown.difficulty, fields: set))
      }
    }
    byUses = [entries.count]
    byTexts = [entries.count]
    meetings.begin(entries.count)
    shuffle(rotation: 0)
  }

  var count: Int { entries.count }
  /// The names of the fields that most parents have.
  var fields: [String]? {
    Dictionary(grouping: entries, by: { fieldSets[$0.fields] }).max {
      ($0.value.count, $1.key.count) < ($1.value.count, $0.key.count)
    }?.key
  }

  private mutating func shuffle(rotation: Int) {
    self.rotation = rotation
    order = Permutation.shuffled(count: entries.count, seed: GenerationSeed.mix(seed, UInt64(rotation)))
  }

  /// Takes note of a call that was made before.
  ///
  /// - Parameter each: texts that it asked for of each.
  mutating func use(_ keys: [String], each: Int, variant: String? = nil) {
    for place in keys.compactMap({ places[$0] }) { use(place, each: each, variant) }
  }

  private mutating func use(_ place: Int, each: Int, _ variant: String?) {
    Self.move(&entries[place].uses, by: share(each), in: &byUses)
    meetings.move(place, variant, by: each)
    entries[place].open += 1
  }

  /// What one call takes of a parent's share.
  private func share(_ each: Int) -> Int { technique.keepsLabel ? each : 1 }

  private static func move(_ value: inout Int, by step: Int, in counts: inout [Int]) {
    counts[value] -= 1
    value += step
    while counts.count <= value { counts.append(0) }
    counts[value] += 1
  }

  /// Takes note of a call that is over, and gives back what it has reserved and not brought.
  ///
  /// - Parameters:
  ///   - each: texts that it asked for of each.
  ///   - variant: the context or language of the call.
  ///   - taken: how many texts of each parent came in. A parent without any comes up again before any that has one, a few
  ///     times: of some there may be nothing to be had.
  mutating func release(_ keys: [String], each: Int, variant: String? = nil, taken: [String: Int]) {
    for key in keys {
      guard let place = places[key] else { continue }
      entries[place].open -= 1
      guard technique.keepsLabel else { continue }
      let came = taken[key] ?? 0
      Self.move(&entries[place].texts, by: came, in: &byTexts)
      if came == 0 {
        entries[place].isGivenUp = entries[place].misses >= Self.tries
        if entries[place].isGivenUp { continue }
      }
      entries[place].misses = came == 0 ? entries[place].misses + 1 : 0
      Self.move(&entries[place].uses, by: min(0, came - share(each)), in: &byUses)
      meetings.move(place, variant, by: min(0, came - each))
    }
  }

  /// Whether what is missing of a cell is kept for other parents than this one: for those that have fewer texts than it
  /// has already, whether their calls are under way, fell short or are still to be made.
  ///
  /// - Parameter since: texts that have come in beside those that ``release(_:each:taken:)`` was told of.
  func isKept(_ quota: Quota, from key: String, since: [String: Int]) -> Bool {
    guard technique.keepsLabel, let place = places[key] else { return false }
    let level = entries[place].texts + (since[key] ?? 0)
    guard level > 0 else { return false }
    // Nearly always there is enough for all, which is seen without looking at each.
    let most = byTexts.prefix(level).enumerated().reduce(0) { $0 + $1.element * (level - $1.offset) }
    if quota.missing > most { return false }
    var kept = 0
    for entry in entries where entry.texts < level && !entry.isGivenUp && fits(entry, quota) {
      kept += max(0, level - entry.texts - (since[entry.key] ?? 0))
      if kept >= quota.missing { return true }
    }
    return false
  }

  mutating func finish(_ key: String?) {
    if let place = key.flatMap({ places[$0] }) { entries[place].isDone = true }
  }

  // MARK: Dealing

  /// The context or language that some parent of these quotas has met least, that whose turn it is before others.
  func variant(inTurn variant: String, for quotas: [Quota]) -> String {
    meetings.leastMet(
      from: variant,
      among: entries.indices.lazy.filter { place in quotas.contains { fits(entries[place], $0) } })
  }

  /// - Parameters:
  ///   - quotas: what is asked for; of a technique that gives labels itself these may be of any parent.
  ///   - variant: the context or language that the hand is to meet.
  mutating func deal(_ quotas: [Quota], rotation: Int, variant: String? = nil) -> Hand {
    if rotation != self.rotation { shuffle(rotation: rotation) }
    var hand = Hand()
    var places: [[Int]] = []
    var fields: Int?
    var taken: Set<Int> = []
    for quota in quotas {
      let found = find(quota, fields: fields, without: taken, variant)
      fields = fields ?? found.first.map { entries[$0].fields }
      taken.formUnion(found)
      places.append(found)
    }
    let all = places.joined()
    guard !all.isEmpty else { return hand }
    hand.ids = all.map { entries[$0].id }
    hand.perParent = perParent(wanted: quotas.reduce(0) { $0 + $1.wanted }, parents: all.count)
    for (quota, found) in zip(quotas, places) where !found.isEmpty {
      hand.asked.append(
        Quota(label: quota.label, difficulty: quota.difficulty, wanted: found.count * hand.perParent))
    }
    for place in all { use(place, each: hand.perParent, variant) }
    return hand
  }

  /// Whether a cell can be filled at all.
  func has(_ quota: Quota) -> Bool { entries.contains { fits($0, quota) } }

  /// Up to ``Quota/wanted`` entries, the least used first, all with the same fields and equally far with the variant. One
  /// pass that ends when nothing better can come: a call is dealt from a hundred thousand entries as it is from a hundred.
  private func find(
    _ quota: Quota, fields: Int?, without taken: Set<Int>, _ variant: String?
  ) -> [Int] {
    guard quota.wanted > 0 else { return [] }
    let least = Rank(met: meetings.least(variant), uses: byUses.firstIndex { $0 > 0 } ?? 0)
    var first: (place: Int, rank: Rank)?
    // By how often they were used and by fields, no more of each than are wanted.
    var found: [Group: [Int]] = [:]
    for place in order.lazy.map({ Int($0) }) where fits(entries[place], quota) && !taken.contains(place) {
      let rank = Rank(met: meetings.count(place, variant), uses: entries[place].uses)
      let group = Group(rank: rank, fields: entries[place].fields)
      guard fields.map({ $0 == group.fields }) ?? true else { continue }
      if first.map({ rank < $0.rank }) ?? true { first = (place, rank) }
      guard (found[group]?.count ?? 0) < quota.wanted else { continue }
      found[group, default: []].append(place)
      let chosen = fields ?? entries[first!.place].fields
      if rank == least, group.fields == chosen, found[group]!.count == quota.wanted { break }
    }
    guard let first else { return [] }
    let chosen = entries[first.place].fields
    let groups = found.filter { $0.key.fields == chosen && $0.key.rank.met == first.rank.met }
      .sorted { $0.key.rank < $1.key.rank }
    return Array(groups.lazy.flatMap(\.value).prefix(quota.wanted))
  }

  /// How far an entry is: with the variant first, then in all.
  private struct Rank: Hashable, Comparable {
    var met: Int
    var uses: Int
    static func < (one: Rank, other: Rank) -> Bool { (one.met, one.uses) < (other.met, other.uses) }
  }

  private struct Group: Hashable {
    var rank: Rank
    var fields: Int
  }

  private func fits(_ entry: Entry, _ quota: Quota) -> Bool {
    if technique == .distillation { return !entry.isDone && entry.open == 0 && entry.uses < Self.tries }
    guard technique.keepsLabel else { return true }
    return (quota.label == nil || quota.label == entry.label)
      && (quota.difficulty == nil || quota.difficulty == entry.difficulty)
  }

  /// How often an input is asked that brought no answer, and how often a parent without a text is put first again.
  private static let tries = 2
  /// More of one parent in one call would be variations of each other.
  private static let mostPerParent = 5

  private func perParent(wanted: Int, parents: Int) -> Int {
    if technique == .distillation || technique == .backTranslation { return 1 }
    // What is wanted is to come in every context.
    let parts = parents * meetings.variants
    return min(Self.mostPerParent, (wanted + parts - 1) / parts)
  }
}
