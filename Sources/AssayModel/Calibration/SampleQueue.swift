extension [SampleDraw] {
  /// The draw that a term means: the one with the number, or the newest that was made for the reviewer or for nobody.
  public func draw(_ number: Int64?, reviewer: String) -> SampleDraw? {
    guard let number else { return last { $0.reviewer == nil || $0.reviewer == reviewer } }
    return last { $0.id == number }
  }
}

extension ListingContext {
  /// The queues that the filter's terms name, one after the other.
  func queue(of terms: [ExampleFilter.Term]) -> [DrawnExample] {
    terms.flatMap { term -> [DrawnExample] in
      guard case .sample(let number) = term else { return [] }
      return draws.draw(number, reviewer: reviewer)?.examples ?? []
    }
  }
}
