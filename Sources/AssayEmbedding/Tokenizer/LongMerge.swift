/// Merges the pairs of a long piece in n log n: a linked list of tokens and a heap of possible merges, by rank, then
/// by place. A piece is long when its text has no spaces, as in Chinese or in a row of a million equal letters.
struct LongMerge {
  private struct Candidate {
    var rank: Int32
    var place: Int32
    /// The tokens that were there when it was found: it is stale when they have changed.
    var left: Int32
    var right: Int32
    var merged: Int32

    func comes(before other: Candidate) -> Bool {
      rank != other.rank ? rank < other.rank : place < other.place
    }
  }

  private var tokens: [Int32]
  private var following: [Int32]
  private var preceding: [Int32]
  private let merges: PairTable
  private var heap: [Candidate] = []

  init(_ tokens: [Int32], _ merges: PairTable) {
    self.tokens = tokens
    self.merges = merges
    following = (0..<tokens.count).map { $0 + 1 < tokens.count ? Int32($0 + 1) : -1 }
    preceding = (0..<tokens.count).map { Int32($0 - 1) }
    for place in 0..<max(0, tokens.count - 1) { push(place) }
  }

  consuming func run() -> [Int32] {
    while let top = pop() {
      let place = Int(top.place)
      let next = Int(following[place])
      guard tokens[place] == top.left, next >= 0, tokens[next] == top.right else { continue }
      tokens[place] = top.merged
      tokens[next] = -1
      let after = following[next]
      following[place] = after
      if after >= 0 { preceding[Int(after)] = Int32(place) }
      if preceding[place] >= 0 { push(Int(preceding[place])) }
      push(place)
    }
    return tokens.filter { $0 >= 0 }
  }

  /// Adds the merge of the token at `place` with the one after it, if there is one.
  private mutating func push(_ place: Int) {
    let next = Int(following[place])
    guard next >= 0, let merge = merges.merge(tokens[place], tokens[next]) else { return }
    let candidate = Candidate(
      rank: merge.rank, place: Int32(place), left: tokens[place], right: tokens[next], merged: merge.merged)
    heap.append(candidate)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard candidate.comes(before: heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = candidate
  }

  private mutating func pop() -> Candidate? {
    guard let top = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return top }
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, heap[child + 1].comes(before: heap[child]) { child += 1 }
      guard heap[child].comes(before: last) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = last
    return top
  }
}
