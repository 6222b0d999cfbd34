import AssayModel

/// The balances of all strata, of both verdicts and of the whole set.
struct SplitDesk {
  private let splits: [Split]
  private let empty: SplitBalance
  private var strata: [SplitStratum: SplitBalance] = [:]
  private var verdicts: [Verdict: SplitBalance] = [:]
  private var whole: SplitBalance

  init(shares: SplitShares) {
    let wanted = Split.allCases.filter { shares[$0] > 0 }
    splits = wanted.isEmpty ? [.dev] : wanted
    let sum = wanted.reduce(0) { $0 + shares[$1] }
    empty = SplitBalance(shares: wanted.isEmpty ? [1] : wanted.map { shares[$0] / sum })
    whole = empty
  }

  mutating func count(_ stratum: SplitStratum, in split: Split) {
    // A split that gets nothing any more keeps what it has, and is nobody's deficit.
    guard let index = splits.firstIndex(of: split) else { return }
    strata[stratum, default: empty].add(1, to: index)
    verdicts[stratum.verdict, default: empty].add(1, to: index)
    whole.add(1, to: index)
  }

  /// The split for a group with these strata, one for each member.
  ///
  /// - Parameter tie: random bytes, which decide where nothing else does.
  func choose(for members: [SplitStratum], tie: [UInt8]) -> Split {
    let counts = Dictionary(members.map { ($0, 1) }, uniquingKeysWith: +)
    let byVerdict = Dictionary(members.map { ($0.verdict, 1) }, uniquingKeysWith: +)
    var candidates = Array(splits.indices)
    var isBound = false
    if members.count == 1, let stratum = members.first {
      let allowed = candidates.filter { strata[stratum, default: empty].allows(oneMoreIn: $0) }
      isBound = !allowed.isEmpty
      if isBound { candidates = allowed }
    }
    func need(_ index: Int) -> [Double] {
      let stratum = counts.sum { strata[$0, default: empty].deficit(of: index, adding: $1) }
      let verdict = byVerdict.sum { verdicts[$0, default: empty].deficit(of: index, adding: $1) }
      let all = whole.deficit(of: index, adding: members.count)
      let random = Double(tie[(8 + index) % tie.count])
      return isBound ? [verdict, all, random] : [stratum, verdict, all, random]
    }
    let needs = candidates.map { ($0, need($0).map { ($0 * 1e6).rounded() }) }
    return splits[needs.max { $0.1.lexicographicallyPrecedes($1.1) }?.0 ?? 0]
  }
}

extension Dictionary where Key: Hashable, Value == Int {
  /// Σ count x value.
  fileprivate func sum(_ value: (Key, Int) -> Double) -> Double {
    reduce(0) { $0 + Double($1.value) * value($1.key, $1.value) }
  }
}
