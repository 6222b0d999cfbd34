/// What a person has said about who belongs together. Derived from the decision log, so that it survives every new
/// search and can be undone.
public enum ClusterConstraint: Hashable, Sendable {
  /// "Not a duplicate": this example and none of those are in one cluster.
  case separate(ExampleID, from: [ExampleID])
  /// "These too": the two clusters are one.
  case merge(ExampleID, with: ExampleID)
}
