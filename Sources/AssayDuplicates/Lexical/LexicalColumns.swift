/// The fingerprints of a corpus, one column for each part. Filled once, by several threads at places of their own.
final class LexicalColumns: Sendable {
  private typealias Offset = LexicalFingerprint.Offset
  let count: Int
  let permutations: Int
  let flags: SharedColumn<UInt8>
  let keyHigh: SharedColumn<UInt64>
  let keyLow: SharedColumn<UInt64>
  let maskedKeys: SharedColumn<UInt64>
  /// Bytes of each text.
  let lengths: SharedColumn<UInt32>
  let plain: SketchColumn
  let masked: SketchColumn

  init(count: Int, permutations: Int) {
    self.count = count
    self.permutations = permutations
    flags = SharedColumn(count: count)
    keyHigh = SharedColumn(count: count)
    keyLow = SharedColumn(count: count)
    maskedKeys = SharedColumn(count: count)
    lengths = SharedColumn(count: count)
    plain = SketchColumn(count: count, bins: permutations)
    masked = SketchColumn(count: count, bins: permutations)
  }

  /// Takes the stored bytes of one item.
  func take(_ bytes: UnsafeRawBufferPointer, at item: Int) {
    precondition(bytes.count == Offset.sketch + 2 * permutations, "a fingerprint of these settings")
    flags[item] = bytes[Offset.flags]
    lengths[item] = read(bytes, at: Offset.length)
    keyHigh[item] = read(bytes, at: Offset.keyHigh)
    keyLow[item] = read(bytes, at: Offset.keyLow)
    maskedKeys[item] = read(bytes, at: Offset.maskedKey)
    plain.shingles[item] = read(bytes, at: Offset.shingles)
    masked.shingles[item] = read(bytes, at: Offset.maskedShingles)
    let sketches = UnsafeRawBufferPointer(rebasing: bytes[Offset.sketch...])
    UnsafeMutableRawPointer(plain.sketch(item)).copyMemory(
      from: sketches.baseAddress!, byteCount: permutations)
    UnsafeMutableRawPointer(masked.sketch(item)).copyMemory(
      from: sketches.baseAddress! + permutations, byteCount: permutations)
  }

  func hasSketch(_ item: Int) -> Bool { flags[item] & LexicalFingerprint.Flag.sketch != 0 }
  func hasMasked(_ item: Int) -> Bool { flags[item] & LexicalFingerprint.Flag.masked != 0 }

  private func read<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}

/// The sketches of one view of the texts, plain or masked.
final class SketchColumn: Sendable {
  let bins: Int
  /// Distinct shingles of each text.
  let shingles: SharedColumn<UInt32>
  /// `bins` bytes an item, and eight more so that a word can be read at any bin.
  let bytes: SharedColumn<UInt8>

  init(count: Int, bins: Int) {
    self.bins = bins
    shingles = SharedColumn(count: count)
    bytes = SharedColumn(count: count * bins + 8)
  }

  @inline(__always)
  func sketch(_ item: Int) -> UnsafeMutablePointer<UInt8> { bytes.start + item * bins }
}
