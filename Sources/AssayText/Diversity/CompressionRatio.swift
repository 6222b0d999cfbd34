/// How many times smaller texts become by compression: what repeats within a few thousand bytes is said once. Higher is
/// more repetitive (Shaib et al. 2024).
public enum CompressionRatio {
  /// Bytes before over bytes after.
  ///
  /// - Parameters:
  ///   - texts: joined by line feeds; the ratio grows with their size, so compare sets of the same size.
  ///   - compressedSize: the bytes that a compressor makes of it, such as DEFLATE (RFC 1951).
  /// - Returns: nil when there is no byte, or the compressor gives none.
  public static func of(_ texts: [String], compressedSize: ([UInt8]) -> Int?) -> Double? {
    let bytes = Array(texts.joined(separator: "\n").utf8)
    guard !bytes.isEmpty, let size = compressedSize(bytes), size > 0 else { return nil }
    return Double(bytes.count) / Double(size)
  }
}
