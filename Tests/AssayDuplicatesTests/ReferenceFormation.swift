import AssayDuplicates
import AssayModel

/// ``ClusterFormation`` as its documentation says it, the slow and simple way: over all pairs of examples, with
/// nothing prepared.
struct ReferenceFormation {
  struct Problem {
    var count: Int
    var pairs: [DuplicatePair]
    var scores: [Float]
    var lengths: [UInt32]
    var thresholds: [DuplicateMethod: Double]
    var methods: Set<DuplicateMethod>
    var constraints: [ClusterConstraint]
    var fixed: Set<Int32>
  }
  struct Edge {
    var method: DuplicateMethod
    var similarity: Float
  }

  let problem: Problem
  private var content: [Int]

  init(_ problem: Problem) {
    self.problem = problem
    content = Array(0..<problem.count)
    for _ in 0..<problem.count {
      for pair in problem.pairs where pair.method == .exact {
        let lowest = min(content[Int(pair.first)], content[Int(pair.second)])
        content[Int(pair.first)] = lowest
        content[Int(pair.second)] = lowest
      }
    }
  }

  /// The surest edge between two.
  func edge(_ one: Int, _ other: Int) -> Edge? {
    if content[one] == content[other] { return Edge(method: .exact, similarity: 1) }
    var best: [DuplicateMethod: Float] = [:]
    for pair in problem.pairs where problem.methods.contains(pair.method) && pair.method != .exact {
      let ends = [content[Int(pair.first)], content[Int(pair.second)]]
      guard ends == [content[one], content[other]] || ends == [content[other], content[one]] else { continue }
      let threshold = problem.thresholds[pair.method] ?? pair.method.defaultThreshold
      if pair.similarity >= Float(threshold) {
        best[pair.method] = max(best[pair.method] ?? -1, pair.similarity)
      }
    }
    if let masked = best[.masked] {
      guard let plain = best[.minhash] else { return Edge(method: .masked, similarity: masked) }
      if masked > plain, (1 - Double(masked)) * 2 < 1 - Double(plain) + 0.001 {
        return Edge(method: .masked, similarity: masked)
      }
    }
    for method in [DuplicateMethod.minhash, .containment, .embedding] {
      if let similarity = best[method] { return Edge(method: method, similarity: similarity) }
    }
    return nil
  }

  // MARK: Who is with whom

  /// Sets of examples, each with its representative first; those of one alone among them.
  func sets() -> [[Int]] {
    var sets: [[Int]] = []
    for family in families() { sets += stars(of: family) }
    let inFamily = Set(sets.joined())
    sets += (0..<problem.count).filter { !inFamily.contains($0) }.map { [$0] }
    for (place, constraint) in problem.constraints.enumerated() {
      guard case .merge(let one, let other) = constraint, isOpen(one), isOpen(other),
        let first = sets.firstIndex(where: { $0.contains(index(one)) }),
        let second = sets.firstIndex(where: { $0.contains(index(other)) }), first != second
      else { continue }
      let isSplitLater = sets[first].contains { left in
        sets[second].contains { areSeparated(left, $0, after: place) }
      }
      if isSplitLater { continue }
      let all = sets[first] + sets[second]
      let best = all.min { precedes($0, $1, median: median(of: all)) } ?? 0
      sets[first] = [best] + all.filter { $0 != best }
      sets.remove(at: second)
    }
    return sets
  }

  private func families() -> [[Int]] {
    let free = (0..<problem.count).filter { !problem.fixed.contains(Int32($0)) }
    var families: [[Int]] = []
    var seen: Set<Int> = []
    for start in free where !seen.contains(start) {
      var family = [start]
      seen.insert(start)
      var next = 0
      while next < family.count {
        for other in free where !seen.contains(other) && edge(family[next], other) != nil {
          family.append(other)
          seen.insert(other)
        }
        next += 1
      }
      let areCopies = Set(family.map { content[$0] }).count == 1
      if !areCopies || problem.methods.contains(.exact) { families.append(family) }
    }
    return families
  }

  private func stars(of family: [Int]) -> [[Int]] {
    let median = median(of: family)
    let neighbours = family.map { one in family.count { edge(one, $0) != nil } }
    var rest = Array(zip(family, neighbours)).sorted { left, right in
      if score(left.0) != score(right.0) { return score(left.0) > score(right.0) }
      return left.1 != right.1 ? left.1 > right.1 : precedes(left.0, right.0, median: median)
    }.map(\.0)
    var stars: [[Int]] = []
    while let centre = rest.first {
      var star = [centre]
      let found = rest.dropFirst().filter { edge(centre, $0) != nil }.sorted { left, right in
        if isSplitOff(left) != isSplitOff(right) { return isSplitOff(right) }
        let (one, other) = (edge(centre, left)?.similarity ?? 0, edge(centre, right)?.similarity ?? 0)
        return one != other ? one > other : left < right
      }
      for other in found where !star.contains(where: { areSeparated($0, other, after: -1) }) {
        star.append(other)
      }
      rest.removeAll(where: star.contains)
      let free = family.filter { one in !stars.joined().contains { content[$0] == content[one] } }
      let outside = free.filter { one in !star.contains { content[$0] == content[one] } }
      let hubs = star.filter { one in
        one == centre
          || star.allSatisfy { edge(one, $0) != nil } && outside.allSatisfy { edge(one, $0) == nil }
      }
      let best = hubs.min { precedes($0, $1, median: median) } ?? centre
      stars.append([best] + star.filter { $0 != best })
    }
    return stars
  }

  // MARK: Who is better

  private func score(_ item: Int) -> Float {
    problem.scores[item].isNaN ? -.infinity : problem.scores[item]
  }

  private func median(of items: [Int]) -> Int {
    items.map { Int(problem.lengths[$0]) }.sorted()[(items.count - 1) / 2]
  }

  private func precedes(_ one: Int, _ other: Int, median: Int) -> Bool {
    if score(one) != score(other) { return score(one) > score(other) }
    let (near, far) = (abs(Int(problem.lengths[one]) - median), abs(Int(problem.lengths[other]) - median))
    return near != far ? near < far : one < other
  }

  // MARK: What a person said

  private func index(_ example: ExampleID) -> Int { Int(example.rawValue) - 1 }

  private func isOpen(_ example: ExampleID) -> Bool { !problem.fixed.contains(Int32(index(example))) }

  func areSeparated(_ one: Int, _ other: Int, after place: Int) -> Bool {
    problem.constraints.enumerated().contains { entry in
      guard entry.offset > place, case .separate(let example, let others) = entry.element else {
        return false
      }
      let (item, rest) = (index(example), others.map(index))
      return item == one && rest.contains(other) || item == other && rest.contains(one)
    }
  }

  private func isSplitOff(_ item: Int) -> Bool {
    problem.constraints.contains { constraint in
      guard case .separate(let example, let others) = constraint, index(example) == item else { return false }
      return others.contains { isOpen($0) && $0 != example }
    }
  }
}
