/// What can keep a search by cosine from ending.
public enum CosineProblem: Error, Hashable, Sendable {
  /// The index of so many vectors does not fit into memory.
  case outOfMemory(vectors: Int)
  /// So many vectors are nearly equal that more pairs than this are left at a cosine of 0.9999.
  case tooManyPairs(most: Int)
}
