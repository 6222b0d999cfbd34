import AssayDuplicates
import AssayModel
import AssayStatistics
import Testing

/// What holds for every graph, on random small ones.
@Suite struct ClusterFormationPropertyTests {
  typealias Problem = ReferenceFormation.Problem

  @Test(arguments: 0..<40)
  func isWhatTheSimpleWayGives(seed: Int) throws {
    var random = RepeatableGenerator(seed: UInt64(seed))
    for _ in 0..<25 {
      let problem = random.problem()
      let reference = ReferenceFormation(problem)
      let clusters = form(problem)
      let expected = reference.sets().filter { $0.count > 1 }
      #expect(clusters.count == expected.count)
      for cluster in clusters {
        let representative = try #require(cluster.members.first).index
        let set = try #require(
          expected.first { $0[0] == representative }, "no \(representative) in \(problem)")
        #expect(Set(cluster.members.map(\.index)) == Set(set), "\(problem)")
        for member in cluster.members.dropFirst() {
          if let edge = reference.edge(representative, member.index) {
            #expect(member.method == edge.method.rawValue)
            #expect(member.similarity == Double(max(0, edge.similarity)))
          } else {
            #expect(member.method == "person")
          }
        }
      }
    }
  }

  @Test(arguments: 0..<20)
  func clustersAreDisjointSortedAndHeldTogether(seed: Int) throws {
    var random = RepeatableGenerator(seed: UInt64(1_000 + seed))
    for _ in 0..<25 {
      let problem = random.problem()
      let clusters = form(problem)
      let all = clusters.flatMap { $0.members.map(\.index) }
      #expect(Set(all).count == all.count)
      #expect(!all.contains { problem.fixed.contains(Int32($0)) })
      #expect(clusters.allSatisfy { $0.members.count > 1 })
      let order = clusters.map { (-$0.members.count, $0.id.rawValue) }
      #expect(order.elementsEqual(order.sorted(by: <), by: ==))
      let merges = problem.constraints.contains { if case .merge = $0 { true } else { false } }
      for cluster in clusters {
        #expect(cluster.id.rawValue == cluster.members.map(\.example.rawValue).min())
        let others = cluster.members.dropFirst()
        #expect(merges || !others.contains { $0.method == "person" })
        let places = others.map { (-$0.similarity, $0.index) }
        #expect(places.elementsEqual(places.sorted(by: <), by: ==))
        let kinds = others.compactMap { DuplicateMethod(rawValue: $0.method)?.kind }
        #expect(cluster.kind == kinds.max())
      }
    }
  }

  @Test(arguments: 0..<20)
  func whatIsKeptHoldsNoDuplicates(seed: Int) {
    var random = RepeatableGenerator(seed: UInt64(4_000 + seed))
    for _ in 0..<25 {
      var problem = random.problem()
      problem.constraints = []
      problem.methods.insert(.exact)
      let reference = ReferenceFormation(problem)
      let rejected = Set(form(problem).flatMap { $0.members.dropFirst().map(\.index) })
      let kept = (0..<problem.count).filter { !rejected.contains($0) && !problem.fixed.contains(Int32($0)) }
      for one in kept {
        for other in kept where other > one { #expect(reference.edge(one, other) == nil, "\(problem)") }
      }
    }
  }

  @Test(arguments: 0..<20)
  func theOrderOfThePairsAndTheirEndsDoNotMatter(seed: Int) {
    var random = RepeatableGenerator(seed: UInt64(2_000 + seed))
    for _ in 0..<25 {
      var problem = random.problem()
      let clusters = form(problem)
      problem.pairs.shuffle(using: &random)
      problem.pairs = problem.pairs.map {
        DuplicatePair($0.second, $0.first, method: $0.method, similarity: $0.similarity)
      }
      problem.pairs += problem.pairs.prefix(3)
      #expect(form(problem) == clusters)
    }
  }

  @Test(arguments: 0..<20)
  func aPersonsLastWordHolds(seed: Int) {
    var random = RepeatableGenerator(seed: UInt64(3_000 + seed))
    var (together, apart) = (0, 0)
    for _ in 0..<50 {
      let problem = random.problem()
      var cluster: [Int: Int] = [:]
      for (place, found) in form(problem).enumerated() {
        for member in found.members { cluster[member.index] = place }
      }
      func areTogether(_ one: ExampleID, _ other: ExampleID) -> Bool {
        let place = cluster[Int(one.rawValue) - 1]
        return place != nil && place == cluster[Int(other.rawValue) - 1]
      }
      // The last run of words of one sort has no word of the other sort after it.
      guard let last = problem.constraints.last else { continue }
      for constraint in problem.constraints.reversed() {
        switch (last, constraint) {
        case (.separate, .separate(let one, let others)):
          for other in others where other != one {
            #expect(!areTogether(one, other), "\(problem)")
            apart += 1
          }
        case (.merge, .merge(let one, let other)):
          guard one != other, !isFixed(one, problem), !isFixed(other, problem) else { continue }
          #expect(areTogether(one, other), "\(problem)")
          together += 1
        default: break
        }
        if isMerge(constraint) != isMerge(last) { break }
      }
    }
    #expect(together > 0 && apart > 0)
  }

  private func isFixed(_ example: ExampleID, _ problem: Problem) -> Bool {
    problem.fixed.contains(Int32(example.rawValue) - 1)
  }

  private func isMerge(_ constraint: ClusterConstraint) -> Bool {
    if case .merge = constraint { true } else { false }
  }

  private func form(_ problem: Problem) -> [Cluster] {
    ClusterFormation(
      count: problem.count, pairs: problem.pairs, scores: problem.scores, lengths: problem.lengths
    ).form(
      thresholds: problem.thresholds, methods: problem.methods, constraints: problem.constraints,
      fixed: problem.fixed)
  }
}

