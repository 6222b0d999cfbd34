import AssayModel

/// What `update` asks the world to do. Values, so that a test can compare them.
public enum Effect: Equatable, Sendable {
  /// Append one step to the log; answered by `saved` once it is on disk, or `saveFailed`.
  case append([NewDecision], purpose: SavePurpose)
  case readRows([ExampleID])
  case readDetail(ExampleID, judge: JudgeID?)
  case readColumns(JudgeID?)
  /// The columns of the examples that have come after so many; answered by `arrived`.
  case readArrivals(JudgeID?, after: Int)
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
  /// What a run that generates would take, without sending anything; answered by `generationPlanned`.
  case planGeneration(RunRequest, number: Int)
  /// Go on with a run that has ended before it was done.
  case resumeRun(RunID)
  case setWish(RunID, RunWish)
  case readDefinition(JudgeID)
  /// Everything that figures on a judge are made from; answered by `calibrationRead`. One that opens the test split is
  /// written down before.
  case readCalibration(CalibrationRequest)
  /// The figures of another choice of examples, made from the data on the screen; answered by `calibrationMeasured`.
  case measureCalibration(CalibrationChoice, number: Int)
  /// Fit rules of all kinds on dev, to show this kind or, with nil, the best; answered by `ruleFitted`.
  case fitRule(RuleKind?, number: Int)
  /// Put a rule in force, with the figures that it has.
  case writeRule(KeepRule, JudgeID, note: String, figures: Measurement?)
  case addMeasurement(Measurement)
  case readMargins(JudgeID, KeepRule)
  /// Answered by `versionsRead`.
  case readVersions
  /// The examples on which two versions differ; answered by `contrastRead`.
  case readContrast(first: JudgeID, second: JudgeID)
  /// Open a version's prompt in the person's editor.
  case editTemplate(JudgeID, String)
  /// Make a version of a prompt that was edited; answered by `versionRegistered` or `versionRefused`.
  case registerVersion(parent: JudgeID, template: String)
  /// Make a version the one in use, in the files and in the log; answered by `judgeAdopted`.
  case adoptJudge(JudgeID, reason: String)
  case undoAdoption
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
