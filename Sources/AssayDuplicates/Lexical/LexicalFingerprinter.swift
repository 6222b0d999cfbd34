import AssayModel
import AssayText

/// Makes fingerprints of texts. One text always gives the same bytes under one ``identity``.
public struct LexicalFingerprinter: Hashable, Sendable {
  /// Everything that stored bytes depend on: bytes that were made under another identity are out of date.
  public let identity: String
  let equality: DuplicateSettings.Equality
  let gram: ShingleGram
  let permutations: Int
  let seed: UInt64
  let masks: Bool

  /// - Parameter masks: whether the masked texts are sketched too; without, ``DuplicateMethod/masked`` finds nothing.
  /// - Precondition: 1 to 65,536 permutations and grams of one piece or more.
  public init(_ settings: DuplicateSettings, masks: Bool = true) {
    self.masks = masks
    equality = settings.equality
    permutations = settings.permutations
    seed = settings.seed
    switch settings.gram {
    case .words(let size): gram = .words(size)
    case .characters(let size): gram = .characters(size)
    }
    let switches = [
      equality.compatibility, equality.ignoresCase, equality.ignoresSpace, equality.ignoresPunctuation,
    ].map { $0 ? "1" : "0" }.joined()
    identity =
      "lexical \(LexicalFingerprint.version), \(gram), \(permutations) permutations, seed \(seed), equality \(switches)"
      + (masks ? "" : ", not masked")
  }

  /// Bytes of a fingerprint.
  public var byteCount: Int { LexicalFingerprint.Offset.sketch + 2 * permutations }

  /// The fingerprint of one text, UTF-8. For many texts ``LexicalCorpus`` is quicker.
  public func fingerprint(of text: [UInt8]) -> LexicalFingerprint {
    text.withUnsafeBufferPointer { fingerprint(of: $0) }
  }

  /// The same for bytes in memory.
  public func fingerprint(of text: UnsafeBufferPointer<UInt8>) -> LexicalFingerprint {
    LexicalFingerprint(
      bytes: [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
        buffer.initialize(repeating: 0)
        LexicalTextReader(self).write(text, to: UnsafeMutableRawBufferPointer(buffer))
        count = byteCount
      })
  }

  /// Whether fingerprints of this kind are good for a search with these settings.
  func serves(_ settings: DuplicateSettings) -> Bool {
    self == LexicalFingerprinter(settings, masks: masks) && (masks || !settings.methods.contains(.masked))
  }

  /// Whether stored bytes are of this version and size. Whether they were made under the same ``identity`` is for
  /// the store to know.
  public func isCurrent(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count == byteCount && bytes[LexicalFingerprint.Offset.version] == LexicalFingerprint.version
  }
}
