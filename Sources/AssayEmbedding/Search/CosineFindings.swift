import AssayModel

/// What a search by cosine has found.
public struct CosineFindings: Hashable, Sendable {
  /// Sorted; the method is ``DuplicateMethod/embedding``.
  public var pairs: [DuplicatePair]
  /// The share of the pairs that were found: 1 when the search was exact, else measured on a sample.
  public var recall: Double
  /// Every pair was compared.
  public var isExact: Bool
  /// The floor of these pairs: higher than the one asked for when too many pairs reached that.
  public var floor: Float
  /// Wall-clock time.
  public var seconds: Double
  /// OpenBLAS computes nonsense on this processor and was not used: right, but several times slower. To be told to
  /// the user (setting `OPENBLAS_CORETYPE`, or a newer OpenBLAS, helps).
  public var distrustsBLAS = false

  public init(pairs: [DuplicatePair], recall: Double, isExact: Bool, floor: Float, seconds: Double) {
    self.pairs = pairs
    self.recall = recall
    self.isExact = isExact
    self.floor = floor
    self.seconds = seconds
  }
}
