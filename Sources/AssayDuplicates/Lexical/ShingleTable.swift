import AssayParallel
import AssayText

/// The distinct shingles of all items as 32-bit images, ascending in each item: half the memory of the shingles, and
/// good for finding candidates, since equal shingles have equal images. Whether a pair counts is decided by the
/// shingles themselves.
final class ShingleTable: Sendable {
  /// Items that are filled together.
  static let partSize = 512

  private let parts: Slots<SharedColumn<UInt32>>
  /// Where each item begins in its part.
  private let starts: SharedColumn<UInt32>
  private let counts: SharedColumn<UInt32>

  init(count: Int) {
    let empty = SharedColumn<UInt32>(count: 0)
    parts = Slots(count: (count + Self.partSize - 1) / Self.partSize) { empty }
    starts = SharedColumn(count: count)
    counts = SharedColumn(count: count)
  }

  @inline(__always)
  static func image(_ shingle: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: shingle >> 32) }

  /// Takes the images of one part's items, one item after the other; `counts` begins with the item `offset`.
  func fill(
    _ items: Range<Int>, with images: [UInt32], counts: SharedColumn<UInt32>, offset: Int = 0
  ) {
    let part = SharedColumn<UInt32>(count: images.count)
    images.withUnsafeBufferPointer { images in
      if let source = images.baseAddress { part.start.update(from: source, count: images.count) }
    }
    var start: UInt32 = 0
    for item in items {
      starts[item] = start
      self.counts[item] = counts[item - offset]
      start += counts[item - offset]
    }
    parts[items.lowerBound / Self.partSize] = part
  }

  @inline(__always)
  subscript(_ item: Int) -> UnsafeBufferPointer<UInt32> {
    let part = parts[item / Self.partSize]
    return UnsafeBufferPointer(start: part.start + Int(starts[item]), count: Int(counts[item]))
  }

  /// Reads the shingles of all items from their texts.
  static func read(_ corpus: LexicalCorpus, parallel: Parallel) throws -> ShingleTable {
    let table = ShingleTable(count: corpus.count)
    let readers = Slots(count: parallel.threads) { LexicalTextReader(corpus.fingerprinter) }
    try parallel.forEach(count: corpus.count, part: partSize) { thread, items in
      var images: [UInt32] = []
      let counts = SharedColumn<UInt32>(count: items.count)
      for item in items {
        try corpus.text(item).withUnsafeBufferPointer { text in
          readers[thread].plain.read(text)
          let distinct = readers[thread].plain.distinct()
          counts[item - items.lowerBound] = UInt32(distinct.count)
          for hash in distinct { images.append(image(hash)) }
        }
      }
      table.fill(items, with: images, counts: counts, offset: items.lowerBound)
    }
    return table
  }
}
