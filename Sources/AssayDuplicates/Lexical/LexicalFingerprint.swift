/// What is kept of one text for the lexical methods, as bytes of a fixed size that can be stored: good for any
/// threshold, and enough to find candidates without the text.
///
/// All numbers are little-endian: version (1 byte), flags (1), two unused, length of the text in bytes (4),
/// distinct shingles (4), distinct masked shingles (4), content key (16), masked key (8), sketch (`permutations`
/// bytes), masked sketch (as many; zeros when nothing was masked).
public struct LexicalFingerprint: Hashable, Sendable {
  /// Counted up when normalisation, masks, shingles or sketches change, so that older bytes are not believed.
  static let version: UInt8 = 1

  enum Flag {
    /// The text has shingles, so the sketch counts.
    static let sketch: UInt8 = 1
    /// Something was masked and enough was left, so the masked sketch counts.
    static let masked: UInt8 = 2
  }

  enum Offset {
    static let version = 0
    static let flags = 1
    static let length = 4
    static let shingles = 8
    static let maskedShingles = 12
    static let keyHigh = 16
    static let keyLow = 24
    static let maskedKey = 32
    static let sketch = 40
  }

  /// As stored.
  public let bytes: [UInt8]
}
