import AssayModel

/// What holds a member to the representative of its cluster: one of the methods that say so, the surest.
///
/// Copies are held by ``DuplicateMethod/exact``. Otherwise:
/// 1. ``DuplicateMethod/masked`` when it stands alone against ``DuplicateMethod/minhash``, or when masking takes away
///    at least half of the difference that minhash sees: 1.0 masked against 0.8 plain is "the same but for names and
///    numbers", 0.93 against 0.90 is "nearly the same words", since most of the difference lies elsewhere.
/// 2. Else ``DuplicateMethod/minhash``, ``DuplicateMethod/containment``, ``DuplicateMethod/embedding``, in this order:
///    their similarities do not measure the same, so that the highest number says nothing.
///
/// A person is so told one thing that explains the pair, with the number that belongs to it.
struct DuplicateEdge: Sendable, Equatable {
  /// The methods as small numbers, from the surest to the vaguest in the order of ``DuplicateKind``.
  enum Code: UInt8, CaseIterable, Sendable {
    case exact, masked, minhash, containment, embedding, person

    init(_ method: DuplicateMethod) {
      switch method {
      case .exact: self = .exact
      case .masked: self = .masked
      case .minhash: self = .minhash
      case .containment: self = .containment
      case .embedding: self = .embedding
      }
    }

    /// nil for a person's word.
    var method: DuplicateMethod? {
      switch self {
      case .exact: .exact
      case .masked: .masked
      case .minhash: .minhash
      case .containment: .containment
      case .embedding: .embedding
      case .person: nil
      }
    }

    var name: String { method?.rawValue ?? "person" }
  }

  var code: Code
  var similarity: Float

  static let copy = DuplicateEdge(code: .exact, similarity: 1)

  /// The highest similarity of one pair by each method.
  struct Best: Sendable {
    private var masked: Float = -.infinity
    private var minhash: Float = -.infinity
    private var containment: Float = -.infinity
    private var embedding: Float = -.infinity

    mutating func add(_ neighbour: DuplicateGraph.Neighbour) {
      let similarity = neighbour.similarity
      switch neighbour.code {
      case .masked: masked = max(masked, similarity)
      case .minhash: minhash = max(minhash, similarity)
      case .containment: containment = max(containment, similarity)
      case .embedding: embedding = max(embedding, similarity)
      case .exact, .person: break
      }
    }

    /// nil: there is none.
    var surest: DuplicateEdge? {
      let none = -Float.infinity
      // Half may miss by rounding: 0.9 against 0.8.
      let explains = masked > minhash && 2 * (1 - masked) <= 1 - minhash + 1e-6
      if masked > none, minhash == none || explains {
        return DuplicateEdge(code: .masked, similarity: masked)
      }
      if minhash > none { return DuplicateEdge(code: .minhash, similarity: minhash) }
      if containment > none { return DuplicateEdge(code: .containment, similarity: containment) }
      return embedding > none ? DuplicateEdge(code: .embedding, similarity: embedding) : nil
    }
  }
}
