import AssayDuplicates
import AssayModel
import AssayText

/// How the fingerprints of a workspace are made, and the number that stands for it in the store.
public struct FingerprintSettings: Sendable {
  let fingerprinter: LexicalFingerprinter
  let fields: ComparedFields

  /// - Parameter settings: those of the search that will use the fingerprints.
  public init(_ settings: DuplicateSettings) {
    fingerprinter = LexicalFingerprinter(settings)
    fields = ComparedFields(names: settings.fields)
  }

  /// All that the fingerprints depend on.
  var identity: String { fingerprinter.identity + ", fields \(fields.names)" }

  /// What the store keeps of ``identity``.
  public var number: Int64 { Int64(bitPattern: ContentHash(bytes: Array(identity.utf8)).high) }
}
