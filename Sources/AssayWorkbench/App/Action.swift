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
  case rowsRead([Example])
  case detailRead(ExampleDetail)
  case columnsRead(ExampleColumns)
  case listed(Listing, request: ListingRequest)
  case found(SearchResult)
  case clustersRead([ClusterSummary], start: Int, total: Int)
  case edited(ExampleID, fields: [TextField])
  case themeLoaded(String)
  case notice(Message)
}

/// What to do once a step is in the log.
public enum SavePurpose: Equatable, Sendable {
  /// Go on to the next undecided example.
  case advance
  case stay
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
  public init(
    example: Example, judgements: [Judgement], truth: Truth?, cluster: Cluster?, members: [Example]
  ) {
    self.example = example
    self.judgements = judgements
    self.truth = truth
    self.cluster = cluster
    self.members = members
  }
}

/// A list that has been asked for; only the answer to the newest one counts.
public struct ListingRequest: Equatable, Sendable {
  public var filter: ExampleFilter
  public var order: ExampleOrder
  public var number: Int
  public init(filter: ExampleFilter, order: ExampleOrder, number: Int) {
    self.filter = filter
    self.order = order
    self.number = number
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

/// One line of the clusters screen.
public struct ClusterSummary: Equatable, Sendable {
  public var cluster: Cluster
  /// The first line of the representative.
  public var title: String
  public init(cluster: Cluster, title: String) {
    self.cluster = cluster
    self.title = title
  }
}
