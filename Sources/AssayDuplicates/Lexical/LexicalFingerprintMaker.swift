/// Makes fingerprints of many texts one after the other, with memory that it keeps. Not to be shared by threads.
public final class LexicalFingerprintMaker {
  private let fingerprinter: LexicalFingerprinter
  private let reader: LexicalTextReader

  /// A maker of the fingerprinter's fingerprints.
  public init(_ fingerprinter: LexicalFingerprinter) {
    self.fingerprinter = fingerprinter
    reader = LexicalTextReader(fingerprinter)
  }

  /// The fingerprint of one text, UTF-8, as it is stored.
  public func bytes(of text: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: fingerprinter.byteCount) { buffer, count in
      buffer.initialize(repeating: 0)
      text.withUnsafeBufferPointer { _ = reader.write($0, to: UnsafeMutableRawBufferPointer(buffer)) }
      count = fingerprinter.byteCount
    }
  }
}
