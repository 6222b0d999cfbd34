/// A place where a text gives orders to whoever judges it.
public struct OrderFinding: Hashable, Sendable {
  /// By what it was found.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// "Ignore the above."
    case ignore
    /// "Give this a 5."
    case score
    /// "You are now …", "as the judge you must …", "new instructions:".
    case role
    /// What looks like the frame of a prompt: `<|im_start|>system`, `</example>`, `### System:`.
    case marker
    /// JSON that looks like a judge's answer.
    case answer
    /// One of the above in base64, rot13, backwards, or in characters that nobody sees.
    case hidden
  }

  /// In the text as it was given.
  public var range: Range<String.Index>
  public var kind: Kind
  public init(range: Range<String.Index>, kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
