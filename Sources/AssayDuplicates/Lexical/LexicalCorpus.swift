import AssayModel
import AssayParallel
import AssayText

/// The texts to compare: their fingerprints in memory, the texts themselves on demand.
///
/// Memory is about 55 bytes and two sketches an item; with `keepsShingles` four bytes for each distinct shingle besides
/// (about as many as words).
public struct LexicalCorpus: Sendable {
  /// The number of items, less than 2³¹.
  public let count: Int
  let fingerprinter: LexicalFingerprinter
  let text: @Sendable (Int) throws -> [UInt8]
  let group: [UInt32]?
  let fingerprints: LexicalColumns
  /// nil: read from the texts when a method needs them.
  let shingles: ShingleTable?

  /// Takes fingerprints that were stored.
  ///
  /// - Parameters:
  ///   - group: one number for each item; pairs count inside a group only ("same label required"). nil: all pairs.
  ///   - text: the text of an item, UTF-8, whenever it has to be compared; called from several threads at once.
  ///   - stored: gives the stored bytes of an item, of the fingerprinter's ``LexicalFingerprinter/isCurrent(_:)``
  ///     form, to the closure; called once for each item, in order.
  public init(
    count: Int, fingerprinter: LexicalFingerprinter, group: [UInt32]? = nil,
    text: @escaping @Sendable (Int) throws -> [UInt8],
    stored: (Int, (UnsafeRawBufferPointer) -> Void) throws -> Void
  ) rethrows {
    precondition(group == nil || group?.count == count, "one group for each item")
    precondition(count < Int(Int32.max), "fewer than 2³¹ items")
    self.count = count
    self.fingerprinter = fingerprinter
    self.group = group
    self.text = text
    let columns = LexicalColumns(count: count, permutations: fingerprinter.permutations)
    for item in 0..<count { try stored(item) { columns.take($0, at: item) } }
    fingerprints = columns
    shingles = nil
  }

  /// Makes the fingerprints of all items.
  ///
  /// - Parameters:
  ///   - keepsShingles: keeps what ``DuplicateMethod/containment`` and the measured recall need, so that they do not
  ///     read all texts again.
  ///   - progress: how many items are done; called on the calling thread.
  /// - Throws: `CancellationError`, or what `text` throws.
  public init(
    count: Int, fingerprinter: LexicalFingerprinter, group: [UInt32]? = nil, threads: Int = 1,
    keepsShingles: Bool = true, progress: (Int) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false },
    text: @escaping @Sendable (Int) throws -> [UInt8]
  ) throws {
    precondition(group == nil || group?.count == count, "one group for each item")
    precondition(count < Int(Int32.max), "fewer than 2³¹ items")
    self.count = count
    self.fingerprinter = fingerprinter
    self.group = group
    self.text = text
    let columns = LexicalColumns(count: count, permutations: fingerprinter.permutations)
    let table = keepsShingles ? ShingleTable(count: count) : nil
    let workers = Slots(count: max(1, threads)) { FingerprintWorker(fingerprinter) }
    let parallel = Parallel(threads: max(1, threads), isCancelled: isCancelled)
    // In stretches, so that the progress comes from the calling thread.
    let stretch = ShingleTable.partSize * 64
    for start in stride(from: 0, to: count, by: stretch) {
      progress(start)
      let end = min(count, start + stretch)
      try parallel.forEach(count: end - start, part: ShingleTable.partSize) { thread, range in
        let items = range.lowerBound + start..<range.upperBound + start
        try workers[thread].fill(items, of: columns, table, text: text)
      }
    }
    fingerprints = columns
    shingles = table
  }

  /// The same for texts in memory, UTF-8.
  public init(
    texts: [[UInt8]], fingerprinter: LexicalFingerprinter, group: [UInt32]? = nil, threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    try self.init(
      count: texts.count, fingerprinter: fingerprinter, group: group, threads: threads,
      isCancelled: isCancelled, text: { texts[$0] })
  }

  /// Bytes of an item's text.
  public func length(_ item: Int) -> Int { Int(fingerprints.lengths[item]) }

  func isSameGroup(_ one: Int, _ other: Int) -> Bool {
    guard let group else { return true }
    return group[one] == group[other]
  }
}

/// Makes fingerprints with memory of its own.
private final class FingerprintWorker {
  private let reader: LexicalTextReader
  private var bytes: [UInt8]
  private var shingles: [UInt32] = []

  init(_ fingerprinter: LexicalFingerprinter) {
    reader = LexicalTextReader(fingerprinter)
    bytes = [UInt8](repeating: 0, count: fingerprinter.byteCount)
  }

  /// `items` is one part of the table.
  func fill(
    _ items: Range<Int>, of columns: LexicalColumns, _ table: ShingleTable?, text: (Int) throws -> [UInt8]
  ) throws {
    shingles.removeAll(keepingCapacity: true)
    for item in items {
      try text(item).withUnsafeBufferPointer { text in
        bytes.withUnsafeMutableBytes { bytes in
          bytes.initializeMemory(as: UInt8.self, repeating: 0)
          let distinct = reader.write(text, to: bytes)
          columns.take(UnsafeRawBufferPointer(bytes), at: item)
          if table != nil { for hash in distinct { shingles.append(ShingleTable.image(hash)) } }
        }
      }
    }
    table?.fill(items, with: shingles, counts: columns.plain.shingles)
  }
}
