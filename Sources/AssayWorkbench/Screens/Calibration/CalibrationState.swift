import AssayCalibration
import AssayModel
import AssayStatistics

/// The calibration screen: how far the judge on the screen can be trusted, and the rule by which it keeps.
public struct CalibrationState: Sendable {
  public enum Pane: Int, CaseIterable, Sendable, Codable {
    case matrix, rule, dimensions, curve, progress, history
  }

  public var pane = Pane.matrix { didSet { note(pane) } }
  /// The parts that were used last of those that share a frame.
  private(set) var recent: Set<Pane> = []
  public var isZoomed = false
  public var choice = CalibrationChoice()
  /// Of the judge and the reviewer that are chosen; nil: not read yet.
  public var data: CalibrationData?
  public var picture: CalibrationPicture?
  /// The rule that is tried: it counts nowhere until it is put in force. nil: the one in force.
  public var draft: KeepRule?
  /// What was tried of other kinds, so that going through them loses nothing.
  var drafts: [RuleKind: KeepRule] = [:]
  /// Of the draft.
  public var trial: RuleTrial?

  /// The number of the newest request; older answers are passed over.
  public var requestNumber = 0
  public var isReading = false
  /// Decisions, scores, rules or clusters have changed since the data were read.
  public var isStale = false
  /// When the data were last asked for, in milliseconds since 1970.
  var readAt: Int64 = 0
  /// How long that took.
  var readTime: Int64 = 0
  /// What the data were last asked for.
  var asked: CalibrationRequest?
  var isFitting = false
  /// What rules were fitted, and what they cost on examples that they have not seen.
  public var fit: ThresholdChoice?
  /// Names the test set that was opened; nil: it is sealed.
  var openSet: String?
  /// Why the data cannot be read.
  var problem: String?

  // Cursors
  public var cell = ConfusionCell.falsePositive
  public var slider = 0
  public var dimension = 0
  /// A cell of the 5x5 matrix, row after row from the upper left.
  public var scoreCell = 0
  public var line = 0
  var top = 0

  public init() {}

  /// Of the parts that are tabs of one frame somewhere, the one that was used last is shown.
  private mutating func note(_ pane: Pane) {
    let others: [Pane] =
      switch pane {
      case .dimensions: [.curve, .rule]
      case .curve: [.dimensions, .rule]
      case .rule: [.dimensions, .curve]
      case .progress: [.history, .matrix]
      case .history: [.progress, .matrix]
      case .matrix: [.progress, .history]
      }
    recent.subtract(others)
    recent.insert(pane)
  }

  /// What is on the screen: the draft where there is one, else the rule in force.
  public var shown: RuleTrial? { trial ?? picture?.inForce }
}

/// What the calibration screen asks the workspace for.
public struct CalibrationRequest: Equatable, Sendable {
  public var judge: JudgeID
  /// nil: everybody's word.
  public var reviewer: String?
  /// The test split with its scores: the opening is written down before.
  public var opensTest = false
  /// Names the test set that is open already: as long as it is the same one, reading it again is no other opening. nil:
  /// it is sealed.
  public var openSet: String?
  public var number: Int
  public init(judge: JudgeID, reviewer: String?, opensTest: Bool = false, number: Int) {
    self.judge = judge
    self.reviewer = reviewer
    self.opensTest = opensTest
    self.number = number
  }
}
