import AssayModel
import TerminalCore
import TerminalWidgets

/// Everything that the screen shows and the keys act on. A value: views read it, `update` changes it.
public struct AppState: Sendable {
  public var size: Size
  /// Milliseconds since 1970, set before every update.
  public var now: Int64
  public var screen: Screen = .review
  public var overlay: Overlay?
  public var message: Message?
  /// The keys of a sequence that is not finished.
  public var pendingKeys: [KeyChord] = []
  public var bindings: KeyBindings
  public var appearance: Appearance
  public var workspace: WorkspaceFacts
  public var task: TaskSpecification
  public var reviewer: String
  public var log: DecisionLog
  /// Empty until they have been read in the background.
  public var columns: ExampleColumns?
  public var review: ReviewState
  public var clusters = ClustersState()
  public var judges = JudgesState()
  public var runs = RunsState()
  public var calibration = CalibrationState()
  /// How far the examples are above the border of the rule in force, where it is no plain mean; nil: not read yet.
  public var margins: ScoreMargins?
  /// What was typed at the command line, oldest first.
  public var commandHistory: [String] = []
  /// The keys that arrive while a decision is on its way to the disk wait in the runtime.
  public var isSaving = false
  /// When this reviewer decided, for the pace, in milliseconds since 1970.
  public var decisionTimes: [Int64] = []

  public init(
    size: Size, now: Int64, bindings: KeyBindings, appearance: Appearance, workspace: WorkspaceFacts,
    task: TaskSpecification, reviewer: String, log: DecisionLog, review: ReviewState
  ) {
    self.size = size
    self.now = now
    self.bindings = bindings
    self.appearance = appearance
    self.workspace = workspace
    self.task = task
    self.reviewer = reviewer
    self.log = log
    self.review = review
  }

  /// The judge whose scores are shown: the person's choice, else the one in use.
  public var judge: JudgeVersion? {
    workspace.judges.first { $0.id == review.judge }
      ?? workspace.judges.first { $0.id == workspace.adopted } ?? workspace.judges.first
  }

  /// The rule in force for the judge that is shown: the newest one that was written down for it, else the
  /// configuration's threshold on the mean.
  public var keepRule: KeepRule { rules(of: judge?.id).last?.rule ?? .mean(atLeast: task.keepAt) }

  /// All rules that were put in force for a judge, oldest first.
  public func rules(of judge: JudgeID?) -> [KeepRuleVersion] {
    workspace.rules.filter { $0.judge == judge }
  }

  /// The dimension of this name in the task; the usual 1-5 when the task does not know it.
  public func dimension(named name: String) -> Dimension {
    task.dimensions.first { $0.name == name } ?? Dimension(name: name)
  }

  /// What a person can score: the task's dimensions or, where it names none, those of the judge on the screen.
  public var ownDimensions: [Dimension] {
    task.dimensions.isEmpty ? (judge?.dimensions ?? []).map(dimension(named:)) : task.dimensions
  }

  /// The labels of the task, then those that examples came with, then those that people made up.
  public var labels: [String] {
    var seen: Set<String> = []
    return (task.labels + workspace.labels + log.givenLabels).filter { seen.insert($0).inserted }
  }
}

/// A line for the person, shown above the footer's keys until the next key.
public struct Message: Equatable, Sendable {
  public enum Kind: Equatable, Sendable { case info, warning, error }
  public var kind: Kind
  public var text: String
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// How the screen looks, apart from what is on it.
public struct Appearance: Equatable, Sendable {
  public var theme: String
  public var themes: [String]
  public var mouse: Bool
  /// Borders and bars in ASCII, for terminals and fonts without box characters.
  public var ascii: Bool
  public init(theme: String, themes: [String], mouse: Bool, ascii: Bool) {
    self.theme = theme
    self.themes = themes
    self.mouse = mouse
    self.ascii = ascii
  }

  /// Between two facts on one line.
  var separator: String { ascii ? " - " : " · " }
  /// What is not known yet.
  var pending: String { ascii ? "..." : "…" }
  /// Somebody's own words.
  func quoted(_ text: String) -> String { ascii ? "\"\(text)\"" : "“\(text)”" }
}

/// What the store says of the workspace as a whole.
public struct WorkspaceFacts: Equatable, Sendable {
  public var folder: String
  /// Rows, probes included.
  public var count: Int
  public var batches: [Batch]
  public var judges: [JudgeVersion]
  public var labels: [String]
  /// Folders of other workspaces that can be opened from here.
  public var neighbours: [String]
  /// All of them; few. Nothing on the screen tells which examples they are.
  public var probes: [Probe]
  /// The judge version in use; nil: none was adopted.
  public var adopted: JudgeID?
  /// The rules of all judges, oldest first.
  public var rules: [KeepRuleVersion]
  /// All queues that were drawn, oldest first.
  public var draws: [SampleDraw]
  public init(
    folder: String, count: Int, batches: [Batch], judges: [JudgeVersion], labels: [String],
    neighbours: [String] = [], probes: [Probe] = [], rules: [KeepRuleVersion] = [],
    adopted: JudgeID? = nil, draws: [SampleDraw] = []
  ) {
    self.folder = folder
    self.count = count
    self.batches = batches
    self.judges = judges
    self.labels = labels
    self.neighbours = neighbours
    self.probes = probes
    self.rules = rules
    self.adopted = adopted
    self.draws = draws
  }

  /// The examples that review shows at most: not the probes that nobody has confirmed.
  public var listedCount: Int { count - probes.count { !$0.isListed } }

  /// The whole workspace in the order of import.
  public var importedListing: Listing { Listing.imported(count: count, probes: probes) }

  public func batch(_ id: BatchID) -> Batch? {
    // Batches are numbered 1, 2, 3 … and never deleted.
    let index = Int(id.rawValue) - 1
    if batches.indices.contains(index), batches[index].id == id { return batches[index] }
    return batches.first { $0.id == id }
  }
}
