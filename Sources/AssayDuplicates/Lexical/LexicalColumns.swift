/// The fingerprints of a corpus, one array for each part.
struct LexicalColumns: Sendable {
  private typealias Offset = LexicalFingerprint.Offset
  let permutations: Int
  var flags: [UInt8]
  /// Bytes of each text.
  var lengths: [UInt32]
  var keyHigh: [UInt64]
  var keyLow: [UInt64]
  var maskedKeys: [UInt64]
  var shingles: [UInt32]
  var maskedShingles: [UInt32]
  /// `permutations` bytes an item, and eight more so that a word can be read at any bin.
  var sketches: [UInt8]
  var maskedSketches: [UInt8]

  init(count: Int, permutations: Int) {
    self.permutations = permutations
    flags = Array(repeating: 0, count: count)
    lengths = Array(repeating: 0, count: count)
    keyHigh = Array(repeating: 0, count: count)
    keyLow = Array(repeating: 0, count: count)
    maskedKeys = Array(repeating: 0, count: count)
    shingles = Array(repeating: 0, count: count)
    maskedShingles = Array(repeating: 0, count: count)
    sketches = Array(repeating: 0, count: count * permutations + 8)
    maskedSketches = Array(repeating: 0, count: count * permutations + 8)
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer, at item: Int) {
    precondition(bytes.count == Offset.sketch + 2 * permutations, "a fingerprint of these settings")
    flags[item] = bytes[Offset.flags]
    lengths[item] = read(bytes, at: Offset.length)
    keyHigh[item] = read(bytes, at: Offset.keyHigh)
    keyLow[item] = read(bytes, at: Offset.keyLow)
    maskedKeys[item] = read(bytes, at: Offset.maskedKey)
    shingles[item] = read(bytes, at: Offset.shingles)
    maskedShingles[item] = read(bytes, at: Offset.maskedShingles)
    for bin in 0..<permutations {
      sketches[item * permutations + bin] = bytes[Offset.sketch + bin]
      maskedSketches[item * permutations + bin] = bytes[Offset.sketch + permutations + bin]
    }
  }

  private func read<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Number {
    Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
