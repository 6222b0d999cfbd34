import AssayModel
import AssayText

/// Reads texts for fingerprints and comparisons with memory of its own. Not to be shared by threads.
final class LexicalTextReader {
  let plain: Shingler
  let masked: Shingler
  private let fingerprinter: LexicalFingerprinter
  private let normalization: Normalization
  private let sketches: SketchWriter
  private let masker = TextMasker()

  init(_ fingerprinter: LexicalFingerprinter) {
    self.fingerprinter = fingerprinter
    plain = Shingler(gram: fingerprinter.gram)
    masked = Shingler(gram: fingerprinter.gram)
    sketches = SketchWriter(bins: fingerprinter.permutations, seed: fingerprinter.seed)
    normalization = Normalization(fingerprinter.equality)
  }

  /// Reads a text into ``masked`` when something in it is masked and enough is left to compare; false otherwise.
  func readMasked(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard masker.mask(text), masker.leavesEnough else { return false }
    masker.withMasked { masked.read($0) }
    return true
  }

  /// Writes the fingerprint into zeroed memory and returns the distinct shingles of the text, sorted; good until the
  /// next text.
  @discardableResult
  func write(
    _ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableRawBufferPointer
  ) -> UnsafeBufferPointer<UInt64> {
    typealias Offset = LexicalFingerprint.Offset
    plain.read(text)
    let shingles = plain.distinct()
    guard let start = target.baseAddress else { return shingles }
    target[Offset.version] = LexicalFingerprint.version
    put(UInt32(clamping: text.count), at: Offset.length, in: target)
    put(UInt32(clamping: shingles.count), at: Offset.shingles, in: target)
    let key = contentKey(text)
    put(key.high, at: Offset.keyHigh, in: target)
    put(key.low, at: Offset.keyLow, in: target)
    let sketch = (start + Offset.sketch).assumingMemoryBound(to: UInt8.self)
    if sketches.write(plain.hashes, to: sketch) { target[Offset.flags] |= LexicalFingerprint.Flag.sketch }
    guard fingerprinter.masks, readMasked(text),
      sketches.write(masked.hashes, to: sketch + fingerprinter.permutations)
    else {
      return shingles
    }
    target[Offset.flags] |= LexicalFingerprint.Flag.masked
    put(UInt32(clamping: masked.distinct().count), at: Offset.maskedShingles, in: target)
    put(ContentHash(masked.normalized).high, at: Offset.maskedKey, in: target)
    return shingles
  }

  /// Texts with nothing left after normalisation are told apart by their bytes: "!" is not "?".
  func contentKey(_ text: UnsafeBufferPointer<UInt8>) -> ContentHash {
    if normalization == .shingling {
      if !plain.normalized.isEmpty { return ContentHash(plain.normalized) }
    } else {
      let bytes = normalization.normalizedBytes(String(decoding: text, as: UTF8.self))
      if !bytes.isEmpty { return ContentHash(bytes: bytes) }
    }
    // Never like a normalised text: those do not begin with a space.
    let rest = text.filter { !(9...13).contains($0) && $0 != 0x20 }
    return ContentHash(bytes: [0x20] + rest)
  }

  private func put<Number: FixedWidthInteger>(
    _ number: Number, at offset: Int, in target: UnsafeMutableRawBufferPointer
  ) {
    target.storeBytes(of: number.littleEndian, toByteOffset: offset, as: Number.self)
  }
}

extension Normalization {
  /// What counts as the same text.
  init(_ equality: DuplicateSettings.Equality) {
    var options: Options = []
    if equality.compatibility { options.insert(.compatibility) }
    if equality.ignoresCase { options.insert(.caseFolding) }
    if equality.ignoresSpace { options.insert(.whiteSpace) }
    if equality.ignoresPunctuation { options.insert(.punctuation) }
    self.init(options)
  }
}
