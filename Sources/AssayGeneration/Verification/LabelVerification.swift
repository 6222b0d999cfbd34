import AssayModel

/// What a blind label says of the label that an example is meant to have.
public enum LabelVerification: Hashable, Sendable {
  case match
  /// The verifier gave another one.
  case mismatch(String)
  /// The verifier gave none, or the example has none.
  case unreadable

  /// - Parameters:
  ///   - meant: the label that the technique kept, or that the model gave.
  ///   - said: what ``BlindLabelPrompt`` read.
  public init(meant: String?, said: String?, labels: LabelSet) {
    guard let meant, let said, let first = labels.label(for: meant), let second = labels.label(for: said)
    else {
      self = .unreadable
      return
    }
    self = first == second ? .match : .mismatch(second)
  }

  /// The example with the outcome in its metadata. A mismatch is for a person to look at, not for throwing away: the
  /// verifier errs as well.
  public func marked(_ example: GeneratedExample) -> GeneratedExample {
    var example = example
    switch self {
    case .match: example.metadata[MetadataKey.verification] = "match"
    case .mismatch(let said):
      example.metadata[MetadataKey.verification] = "mismatch"
      example.metadata[MetadataKey.verifierLabel] = said
    case .unreadable: example.metadata[MetadataKey.verification] = Self.unreadableName
    }
    return example
  }

  private static let unreadableName = "unreadable"

  /// Whether somebody was asked for the label of this example, and did not tell.
  public static func isUnreadable(_ example: GeneratedExample) -> Bool {
    example.metadata[MetadataKey.verification] == unreadableName
  }

  /// For ``Technique/adversarial``: whether the tested model, asked blind, was fooled. nil: it cannot be told.
  public var fooled: Bool? {
    switch self {
    case .match: false
    case .mismatch: true
    case .unreadable: nil
    }
  }
}
