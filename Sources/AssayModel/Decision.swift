/// The human verdict. Keep and drop are the judge's words.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
  case accept, reject
}

/// Numbers decisions in the order of the log.
public struct DecisionID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: DecisionID, right: DecisionID) -> Bool { left.rawValue < right.rawValue }
}

/// One entry of the append-only log. Nothing in it is ever overwritten: undo and redo are entries too.
public struct Decision: Hashable, Sendable, Codable {
  /// What a person did.
  public enum Action: Hashable, Sendable, Codable {
    case accept
    case reject
    /// The right label is another one; the example counts as accepted with it.
    case relabel(String)
    /// The text of the fields after an edit; the original stays. Implies no verdict.
    case edit([TextField])
    /// The person's own score for one dimension; nil takes it back.
    case score(dimension: String, value: Double?)
    case note(String)
    case skip
    /// The truth of an example on which people differ: it stands over everybody's verdict. A label other than the
    /// example's own, where one was given.
    case adjudicate(Verdict, label: String?)
    /// The person saw the judge's scores after a blind verdict; implies no verdict.
    case reveal(judge: String)
    /// Not a duplicate of these; implies no verdict (``ClusterConstraint``).
    case separate(from: [ExampleID])
    /// A duplicate of this one too; implies no verdict.
    case merge(with: ExampleID)
    /// Takes a whole step back. `step` is the step's first decision.
    case undo(step: DecisionID)
    case redo(step: DecisionID)
  }

  /// Its place in the log, given by the store: 1, 2, 3 …
  public var id: DecisionID
  /// The same on every machine, so that a log imported twice is there once.
  public var uuid: String
  /// Decisions made by one key press share a step (the id of its first one) and are undone together.
  public var step: DecisionID
  /// nil for undo and redo only.
  public var example: ExampleID?
  public var reviewer: String
  public var action: Action
  /// Milliseconds since 1970.
  public var at: Int64
  /// How long the person looked at the example, in milliseconds.
  public var duration: Int64?
  /// Whether the judge's scores and other reviewers' verdicts were hidden.
  public var blind: Bool
  /// The version of the rubric under which it was made; nil: before rubrics had versions.
  public var rubric: String?

  public init(
    id: DecisionID, uuid: String, step: DecisionID, example: ExampleID?, reviewer: String,
    action: Action, at: Int64, duration: Int64? = nil, blind: Bool = false, rubric: String? = nil
  ) {
    self.id = id
    self.uuid = uuid
    self.step = step
    self.example = example
    self.reviewer = reviewer
    self.action = action
    self.at = at
    self.duration = duration
    self.blind = blind
    self.rubric = rubric
  }
}

/// A decision that is not in the log yet.
public struct NewDecision: Hashable, Sendable {
  public var example: ExampleID?
  public var action: Decision.Action
  public var duration: Int64?
  public var blind: Bool
  public init(
    example: ExampleID?, action: Decision.Action, duration: Int64? = nil, blind: Bool = false
  ) {
    self.example = example
    self.action = action
    self.duration = duration
    self.blind = blind
  }
}

extension Decision.Action {
  /// Whether it says accept or reject, a relabel being an accept.
  public var isVerdict: Bool {
    switch self {
    case .accept, .reject, .relabel: true
    default: false
    }
  }
}
