import AssayModel
import AssayText

/// The texts to compare: their fingerprints in memory, the texts themselves on demand.
public struct LexicalCorpus: Sendable {
  /// The number of items, less than 2³¹.
  public let count: Int
  let fingerprinter: LexicalFingerprinter
  let text: @Sendable (Int) throws -> [UInt8]
  let group: [UInt32]?
  private(set) var fingerprints: LexicalColumns

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
    self.count = count
    self.fingerprinter = fingerprinter
    self.group = group
    self.text = text
    fingerprints = LexicalColumns(count: count, permutations: fingerprinter.permutations)
    for item in 0..<count { try stored(item) { fingerprints.take($0, at: item) } }
  }

  /// Makes the fingerprints of all items.
  public init(
    count: Int, fingerprinter: LexicalFingerprinter, group: [UInt32]? = nil, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }, text: @escaping @Sendable (Int) throws -> [UInt8]
  ) throws {
    let reader = LexicalTextReader(fingerprinter)
    try self.init(count: count, fingerprinter: fingerprinter, group: group, text: text) { item, take in
      if isCancelled() { throw CancellationError() }
      var bytes = [UInt8](repeating: 0, count: fingerprinter.byteCount)
      let text = try text(item)
      text.withUnsafeBufferPointer { text in
        bytes.withUnsafeMutableBytes { reader.write(text, to: $0) }
      }
      bytes.withUnsafeBytes(take)
    }
  }

  /// The same for texts in memory, UTF-8.
  public init(
    texts: [[UInt8]], fingerprinter: LexicalFingerprinter, group: [UInt32]? = nil, threads: Int = 1,
    isCancelled: @Sendable () -> Bool = { false }
  ) throws {
    try self.init(
      count: texts.count, fingerprinter: fingerprinter, group: group, threads: threads,
      isCancelled: isCancelled, text: { texts[$0] })
  }
}
