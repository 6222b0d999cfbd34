/// What a person has ruled where others differ.
public struct Ruling: Hashable, Sendable {
  public var verdict: Verdict
  /// Another label than the example's own; nil: none was given.
  public var label: String?
  /// Milliseconds since 1970.
  public var at: Int64
  public var rubric: String?
}

/// What one reviewer thinks of one example, derived from the log.
public struct ReviewerOpinion: Hashable, Sendable {
  public var verdict: Verdict?
  /// The label the reviewer gave instead of the example's own.
  public var label: String?
  /// The text after the reviewer's last edit.
  public var edited: [TextField]?
  public var scores: [String: Double] = [:]
  public var note: String?
  public var skipped = false
  /// When the verdict was given, in milliseconds since 1970.
  public var decidedAt: Int64?
  public var blind = false
  /// The version of the rubric under which the verdict was given; nil: not known, or there is no verdict.
  public var rubric: String?
  /// The ruling of this reviewer on what others differ about; it stands over verdicts.
  public var ruling: Ruling?
  /// The judge whose scores the reviewer was shown after a blind verdict.
  public var revealed: String?
  public init() {}

  /// Nothing is left of it (after an undo).
  public var isEmpty: Bool { self == ReviewerOpinion() }

  /// Lays one decision over what was there.
  mutating func apply(_ decision: Decision) {
    switch decision.action {
    case .accept: decide(.accept, label: nil, by: decision)
    case .reject: decide(.reject, label: nil, by: decision)
    case .relabel(let name): decide(.accept, label: name, by: decision)
    case .edit(let fields): edited = fields
    case .score(let dimension, let value): scores[dimension] = value
    case .note(let text): note = text.isEmpty ? nil : text
    case .skip:
      verdict = nil
      label = nil
      decidedAt = nil
      rubric = nil
      skipped = true
    case .adjudicate(let verdict, let label):
      ruling = Ruling(verdict: verdict, label: label, at: decision.at, rubric: decision.rubric)
    case .reveal(let judge): revealed = judge
    case .separate, .merge, .undo, .redo: break
    }
  }

  private mutating func decide(_ verdict: Verdict, label: String?, by decision: Decision) {
    self.verdict = verdict
    self.label = label
    skipped = false
    decidedAt = decision.at
    blind = decision.blind
    rubric = decision.rubric
  }
}
