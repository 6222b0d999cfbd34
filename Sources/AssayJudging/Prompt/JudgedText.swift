import AssayModel

/// What is under judgement.
public struct JudgedText: Hashable, Sendable {
  public var fields: [TextField]
  public var label: String?
  /// The nearest other examples, the nearest first; shown where diversity is asked for.
  public var neighbours: [[TextField]]

  public init(fields: [TextField], label: String? = nil, neighbours: [[TextField]] = []) {
    self.fields = fields
    self.label = label
    self.neighbours = neighbours
  }
}
