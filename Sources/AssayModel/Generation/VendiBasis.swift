/// What a Vendi score was taken on: scores on different ones cannot be compared.
public struct VendiBasis: Hashable, Sendable, Codable {
  public enum Kind: String, Hashable, Sendable, Codable {
    /// The cosines of embeddings.
    case embeddings
    /// Shared words and pairs of words.
    case grams = "n-grams"
  }

  public var kind: Kind
  /// The model's name and version (``EmbeddingModel/identity``); nil: n-grams.
  public var model: String?
  /// Why there are no embeddings, for people; nil: there are, or nobody asked for any.
  public var omission: String?

  /// Embeddings of a model.
  public init(model: String) {
    kind = .embeddings
    self.model = model
  }

  /// N-grams.
  public init(omission: String? = nil) {
    kind = .grams
    self.omission = omission
  }

  /// The model's name without its version.
  public var modelName: String? {
    model.map { name in name.lastIndex(of: " ").map { String(name[..<$0]) } ?? name }
  }
}
