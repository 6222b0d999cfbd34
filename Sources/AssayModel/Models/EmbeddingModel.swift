/// Turns texts into vectors: a static model in this process, or an endpoint.
public protocol EmbeddingModel: Sendable {
  /// Names the model and its version. Vectors of different identities are never compared, and the workspace keeps
  /// vectors under it.
  var identity: String { get }

  /// One vector for each text, in order, each of unit length, or all zeros for a text without a known word. Blocks
  /// while it works; can be called from several threads.
  ///
  /// - Throws: ``EmbeddingProblem``, or whatever keeps an endpoint from answering.
  func embed(_ texts: [String]) throws -> Embeddings
}

/// Vectors, row after row.
public struct Embeddings: Hashable, Sendable {
  public var dimensions: Int
  /// `count * dimensions` numbers.
  public var values: [Float]
  public var count: Int { dimensions == 0 ? 0 : values.count / dimensions }
  public init(dimensions: Int, values: [Float]) {
    self.dimensions = dimensions
    self.values = values
  }
}

/// What can be wrong with vectors. Messages are made elsewhere.
public enum EmbeddingProblem: Error, Hashable, Sendable {
  /// A vector holds a number that is none (NaN) or infinite. `index` is its place among the texts asked for.
  case notFinite(model: String, index: Int)
  /// The model gave vectors of another length than before.
  case dimensionsChanged(model: String, expected: Int, found: Int)
  /// Not one vector for each text.
  case countMismatch(model: String, expected: Int, found: Int)
  /// A file of the model is missing, damaged or of an unknown form.
  case unreadable(file: String, detail: String)
}
