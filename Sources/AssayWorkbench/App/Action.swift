import AssayCalibration
import AssayModel
import TerminalCore

/// Everything that can happen to the workbench.
public enum Action: Sendable {
  case input(InputEvent)
  case command(CommandID)
  /// Time passes, so that the pace and other clocks move.
  case tick

  // What comes back from effects
  case saved([Decision], purpose: SavePurpose)
  case saveFailed(String)
  /// Another process, or another reviewer, has added to the log.
  case othersDecided([Decision])
  case workspaceChanged(WorkspaceFacts)
  /// Examples have come, and nothing else has changed.
  case workspaceGrown(WorkspaceFacts)
  case arrived(ArrivedExamples)
  case rowsRead([Example])
  case detailRead(ExampleDetail)
  case columnsRead(ExampleColumns)
  /// `rows`: how many of the workspace it was made from; those that came since are not in it.
  case listed(Listing, request: ListingRequest, rows: Int)
  case found(SearchResult)
  case clustersFormed(ClusterAnswer)
  case clustersFailed(String, request: Int)
  /// The workspace has the clusters that are on the screen; Review can read them.
  case clustersWritten
  case settlementPlanned(Settlement.Plan)
  /// Runs that are new or have gone on; with `isAll`, all that there are, the newest first.
  case runsRead([Run], isAll: Bool)
  /// What the generation that is on the screen would take.
  case generationPlanned(PlannedRun, number: Int)
  /// A run of this workbench that generated has ended; nil: it has brought no batch.
  case generated(batch: String?, Message)
  /// Judgements have been written.
  case scored(ScoreBatch)
  /// There are other judge versions, or they have scored more.
  case judgesRead([JudgeVersion])
  /// This judge has answered what a person asked it anew.
  case judgedAgain(JudgeVersion, Message)
  case definitionRead(JudgeID, JudgeFacts)
  case calibrationRead(CalibrationData, CalibrationPicture, CalibrationRequest)
  case calibrationMeasured(CalibrationPicture, number: Int)
  case calibrationFailed(String, number: Int)
  /// Rules of all kinds were fitted for this one, or to take the best.
  case ruleFitted(ThresholdChoice, RuleKind?, number: Int)
  case ruleWritten(KeepRuleVersion)
  case marginsRead(ScoreMargins)
  /// How the judge versions do, and where they come from.
  case versionsRead(VersionRecords)
  case contrastRead(VersionContrast)
  /// The editor is closed; answered by `registerVersion` when the text is another one.
  case templateEdited(JudgeID, String)
  case versionRegistered(JudgeVersion, parent: JudgeID)
  /// What was written cannot be a prompt.
  case versionRefused(JudgesState.Draft)
  /// A measurement has ended; nil: it has brought no figures, and the message says why.
  case judgeMeasured(JudgeID, VersionFigures?, Message)
  case judgeAdopted(JudgeID, Message)
  case probesRead([ProposedProbe])
  case probeSaved(ExampleID, Probe.Status)
  /// A queue was drawn, and the workspace has its repeats.
  case sampleDrawn(SampleAnswer)
  case edited(ExampleID, fields: [TextField])
  case themeLoaded(String)
  case notice(Message)
}

/// What to do once a step is in the log.
public enum SavePurpose: Equatable, Sendable {
  /// Go on to the next undecided example.
  case advance
  case stay
  /// A blind verdict: show the judge's scores and stay.
  case reveal
  /// A ruling in the queue of conflicts, or one taken back.
  case ruling
  case undo, redo
}

/// All that is shown of one example.
public struct ExampleDetail: Equatable, Sendable {
  public var example: Example
  public var judgements: [Judgement]
  public var truth: Truth?
  public var cluster: Cluster?
  /// The texts of the cluster's members, in its order; the first few hundred of a huge one.
  public var members: [Example]
  /// The rows of other sets that it is like: test data, seeds.
  public var references: [ReferenceMatch]
  /// Whether near duplicates of it have been looked for.
  public var isCompared: Bool
  public init(
    example: Example, judgements: [Judgement], truth: Truth?, cluster: Cluster?, members: [Example],
    references: [ReferenceMatch] = [], isCompared: Bool = true
  ) {
    self.example = example
    self.judgements = judgements
    self.truth = truth
    self.cluster = cluster
    self.members = members
    self.references = references
    self.isCompared = isCompared
  }
}

/// A list that has been asked for; only the answer to the newest one counts.
public struct ListingRequest: Equatable, Sendable {
  public var filter: ExampleFilter
  public var order: ExampleOrder
  public var number: Int
  /// Asked for because scores have come in, not by the person: nothing moves under the eyes.
  public var isRefresh: Bool
  public init(filter: ExampleFilter, order: ExampleOrder, number: Int, isRefresh: Bool = false) {
    self.filter = filter
    self.order = order
    self.number = number
    self.isRefresh = isRefresh
  }
}

/// What a search has found so far, in the order of import.
public struct SearchResult: Equatable, Sendable {
  public var text: String
  public var examples: [ExampleID]
  /// There is more than was looked for.
  public var isCut: Bool
  public init(text: String, examples: [ExampleID], isCut: Bool) {
    self.text = text
    self.examples = examples
    self.isCut = isCut
  }
}
