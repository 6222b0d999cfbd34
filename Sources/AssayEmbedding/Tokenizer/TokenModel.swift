/// Cuts one piece of normalised text into the tokens of a vocabulary.
protocol TokenModel: Sendable {
  /// The token that stands for what the vocabulary does not have.
  var unknown: Int32? { get }

  /// Whether the text may be cut between two neighbouring characters without changing the tokens. Both are the last
  /// and first bytes of UTF-8 sequences or, for U+2581 (the mark for a space), 0x20.
  func mayCut(between last: UInt8, and first: UInt8) -> Bool

  /// Appends the tokens of a piece.
  func appendTokens(of piece: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32])
}

extension TokenModel {
  func mayCut(between last: UInt8, and first: UInt8) -> Bool { false }
}
