import AssayCalibration
import AssayModel
import AssayStatistics
import Testing

@Suite struct SplitAssignerTests {
  private let secret: [UInt8] = Array(1...32)

  private func candidates(
    _ range: ClosedRange<Int64>, labels: Int = 3, group: (Int64) -> Int64 = { $0 }
  ) -> [SplitCandidate] {
    range.map { number in
      var random = RepeatableGenerator(seed: UInt64(number))
      return SplitCandidate(
        example: ExampleID(number), group: ExampleID(group(number)),
        stratum: SplitStratum(
          verdict: random.next(below: 4) == 0 ? .reject : .accept,
          label: "\(random.next(below: UInt64(labels)))"))
    }
  }

  private func assign(
    _ candidates: [SplitCandidate], existing: [ExampleID: SplitAssignment] = [:],
    shares: SplitShares = SplitShares(), secret: [UInt8]? = nil, at: Int64 = 1
  ) -> [ExampleID: SplitAssignment] {
    let new = SplitAssigner.assign(
      candidates, existing: existing, shares: shares, secret: secret ?? self.secret, at: at)
    return existing.merging(new.map { ($0.example, $0) }) { old, _ in old }
  }

  /// The furthest that a split is from its share, in examples, over groups made by `key`.
  private func furthest<Key: Hashable>(
    _ candidates: [SplitCandidate], _ splits: [ExampleID: SplitAssignment], shares: SplitShares,
    by key: (SplitCandidate) -> Key
  ) -> Double {
    Dictionary(grouping: candidates, by: key).values.flatMap { members in
      Split.allCases.map { split in
        let count = members.count { splits[$0.example]?.split == split }
        return abs(Double(count) - shares[split] * Double(members.count))
      }
    }.max() ?? 0
  }

  @Test(arguments: [SplitShares(), SplitShares(fewShot: 0.1, dev: 0.6, test: 0.3)])
  func everyStratumIsLessThanOneFromItsShareHoweverTheSetGrows(shares: SplitShares) {
    let all = candidates(1...400)
    var splits: [ExampleID: SplitAssignment] = [:]
    for end in [1, 2, 3, 7, 20, 21, 90, 250, 400] {
      splits = assign(Array(all.prefix(end)), existing: splits, shares: shares, at: Int64(end))
      let furthest = furthest(Array(all.prefix(end)), splits, shares: shares, by: \.stratum)
      #expect(furthest < 1, "\(furthest) at \(end)")
    }
  }

  @Test func manySmallStrataAddUpToTheShares() {
    // 77 labels with one or two examples each: rounding every stratum by itself would leave the pool empty.
    let all = candidates(1...120, labels: 77)
    let shares = SplitShares()
    let splits = assign(all)
    #expect(furthest(all, splits, shares: shares, by: \.stratum) < 1)
    #expect(furthest(all, splits, shares: shares, by: \.stratum.verdict) < 4)
    #expect(furthest(all, splits, shares: shares) { _ in 0 } < 4)
  }

  @Test func nothingMovesAsTheSetGrows() {
    let all = candidates(1...300)
    var splits = assign(Array(all.prefix(100)))
    let before = splits
    splits = assign(all, existing: splits, shares: SplitShares(fewShot: 0, dev: 0.1, test: 0.9), at: 2)
    for (example, assignment) in before { #expect(splits[example] == assignment) }
    #expect(splits.count == 300)
  }

  @Test func theOrderOfDecisionsDoesNotMatter() {
    let all = candidates(1...200) { $0 - $0 % 3 }
    let order = Permutation.shuffled(count: 200, seed: 5).map { all[Int($0)] }
    #expect(assign(all) == assign(order))
  }

  @Test func duplicatesFallInOneSplit() {
    let all = candidates(1...200) { $0 - $0 % 4 }
    let splits = assign(all)
    for members in Dictionary(grouping: all, by: \.group).values {
      #expect(Set(members.map { splits[$0.example]?.split }).count == 1)
    }
    // Groups of four: every split is about one group from its share of a stratum.
    #expect(furthest(all, splits, shares: SplitShares(), by: \.stratum) <= 4)
    // A later one goes where its cluster is, also when the truth of the earlier one was taken back.
    let late = SplitCandidate(
      example: ExampleID(999), group: all[0].group, stratum: SplitStratum(verdict: .reject, label: "9"))
    let more = SplitAssigner.assign([late], existing: splits, shares: SplitShares(), secret: secret, at: 9)
    #expect(more.map(\.split) == [splits[all[0].example]?.split])
  }

  @Test func theSecretDecides() {
    let all = candidates(1...100)
    #expect(assign(all) == assign(all))
    #expect(assign(all) != assign(all, secret: Array(2...33)))
  }

  @Test func clustersThatJoinLaterLeaveOutTheLaterSplit() {
    let apart = candidates(1...60)
    let splits = assign(Array(apart.prefix(30)), at: 1)
    let later = assign(apart, existing: splits, at: 2)
    #expect(SplitAssigner.conflicts(apart, assignments: later).isEmpty)
    let joined = apart.map { candidate in
      SplitCandidate(example: candidate.example, group: ExampleID(1), stratum: candidate.stratum)
    }
    let conflicts = SplitAssigner.conflicts(joined, assignments: later)
    let first = later[ExampleID(1)]?.split
    #expect(!conflicts.isEmpty)
    for candidate in joined {
      #expect(conflicts.contains(candidate.example) == (later[candidate.example]?.split != first))
    }
  }

  @Test func aSplitWithoutAShareGetsNothing() {
    let splits = assign(candidates(1...50), shares: SplitShares(fewShot: 0, dev: 0.5, test: 0.5))
    #expect(!splits.values.contains { $0.split == .fewShot })
    #expect(splits.values.count { $0.split == .dev } == 25)
  }
}
