/// What a mask stands for.
public enum MaskKind: UInt8, Hashable, Sendable, CaseIterable {
  case name, number, date, url, email, phone, money

  /// The word that comes in its place. The signs around it survive ``Normalization/shingling``, so that no word of
  /// a text is taken for a mask, but for a place holder that is written the same.
  public var word: String { "<\(self)>" }
}
