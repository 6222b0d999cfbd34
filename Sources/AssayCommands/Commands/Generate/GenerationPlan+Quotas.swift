import AssayEngine
import AssayGeneration
import AssayModel

extension GenerationPlan {
  /// Beyond this many labels, or difficulties, only how many of each.
  private static let listed = 8

  var labels: String {
    let counts = Self.sums(estimate.quotas) { $0.label }
    if counts.count == 1, counts[0].name == nil { return unspread }
    return Self.list(counts, "label")
  }

  private var unspread: String {
    switch order.technique {
    case _ where order.technique.keepsLabel: "those of the examples that it starts from"
    case .instruction: "none"
    default: task.labels.isEmpty ? "none" : "as the model gives them"
    }
  }

  var difficulty: String? {
    let counts = Self.sums(estimate.quotas) { $0.difficulty }
    guard counts.contains(where: { $0.name != nil }) else { return nil }
    return Self.list(counts, "difficulty") + OwnWords.ending(OwnWords.levels(counts.compactMap(\.name)))
  }

  var seeds: String? {
    if order.technique.needsParents { return nil }
    let each = order.seedsPerCall
    guard estimate.seeds > 0 else { return "none: the model has only the task's description to go by" }
    let pool: String
    switch order.seeds {
    case .accepted: pool = "accepted, and given ones until 10 generated ones are accepted"
    case .batch(let name): pool = "batch \"\(name)\""
    case .examples: pool = "as you named them"
    }
    return
      "\(Figures.grouped(estimate.seeds)) (\(pool)), \(Figures.grouped(min(each, estimate.seeds))) in each call"
  }

  var parents: String? {
    guard order.technique.needsParents else { return nil }
    return Figures.count(estimate.parents, "example")
      + (order.parents.isEmpty ? ": what was accepted, or all while there is none" : "")
  }

  var variants: String? {
    guard !order.variants.isEmpty else { return nil }
    let shown = order.variants.prefix(Self.listed).joined(separator: ", ")
    let rest = order.variants.count - Self.listed
    return (rest > 0 ? shown + " and \(Figures.grouped(rest)) more" : shown)
      + OwnWords.ending(OwnWords.kinds(of: order))
  }

  /// In the order of the first quota of each.
  private static func sums(
    _ quotas: [Quota], _ name: (Quota) -> String?
  ) -> [(name: String?, count: Int)] {
    var sums: [(name: String?, count: Int)] = []
    var places: [String?: Int] = [:]
    for quota in quotas {
      if let place = places[name(quota)] {
        sums[place].count += quota.wanted
      } else {
        places[name(quota)] = sums.count
        sums.append((name(quota), quota.wanted))
      }
    }
    return sums
  }

  /// "billing 100, refund 50", or of many "77 labels, 6 or 7 of each".
  private static func list(_ counts: [(name: String?, count: Int)], _ noun: String) -> String {
    guard counts.count > listed else {
      return counts.map { "\($0.name ?? "any") \(Figures.grouped($0.count))" }.joined(separator: ", ")
    }
    let few = counts.map(\.count).min() ?? 0
    let many = counts.map(\.count).max() ?? 0
    let each =
      few == many
      ? "\(Figures.grouped(few)) of each"
      : many == few + 1
        ? "\(Figures.grouped(few)) or \(Figures.grouped(many)) of each"
        : "from \(Figures.grouped(few)) to \(Figures.grouped(many)) of each"
    return "\(Figures.grouped(counts.count)) \(noun)s, \(each)"
  }
}
