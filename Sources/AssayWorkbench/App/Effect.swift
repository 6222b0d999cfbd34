import AssayModel

/// What `update` asks the world to do. Values, so that a test can compare them.
public enum Effect: Equatable, Sendable {
  /// Append one step to the log; answered by `saved` once it is on disk, or `saveFailed`.
  case append([NewDecision], purpose: SavePurpose)
  case readRows([ExampleID])
  case readDetail(ExampleID, judge: JudgeID?)
  case readColumns(JudgeID?)
  case list(ListingRequest)
  case search(String)
  /// The clusters as the workspace has them; answered by `clustersFormed`.
  case readClusters(ClusterRequest)
  /// Form the clusters anew from the pairs that are kept, and write them once the person has stopped moving.
  case formClusters(ClusterRequest)
  case planSettlement([DuplicateKind])
  /// Open the texts in the person's editor.
  case edit(ExampleID, fields: [TextField])
  case setTheme(String)
  case setMouse(Bool)
  case export(what: String, file: String, force: Bool)
  case openWorkspace(String)
  case saveSession
  case redraw
  case suspend
  case quit
}
