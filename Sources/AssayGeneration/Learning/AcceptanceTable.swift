import AssayModel
import AssayStatistics

/// How often people accepted what each technique, wording, variant, seed and label brought, and what each is to get next.
///
/// Techniques, wordings and variants are few and compete for the examples of a run: ``ThompsonSampler``. Seeds are many
/// and are shown several at a time, so an example says little of any one of them; and a deck that narrows to a few
/// favourites is what makes a model repeat itself. Their rates are drawn towards the mean of all (``ShrunkenRate``), and
/// a seed's weight is twice the chance that it is better than one of which nothing is known: from the floor to 2, with 1
/// where nothing is known. Labels are counted and not dealt by: how many of each are wanted is said by the order.
public struct AcceptanceTable: Hashable, Sendable {
  /// In the order of ``Technique``; so are the others, and within a technique by wording, then by name.
  public private(set) var techniques: [AcceptanceArm] = []
  /// All wordings of each of the techniques, named by their number from 1.
  public private(set) var phrasings: [AcceptanceArm] = []
  public private(set) var variants: [AcceptanceArm] = []
  public private(set) var seeds: [AcceptanceArm] = []
  public private(set) var labels: [AcceptanceArm] = []
  /// Generated examples on which people have decided.
  public let decided: Int
  /// Those on which they differ and nobody has ruled; they count for nothing.
  public let disputed: Int
  /// The part that is dealt evenly (``ThompsonSampler/floor``).
  public let floor: Double
  private let seed: UInt64
  private let sampler: ThompsonSampler

  /// - Parameters:
  ///   - wanted: the techniques to deal over; nil: those of the outcomes.
  ///   - choices: the variants that a run of a technique could take; those that nobody has decided on compete too.
  public init(
    _ outcomes: [GeneratedOutcome], disputed: Int = 0, techniques wanted: [Technique]? = nil,
    variants choices: [Technique: [String]] = [:], floor: Double = ThompsonSampler.defaultFloor,
    seed: UInt64 = 1
  ) {
    let known = Set(outcomes.map(\.technique))
    let dealt = wanted.map(Set.init) ?? known
    let all = Technique.allCases.filter { known.contains($0) || dealt.contains($0) }
    (decided, self.disputed, self.floor, self.seed) = (outcomes.count, disputed, floor, seed)
    let counts = AcceptanceCounts(outcomes)
    var arms = all.map { counts.technique($0) }
    let competing = arms.indices.filter { dealt.contains(arms[$0].technique) }
    sampler = ThompsonSampler(competing.map { arms[$0].accepted }, floor: floor, seed: seed)
    for (place, share) in zip(competing, sampler.shares) { arms[place].next = share }
    techniques = arms
    for technique in all {
      phrasings += Self.shared(counts.phrasings(technique), floor, seed)
      let names = choices[technique] ?? counts.names(of: technique, \.variants)
      variants += Self.shared(names.map { counts.variant($0, technique) }, floor, seed)
      seeds += Self.weighed(
        counts.all(technique, \.seeds), overall: counts.technique(technique).accepted, floor)
      labels += counts.all(technique, \.labels)
    }
  }

  /// Deals the examples of a run over the techniques, each with what it gets; those with nothing are left out.
  public func deal(_ count: Int) -> [(technique: Technique, count: Int)] {
    let competing = techniques.filter { $0.next != nil }.map(\.technique)
    return zip(competing, sampler.deal(count)).map { (technique: $0, count: $1) }.filter { $0.count > 0 }
  }

  /// What a run of a technique is to be told; nil: nothing is decided of what it brought.
  public func learning(_ technique: Technique) -> GenerationLearning? {
    guard techniques.contains(where: { $0.technique == technique && $0.accepted.n > 0 }) else { return nil }
    func weights(_ arms: [AcceptanceArm]) -> [String: Double] {
      let own = arms.filter { $0.technique == technique }.compactMap { arm in arm.next.map { (arm.name, $0) }
      }
      return Dictionary(own, uniquingKeysWith: { first, _ in first })
    }
    let wordings = phrasings.filter { $0.technique == technique }
    let shares = weights(variants)
    return GenerationLearning(
      phrasings: wordings.contains { $0.accepted.n > 0 } ? wordings.compactMap(\.next) : [],
      seeds: weights(seeds),
      // Shares add up to 1; weights have 1 as their mean, as that of a variant that is not named.
      variants: shares.mapValues { $0 * Double(shares.count) })
  }

  private static func shared(_ arms: [AcceptanceArm], _ floor: Double, _ seed: UInt64) -> [AcceptanceArm] {
    guard arms.contains(where: { $0.accepted.n > 0 }) else {
      return arms.map { arm in
        var arm = arm
        arm.next = 1 / Double(arms.count)
        return arm
      }
    }
    let shares = ThompsonSampler(arms.map(\.accepted), floor: floor, seed: seed).shares
    return zip(arms, shares).map { arm, share in
      var arm = arm
      arm.next = share
      return arm
    }
  }

  private static func weighed(
    _ arms: [AcceptanceArm], overall: Proportion, _ floor: Double
  ) -> [AcceptanceArm] {
    guard let mean = overall.value else { return arms }
    let unknown = ShrunkenRate(Proportion(successes: 0, n: 0), overall: mean)
    return arms.map { arm in
      var arm = arm
      let chance = ShrunkenRate(arm.accepted, overall: mean).chance(over: unknown)
      arm.next = max(floor > 0 ? floor : 0.01, 2 * chance)
      return arm
    }
  }
}
