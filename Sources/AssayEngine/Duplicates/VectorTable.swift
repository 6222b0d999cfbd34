import AssayModel
import AssayStore
import AssayText

/// The different vectors of many texts, with who has them. Texts are embedded once, however often they occur, and
/// equal vectors are compared once: a million copies are one row.
struct VectorTable {
  /// One row for each different vector; without those that are all zeros, of texts without a known word.
  private(set) var rows: Embeddings
  /// The rows from here on belong to new items.
  private(set) var firstNew = 0
  /// The items of each row. Those with the same text in the same group count once: they are copies, which
  /// ``DuplicateMethod/exact`` finds.
  private(set) var items: [[Int32]] = []

  /// - Parameters:
  ///   - vectors: of the different texts, a row each.
  ///   - textOf: the row of each item's text.
  ///   - group: of each item; nil: all are in one.
  ///   - from: the first new item. The rows that have one come last: those are compared with all.
  ///   - countsNewCopies: whether a new item with the text of an old one counts: for those that are looked for in a set.
  init(
    _ vectors: Embeddings, textOf: [Int32], group: [UInt32]?, from: Int, countsNewCopies: Bool = false
  ) {
    rows = vectors
    let length = vectors.dimensions
    guard length > 0 else { return }
    var rowOfVector: [ContentHash: Int32] = [:]
    var rowOfText: [Int32: Int32] = [:]
    var met: Set<Copy> = []
    var texts: [Int32] = []
    var found: [[Int32]] = []
    for (item, text) in textOf.enumerated() {
      guard
        met.insert(Copy(text: text, group: group?[item] ?? 0, isNew: countsNewCopies && item >= from))
          .inserted
      else {
        continue
      }
      if let row = rowOfText[text] {
        found[Int(row)].append(Int32(item))
        continue
      }
      let vector = vectors.values[Int(text) * length..<(Int(text) + 1) * length]
      guard vector.contains(where: { $0 != 0 }) else { continue }
      let hash = vector.withUnsafeBytes { bytes in
        bytes.withMemoryRebound(to: UInt8.self) { ContentHash($0) }
      }
      let row = rowOfVector[hash, default: Int32(found.count)]
      rowOfText[text] = row
      if Int(row) < found.count {
        found[Int(row)].append(Int32(item))
      } else {
        rowOfVector[hash] = row
        found.append([Int32(item)])
        texts.append(text)
      }
    }
    // The last of a row's items is its newest.
    let old = found.indices.filter { (found[$0].last.map { Int($0) } ?? 0) < from }
    let order = old + found.indices.filter { (found[$0].last.map { Int($0) } ?? 0) >= from }
    firstNew = old.count
    items = order.map { found[$0] }
    gather(vectors, texts: order.map { texts[$0] })
  }

  private struct Copy: Hashable {
    var text: Int32
    var group: UInt32
    var isNew: Bool
  }

  /// Puts the rows into their order; nothing is copied when all vectors differ.
  private mutating func gather(_ vectors: Embeddings, texts: [Int32]) {
    let isInOrder = texts.count == vectors.count && texts.indices.allSatisfy { texts[$0] == Int32($0) }
    if !isInOrder {
      var values: [Float] = []
      values.reserveCapacity(texts.count * vectors.dimensions)
      for text in texts {
        let start = Int(text) * vectors.dimensions
        values.append(contentsOf: vectors.values[start..<start + vectors.dimensions])
      }
      rows = Embeddings(dimensions: vectors.dimensions, values: values)
    }
  }

  /// Beyond this many items with one vector not all are paired with each other, but all with the first.
  static let familyLimit = 64

  /// The pairs of items that pairs of rows stand for, with at least one item from `from` on and both in one group.
  func expand(_ pairs: [DuplicatePair], group: [UInt32]?, from: Int) -> [DuplicatePair] {
    var result: [DuplicatePair] = []
    result.reserveCapacity(pairs.count)
    func add(_ one: Int32, _ other: Int32, _ similarity: Float) {
      guard Int(max(one, other)) >= from, group == nil || group?[Int(one)] == group?[Int(other)] else {
        return
      }
      result.append(DuplicatePair(one, other, method: .embedding, similarity: similarity))
    }
    for pair in pairs {
      for one in items[Int(pair.first)].prefix(Self.familyLimit) {
        for other in items[Int(pair.second)].prefix(Self.familyLimit) { add(one, other, pair.similarity) }
      }
    }
    for family in items where family.count > 1 {
      for (position, other) in family.enumerated() {
        for one in family[..<min(position, Self.familyLimit)] { add(one, other, 1) }
      }
    }
    return result.sorted()
  }
}
