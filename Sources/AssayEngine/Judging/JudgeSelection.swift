import AssayModel

/// Which examples a run judges.
public enum JudgeSelection: Hashable, Sendable {
  /// Those that this judge version has not judged.
  case unjudged
  /// Those of which it has a recorded failure: each is tried once more than before.
  case failed
  /// All; what is on disk costs nothing again.
  case all
  /// These, judged already or not.
  case examples([ExampleID])
}
