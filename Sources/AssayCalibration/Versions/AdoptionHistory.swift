import AssayModel

extension Adoption {
  /// The reason of an adoption that takes the one before it back.
  public static let undoing = "undo"

  /// The adoption that undoing leads to: the one that held before the one that holds now. Adoptions that undo take the
  /// last one that still stands away, so that undoing again goes further back. nil: there is none.
  public static func undoTarget(_ adoptions: [Adoption]) -> Adoption? {
    var standing: [Adoption] = []
    for adoption in adoptions {
      if adoption.reason == undoing, standing.count > 1 {
        standing.removeLast()
      } else {
        standing.append(adoption)
      }
    }
    return standing.count > 1 ? standing[standing.count - 2] : nil
  }
}
