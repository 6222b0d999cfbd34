/// What can be wrong with a corpus. Messages are made elsewhere.
public enum LexicalProblem: Error, Hashable, Sendable {
  /// The text of this item is not the one that its stored fingerprint was made of.
  case textChanged(item: Int)
}
