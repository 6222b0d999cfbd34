import AssayModel
import AssayStatistics

/// Chooses from which good examples probes are made: one half known-good, one half known-bad, the kinds of fault
/// balanced.
public struct ProbePlan: Sendable {
  /// A good example.
  public struct Origin: Hashable, Sendable {
    public var id: ExampleID
    public var text: ProbeText
    /// Whose word it is that it is good; nil: the publisher's.
    public var reviewer: String?
    public init(id: ExampleID, text: ProbeText, reviewer: String? = nil) {
      self.id = id
      self.text = text
      self.reviewer = reviewer
    }
  }

  /// A known-bad one that can be made.
  public struct Bad: Hashable, Sendable {
    public var origin: ExampleID
    public var fault: Fault
    public var corruption: Corruption
  }

  /// A kind that came to fewer than its share.
  public struct Shortage: Hashable, Sendable {
    public var fault: Fault
    public var wanted: Int
    public var made: Int
    /// The most frequent reason.
    public var reason: String
  }

  public private(set) var bad: [Bad] = []
  public private(set) var good: [Origin] = []
  public private(set) var shortages: [Shortage] = []

  /// Texts that are there already, or are made here: a probe must be none of them.
  private var taken: Set<ProbeText>
  /// What stands off its topic: a reader who meets the same strange text twice knows what it is.
  private var strange: Set<[TextField]> = []
  private var usage: [ExampleID: Int] = [:]
  private var reasons: [Fault: [String: Int]] = [:]
  /// Where each kind goes on looking.
  private var next: [Fault: Int] = [:]

  /// - Parameters:
  ///   - count: of all probes; half of them are known-good.
  ///   - used: how many probes each origin has already.
  ///   - knownGood: those that are known-good probes already.
  ///   - seed: the same seed, origins and data give the same plan.
  public init(
    origins: [Origin], corpus: ProbeCorpus, count: Int, kinds: [Fault], used: [ExampleID: Int] = [:],
    knownGood: Set<ExampleID> = [], seed: UInt64
  ) {
    taken = Set(corpus.texts)
    usage = used
    var generator = RepeatableGenerator(seed: seed)
    let pool = generator.shuffled(origins)
    makeBad(pool, corpus, wanted: count / 2, kinds: generator.shuffled(kinds), seed)
    // Whoever has seen the bad one would know the good one again: others first, and unused ones.
    let order = pool.filter { !knownGood.contains($0.id) }.enumerated().sorted {
      (usage[$0.1.id] ?? 0, $0.0) < (usage[$1.1.id] ?? 0, $1.0)
    }.map(\.element)
    good = Array(order.prefix(count - count / 2))
  }

  /// Goes round the kinds; one that no example can have is left out, and the others take its share.
  private mutating func makeBad(
    _ pool: [Origin], _ corpus: ProbeCorpus, wanted: Int, kinds: [Fault], _ seed: UInt64
  ) {
    var open = kinds
    var made: [Fault: Int] = [:]
    while bad.count < wanted, !open.isEmpty {
      for kind in open where bad.count < wanted {
        if let probe = nextProbe(kind, pool, corpus, seed) {
          bad.append(probe)
          made[kind, default: 0] += 1
          usage[probe.origin, default: 0] += 1
        } else {
          open.removeAll { $0 == kind }
        }
      }
    }
    let share = kinds.isEmpty ? 0 : wanted / kinds.count
    shortages = kinds.filter { made[$0, default: 0] < share }.sorted { $0.rawValue < $1.rawValue }.map {
      kind in
      let reason = (reasons[kind] ?? [:]).max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
      return Shortage(
        fault: kind, wanted: share, made: made[kind, default: 0],
        reason: reason ?? "there is no good example left")
    }
  }

  /// The next origin that can have this fault, one that is not used yet if there is any. An origin gives two at most.
  private mutating func nextProbe(
    _ kind: Fault, _ pool: [Origin], _ corpus: ProbeCorpus, _ seed: UInt64
  ) -> Bad? {
    // Two rounds over the origins: unused ones, then those with one probe.
    while let step = Optional(next[kind, default: 0]), step < 2 * pool.count {
      next[kind] = step + 1
      let origin = pool[step % pool.count]
      guard usage[origin.id, default: 0] == (step < pool.count ? 0 : 1) else { continue }
      switch Corruptions.make(kind, in: origin.text, corpus: corpus, seed: seed) {
      case .failure(let problem): reasons[kind, default: [:]][problem.reason, default: 0] += 1
      case .success(let corruption):
        let text = ProbeText(fields: corruption.fields, label: corruption.label)
        guard kind != .offTopic || strange.insert(corruption.fields).inserted, taken.insert(text).inserted
        else {
          reasons[kind, default: [:]]["the data has such a text already", default: 0] += 1
          continue
        }
        return Bad(origin: origin.id, fault: kind, corruption: corruption)
      }
    }
    return nil
  }
}
