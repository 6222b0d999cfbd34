import AssayParallel
import AssayText

/// The shingles of some items in memory.
struct ShingleChunk {
  private let columns: LexicalColumns
  private let hasMasked: Bool
  /// For each item of the corpus its place among ``items``, from 1; 0: not among them.
  private let slots: SharedColumn<Int32>
  private var items: [Int32] = []
  /// Where the item's plain shingles begin, and its masked ones.
  private var starts: [(plain: Int, masked: Int)] = []
  private var size = 0
  private var pool = SharedColumn<UInt64>(count: 0)

  init(columns: LexicalColumns, hasMasked: Bool, slots: SharedColumn<Int32>) {
    self.columns = columns
    self.hasMasked = hasMasked
    self.slots = slots
  }

  /// Shingles that an item needs.
  static func size(_ item: Int, _ columns: LexicalColumns, hasMasked: Bool) -> Int {
    Int(columns.plain.shingles[item]) + (hasMasked ? Int(columns.masked.shingles[item]) : 0)
  }

  /// Takes the items of a pair, if they fit; the first pair always does.
  mutating func takes(_ pair: UInt64, budget: Int) -> Bool {
    var needed = 0
    for item in [PackedPair.first(pair), PackedPair.second(pair)] where slots[item] == 0 {
      needed += Self.size(item, columns, hasMasked: hasMasked)
    }
    if !items.isEmpty, size + needed > budget { return false }
    for item in [PackedPair.first(pair), PackedPair.second(pair)] where slots[item] == 0 {
      items.append(Int32(item))
      slots[item] = Int32(items.count)
      starts.append((size, size + Int(columns.plain.shingles[item])))
      size += Self.size(item, columns, hasMasked: hasMasked)
    }
    return true
  }

  mutating func removeAll() {
    for item in items { slots[Int(item)] = 0 }
    items.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    size = 0
  }

  /// Reads the shingles of all items that were taken.
  mutating func read(_ corpus: LexicalCorpus, _ readers: Slots<LexicalTextReader>, _ parallel: Parallel)
    throws
  {
    let pool = SharedColumn<UInt64>(count: size)
    let (items, starts, columns, hasMasked) = (items, starts, columns, hasMasked)
    try parallel.forEach(count: items.count, part: 64) { thread, range in
      let reader = readers[thread]
      for slot in range {
        let item = Int(items[slot])
        try corpus.text(item).withUnsafeBufferPointer { text in
          reader.plain.read(text)
          try Self.copy(
            reader.plain.distinct(), columns.plain.shingles[item], to: pool.start + starts[slot].plain, item)
          guard hasMasked, columns.hasMasked(item) else { return }
          _ = reader.readMasked(text)
          try Self.copy(
            reader.masked.distinct(), columns.masked.shingles[item], to: pool.start + starts[slot].masked,
            item)
        }
      }
    }
    self.pool = pool
  }

  /// How much of their shingles the two share; both were taken.
  func plain(_ pair: UInt64) -> Overlap {
    overlap(plain(PackedPair.first(pair)), plain(PackedPair.second(pair)))
  }

  /// The same for the masked texts; nil unless something is masked in both.
  func masked(_ pair: UInt64) -> Overlap? {
    let (first, second) = (PackedPair.first(pair), PackedPair.second(pair))
    guard hasMasked, columns.hasMasked(first), columns.hasMasked(second) else { return nil }
    return overlap(masked(first), masked(second))
  }

  private func plain(_ item: Int) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(
      start: pool.start + starts[Int(slots[item]) - 1].plain, count: Int(columns.plain.shingles[item]))
  }

  private func masked(_ item: Int) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(
      start: pool.start + starts[Int(slots[item]) - 1].masked, count: Int(columns.masked.shingles[item]))
  }

  private func overlap(
    _ first: UnsafeBufferPointer<UInt64>, _ second: UnsafeBufferPointer<UInt64>
  ) -> Overlap {
    Overlap(first: first.count, second: second.count, shared: Overlap.shared(first, second))
  }

  private static func copy(
    _ shingles: UnsafeBufferPointer<UInt64>, _ expected: UInt32, to target: UnsafeMutablePointer<UInt64>,
    _ item: Int
  ) throws {
    guard shingles.count == Int(expected) else { throw LexicalProblem.textChanged(item: item) }
    if let source = shingles.baseAddress { target.update(from: source, count: shingles.count) }
  }
}
