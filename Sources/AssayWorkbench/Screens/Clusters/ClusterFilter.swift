import AssayModel

/// In what order the clusters are listed.
public enum ClusterOrder: String, CaseIterable, Sendable, Codable {
  case largest, undecided, doubtful

  /// As it is shown.
  var text: String {
    switch self {
    case .largest: "largest first"
    case .undecided: "most undecided first"
    case .doubtful: "least similar first"
    }
  }

  var next: ClusterOrder {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}

/// Which clusters are listed. Kinds widen each other.
public struct ClusterFilter: Equatable, Sendable {
  public var kinds: Set<DuplicateKind> = []
  /// Only clusters that have an undecided member.
  public var onlyUndecided = false
  public init() {}

  public var isEmpty: Bool { kinds.isEmpty && !onlyUndecided }

  /// As chips, as they are typed.
  public var terms: [String] {
    (onlyUndecided ? [Self.undecidedTerm] : []) + kinds.sorted().map { "kind:\($0.rawValue)" }
  }

  /// Everything that can be chosen.
  static let allTerms = [undecidedTerm] + DuplicateKind.allCases.map { "kind:\($0.rawValue)" }
  static let undecidedTerm = "verdict:undecided"

  /// Puts a condition on or takes it off; false: it is not one.
  mutating func toggle(_ term: String) -> Bool {
    if term == Self.undecidedTerm {
      onlyUndecided.toggle()
      return true
    }
    guard term.hasPrefix("kind:"), let kind = DuplicateKind(rawValue: String(term.dropFirst(5))) else {
      return false
    }
    if kinds.remove(kind) == nil { kinds.insert(kind) }
    return true
  }

  func keeps(_ cluster: Cluster, open: Int32) -> Bool {
    if onlyUndecided, open == 0 { return false }
    return kinds.isEmpty || cluster.kind.map(kinds.contains) == true
  }
}

extension ClusterSnapshot {
  /// The places of the clusters to list, in order. `open` holds the undecided members of each.
  func listing(_ order: ClusterOrder, _ filter: ClusterFilter, open: [Int32]) -> [Int32] {
    let chosen = clusters.indices.filter { filter.keeps(clusters[$0], open: open[$0]) }
    switch order {
    case .largest: return chosen.map { Int32(truncatingIfNeeded: $0) }
    // Ties stay in the order of size: the place is the lower half of what is sorted.
    case .undecided: return Self.sorted(chosen) { UInt64(UInt32.max - UInt32(open[$0])) }
    case .doubtful:
      return Self.sorted(chosen) { place in
        let lowest = clusters[place].members.last?.similarity ?? 1
        // What came with imported data can be any number, or none.
        return lowest.isFinite ? UInt64(max(0, min(2, lowest + 1)) * 1_000_000) : 0
      }
    }
  }

  private static func sorted(_ places: [Int], key: (Int) -> UInt64) -> [Int32] {
    places.map { key($0) << 32 | UInt64($0) }.sorted().map { Int32(truncatingIfNeeded: $0 & 0xffff_ffff) }
  }
}

extension DuplicateKind {
  /// One word for a narrow column; `sign` beside it.
  var word: String { self == .semantic ? "meaning" : rawValue }

  func sign(ascii: Bool) -> String {
    switch self {
    case .exact: "="
    case .masked: "#"
    case .near: "~"
    case .contained: ascii ? "<" : "⊂"
    case .semantic: ascii ? "%" : "≈"
    }
  }

  /// What the members are to each other.
  var phrase: String {
    switch self {
    case .exact: "copies"
    case .masked: "same but for names and numbers"
    case .near: "near duplicates"
    case .contained: "one inside another"
    case .semantic: "same meaning"
    }
  }
}

extension Cluster {
  /// What the members are to each other, as far as it is known.
  var phrase: String {
    if members.contains(where: { $0.method == "person" }) { return "merged by hand" }
    return kind?.phrase ?? (method == "exact" ? "copies" : "near duplicates")
  }
}

extension DuplicateMethod {
  /// What the method looks at, in words that stand beside a similarity.
  var word: String {
    switch self {
    case .exact: "copy"
    case .minhash: "shared words"
    case .containment: "contained"
    case .masked: "names masked"
    case .embedding: "meaning"
    }
  }
}

/// The method that speaks for a member, in words; what came with imported data as it is.
func methodWord(_ method: String) -> String {
  method == "person" ? "by hand" : DuplicateMethod(rawValue: method)?.word ?? method
}
