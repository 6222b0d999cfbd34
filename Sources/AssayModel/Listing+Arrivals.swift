extension Listing {
  /// Which of the examples that have just come a filter lets through, in the order of import.
  ///
  /// Nobody has decided on them, marked them or drawn them, and no search has found them: a filter that asks for that
  /// lets none through. One that asks for the scores of single dimensions does so too, until they are listed anew.
  ///
  /// - Parameters:
  ///   - new: the columns of these examples alone.
  ///   - known: how many examples came before them.
  ///   - batches: batch numbers by name.
  ///   - keepAt: the threshold on the mean.
  public static func arrivals(
    _ new: ExampleColumns, after known: Int, filter: ExampleFilter, batches: [String: Int32], keepAt: Double
  ) -> [Int32] {
    let context = ListingContext(log: DecisionLog([]), reviewer: "", keepAt: keepAt, batches: batches)
    let chosen: [Int32] =
      switch build(filter: filter, order: .imported, columns: new, context: context) {
      case .some(let ids): ids
      case .all, .woven: (0..<new.count).map { Int32($0 + 1) }
      }
    // Rows of probes and repeats stand where others say.
    return chosen.filter { !new.probes.contains($0 - 1) }.map { $0 + Int32(known) }
  }

  /// Adds examples at the end of a chosen list, in place. The whole workspace in the order of import is made anew
  /// instead.
  public mutating func append(_ examples: [Int32]) {
    guard case .some(var ids) = self else { return }
    // Or the list would be copied.
    self = .all(count: 0)
    ids.append(contentsOf: examples)
    self = .some(ids)
  }
}
