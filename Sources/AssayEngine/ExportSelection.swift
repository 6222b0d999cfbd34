/// What can be exported.
public enum ExportSelection: String, CaseIterable, Sendable, Codable {
  /// The examples on which everybody who decided agrees or somebody has ruled, with decisions and scores.
  case calibration
  /// The accepted ones, edited and relabelled as decided.
  case accepted
  /// Every example with everything.
  case all
  /// Each decision that still holds.
  case decisions
  /// Each judgement.
  case scores
  /// Each member of a cluster.
  case clusters
}
