/// Makes texts comparable: what is left out here does not count as a difference.
///
/// ```swift
/// Normalization.shingling.normalized("Don’t  PANIC!")  // "dont panic"
/// ```
///
/// Normalising a normalised text changes nothing. The work is done on UTF-8 bytes in one pass; texts
/// with marks or rare scripts take a slower road through Foundation with the same result.
public struct Normalization: Hashable, Sendable {
  /// The steps, each of which can be left out.
  public struct Options: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Unicode normalisation form NFKC (Unicode Standard Annex 15), without the invisible scalars
    /// (Default_Ignorable_Code_Point: zero-width spaces, joiners, variation selectors).
    public static let compatibility = Options(rawValue: 1 << 0)
    /// Upper and lower case are one; ß is ss, final sigma is sigma.
    public static let caseFolding = Options(rawValue: 1 << 1)
    /// Runs of white space and control characters become one space; none at the ends.
    public static let whiteSpace = Options(rawValue: 1 << 2)
    /// Punctuation (general category P, and the back-tick) becomes a space, apostrophes vanish, so
    /// that "don't" stays one word. Symbols such as `$ + < =` carry meaning and stay.
    public static let punctuation = Options(rawValue: 1 << 3)
  }

  /// The steps that are taken.
  public var options: Options

  public init(_ options: Options) { self.options = options }

  /// For "the same text": all steps but punctuation, which tells two programs or formulas apart.
  public static let exact = Normalization([.compatibility, .caseFolding, .whiteSpace])
  /// For n-gram overlap: all steps.
  public static let shingling = Normalization([
    .compatibility, .caseFolding, .whiteSpace, .punctuation,
  ])

  /// The normalised text.
  public func normalized(_ text: String) -> String {
    String(decoding: normalizedBytes(text), as: UTF8.self)
  }

  /// The UTF-8 bytes of the normalised text, without the detour over a `String`.
  public func normalizedBytes(_ text: String) -> [UInt8] {
    var text = text
    return text.withUTF8 { bytes in fastBytes(bytes) } ?? slowBytes(text)
  }

  /// Writes the normalised bytes of any bytes; what is no UTF-8 counts as U+FFFD.
  func normalize(_ bytes: UnsafeBufferPointer<UInt8>, into buffer: inout ScratchBuffer<UInt8>) {
    buffer.reserve(bytes.count)
    if Self.isASCII(bytes), let count = fastWrite(bytes, into: buffer.memory) {
      buffer.count = count
      return
    }
    var text = String(decoding: bytes, as: UTF8.self)
    let isWritten = text.withUTF8 { bytes in
      buffer.reserve(bytes.count)
      guard let count = fastWrite(bytes, into: buffer.memory) else { return false }
      buffer.count = count
      return true
    }
    if isWritten { return }
    let slow = slowBytes(text)
    buffer.reserve(slow.count)
    _ = buffer.memory.update(fromContentsOf: slow)
    buffer.count = slow.count
  }

  private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    return all < 0x80
  }
}
