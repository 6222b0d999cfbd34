import AssayModel
import AssayText

/// What the search for near duplicates keeps of one example, as bytes: version, bands, rows (one byte
/// each), content key (8), length (4), and the bands' hashes (4 each), little-endian.
///
/// It belongs to one banding; for another threshold it is made anew from the texts.
struct StoredFingerprint {
  /// Counted up when normalisation, shingles or sketches change, so that older ones are not believed.
  static let version: UInt8 = 1
  static let headerLength = 3
  static let contentKeyOffset = 3
  static let lengthOffset = 11
  static let bandsOffset = 15

  /// The bytes for one example.
  static func bytes(of fields: [TextField], banding: LSHBanding) -> [UInt8] {
    let contentKey = ContentHash(
      fields: fields.lazy.map { (name: $0.name, text: $0.text) }, normalization: .exact
    ).high
    let sketch = MinHashSketch(shingles(of: fields))
    let hashes = banding.bandHashes(sketch)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bandsOffset + 4 * hashes.count)
    bytes.append(contentsOf: header(for: banding))
    append(contentKey, to: &bytes)
    append(UInt32(clamping: fields.reduce(0) { $0 + $1.text.utf8.count }), to: &bytes)
    for hash in hashes { append(hash, to: &bytes) }
    return bytes
  }

  /// What the texts of an example are compared by: all its fields, one after the other.
  static func shingles(of fields: [TextField]) -> [UInt64] {
    if fields.count == 1 { return Shingles.hashes(of: fields[0].text) }
    return Shingles.hashes(of: fields.map(\.text).joined(separator: "\n"))
  }

  /// The first bytes of every fingerprint of this banding.
  static func header(for banding: LSHBanding) -> [UInt8] {
    [version, UInt8(clamping: banding.bands), UInt8(clamping: banding.rows)]
  }

  /// Whether stored bytes are of this version and banding.
  static func isCurrent(_ bytes: UnsafeRawBufferPointer, banding: LSHBanding) -> Bool {
    bytes.count == bandsOffset + 4 * banding.bands
      && bytes.prefix(headerLength).elementsEqual(header(for: banding))
  }

  static func contentKey(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: contentKeyOffset, as: UInt64.self))
  }

  static func length(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: lengthOffset, as: UInt32.self))
  }

  static func bandHash(_ band: Int, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: bandsOffset + 4 * band, as: UInt32.self))
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
