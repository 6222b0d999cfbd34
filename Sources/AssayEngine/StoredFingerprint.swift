import AssayModel
import AssayText

/// What the search for near duplicates keeps of one example, as bytes: version, whether there is a sketch (one
/// byte each), content key (8), length (4), little-endian, and the sketch. Good for any threshold.
struct StoredFingerprint {
  /// Counted up when normalisation, shingles or sketches change, so that older ones are not believed.
  static let version: UInt8 = 2
  private static let contentKeyOffset = 2
  private static let lengthOffset = 10
  static let sketchOffset = 14

  /// The bytes for one example.
  static func bytes(of fields: [TextField]) -> [UInt8] {
    let contentKey = ContentHash(
      fields: fields.lazy.map { (name: $0.name, text: $0.text) }, normalization: .exact
    ).high
    let sketch = CompactSketch.bytes(MinHashSketch(shingles(of: fields)))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sketchOffset + CompactSketch.length)
    bytes.append(version)
    bytes.append(sketch == nil ? 0 : 1)
    append(contentKey, to: &bytes)
    append(UInt32(clamping: fields.reduce(0) { $0 + $1.text.utf8.count }), to: &bytes)
    bytes.append(contentsOf: sketch ?? [UInt8](repeating: 0, count: CompactSketch.length))
    return bytes
  }

  /// What the texts of an example are compared by: all its fields, one after the other.
  static func shingles(of fields: [TextField]) -> [UInt64] {
    if fields.count == 1 { return Shingles.hashes(of: fields[0].text) }
    return Shingles.hashes(of: fields.map(\.text).joined(separator: "\n"))
  }

  /// Whether stored bytes are of this version.
  static func isCurrent(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count == sketchOffset + CompactSketch.length && bytes[0] == version
  }

  static func hasSketch(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes[1] == 1 }

  static func sketch(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes[sketchOffset...])
  }

  static func contentKey(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: contentKeyOffset, as: UInt64.self))
  }

  static func length(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: lengthOffset, as: UInt32.self))
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
