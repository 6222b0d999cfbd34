/// A way of finding near duplicates. The methods can be combined; each has a threshold of its own.
public enum DuplicateMethod: String, Hashable, Sendable, Codable, CaseIterable {
  /// Equal after normalisation.
  case exact
  /// Word or character n-grams: found through MinHash bands, verified by exact Jaccard similarity.
  case minhash
  /// The share of the shorter text's n-grams that the longer one has too: an example swallowed by another.
  case containment
  /// Like ``minhash`` after names, numbers, dates, addresses and links have been masked.
  case masked
  /// Cosine of the texts' embedding vectors.
  case embedding

  /// The least similarity at which a pair counts, unless told otherwise.
  public var defaultThreshold: Double {
    switch self {
    case .exact: 1
    case .minhash: 0.7
    case .containment: 0.9
    case .masked: 0.9
    case .embedding: 0.95
    }
  }

  /// What a pair that this method alone has found is to a person.
  public var kind: DuplicateKind {
    switch self {
    case .exact: .exact
    case .minhash: .near
    case .containment: .contained
    case .masked: .masked
    case .embedding: .semantic
    }
  }
}

/// In what way the members of a cluster are the same, from the surest to the vaguest.
public enum DuplicateKind: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  /// Equal after normalisation.
  case exact
  /// The same but for names and numbers.
  case masked
  /// Nearly the same words.
  case near
  /// One is part of another.
  case contained
  /// The same meaning in other words.
  case semantic

  public static func < (left: DuplicateKind, right: DuplicateKind) -> Bool { left.rank < right.rank }
  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
