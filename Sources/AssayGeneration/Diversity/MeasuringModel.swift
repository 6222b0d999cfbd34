import AssayModel

/// The model on whose embeddings the Vendi score is taken.
public enum MeasuringModel: Sendable {
  case model(any EmbeddingModel)
  /// There is none, for this reason, and the score is taken on n-grams; nil: nobody asked for one.
  case none(String?)
}
