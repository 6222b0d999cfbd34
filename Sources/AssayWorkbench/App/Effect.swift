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
  /// All runs; answered by `runsRead`.
  case readRuns
  case startRun(RunRequest)
  /// Go on with a run that has ended before it was done.
  case resumeRun(RunID)
  case setWish(RunID, RunWish)
  case readDefinition(JudgeID)
  /// The probes that wait for a person's word.
  case readProbes
  case setProbeStatus(Probe.Status, ExampleID)
  /// Draw a queue; answered by `sampleDrawn`.
  case drawSample(SampleRequest)
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