extension Cluster.Member {
  fileprivate var index: Int { Int(example.rawValue) - 1 }
}

/// Random graphs, the same in every run.
extension RepeatableGenerator {
  fileprivate mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  fileprivate mutating func problem() -> ReferenceFormation.Problem {
    let count = 2 + below(13)
    // Few different values, so that there are ties and values that lie on thresholds.
    let pairs = (0..<below(2 * count)).compactMap { _ -> DuplicatePair? in
      let (one, other) = (Int32(below(count)), Int32(below(count)))
      let method = DuplicateMethod.allCases[below(5)]
      if one == other || method == .exact && below(2) == 0 { return nil }
      return DuplicatePair(
        one, other, method: method, similarity: method == .exact ? 1 : Float(5 + below(6)) / 10)
    }
    let isScored = below(2) == 0
    let scores = (0..<count).map { _ in isScored && below(4) > 0 ? Float(below(3)) : .nan }
    let lengths = (0..<count).map { _ in UInt32(below(6)) }
    var thresholds: [DuplicateMethod: Double] = [:]
    for method in DuplicateMethod.allCases where below(4) > 0 {
      thresholds[method] = Double(5 + below(5)) / 10
    }
    let methods = Set(DuplicateMethod.allCases.filter { _ in below(5) > 0 })
    let constraints = (0..<max(0, below(9) - 4)).map { _ -> ClusterConstraint in
      let one = ExampleID(Int64(1 + below(count)))
      if below(2) == 0 { return .merge(one, with: ExampleID(Int64(1 + below(count)))) }
      return .separate(one, from: (0..<(1 + below(3))).map { _ in ExampleID(Int64(1 + below(count))) })
    }
    let fixed = below(3) > 0 ? [] : Set((0..<2).map { _ in Int32(below(count)) })
    return ReferenceFormation.Problem(
      count: count, pairs: pairs, scores: scores, lengths: lengths, thresholds: thresholds, methods: methods,
      constraints: constraints, fixed: fixed)
  }
}
