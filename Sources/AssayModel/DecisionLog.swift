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
  }
}

/// The state of every example, derived from the append-only log. Feeding the same decisions in the
/// order of their ids always gives the same log, in one go or one by one.
public struct DecisionLog: Sendable {
  /// One key press of one reviewer.
  private struct Step: Sendable {
    var decisions: [Decision]
    var undone = false
  }
  /// What a reviewer can take back and bring again; the last is the next.
  private struct History: Sendable {
    var undoable: [DecisionID] = []
    var redoable: [DecisionID] = []
  }
  private struct Place: Hashable, Sendable {
    var example: ExampleID
    var reviewer: String
  }

  private var steps: [DecisionID: Step] = [:]
  private var histories: [String: History] = [:]
  /// The steps that touch a place, oldest first, so that an undo replays that place only.
  private var stepsByPlace: [Place: [DecisionID]] = [:]
  private var opinionsByExample: [ExampleID: [String: ReviewerOpinion]] = [:]
  private var counts: [String: [Verdict: Int]] = [:]
  /// Everything that was taken in, in the order of the ids.
  public private(set) var decisions: [Decision] = []
  /// The newest decision that was taken in.
  public var lastID: DecisionID { decisions.last?.id ?? DecisionID(0) }

  public init() {}

  public init(_ decisions: some Sequence<Decision>) {
    for decision in decisions { append(decision) }
  }

  /// Takes in one decision and returns the examples whose state it may have changed. One that is there
  /// already changes nothing; one that comes late (another process was quicker) takes its place in the
  /// order, for which the log is derived anew.
  @discardableResult
  public mutating func append(_ decision: Decision) -> [ExampleID] {
    let place = decisions.partitioningIndex { $0.id >= decision.id }
    if place == decisions.count {
      decisions.append(decision)
      return apply(decision)
    }
    guard decisions[place].id != decision.id else { return [] }
    var all = decisions
    all.insert(decision, at: place)
    self = DecisionLog(all)
    return examples
  }

  private mutating func apply(_ decision: Decision) -> [ExampleID] {
    switch decision.action {
    case .undo(let step): return setUndone(true, step: step, by: decision.reviewer)
    case .redo(let step): return setUndone(false, step: step, by: decision.reviewer)
    default: return add(decision)
    }
  }

  private mutating func add(_ decision: Decision) -> [ExampleID] {
    guard let example = decision.example else { return [] }
    let place = Place(example: example, reviewer: decision.reviewer)
    if steps[decision.step] == nil {
      histories[decision.reviewer, default: History()].undoable.append(decision.step)
      histories[decision.reviewer]?.redoable.removeAll()
    }
    steps[decision.step, default: Step(decisions: [])].decisions.append(decision)
    if stepsByPlace[place]?.last != decision.step {
      stepsByPlace[place, default: []].append(decision.step)
    }
    var opinion = opinionsByExample[example]?[decision.reviewer] ?? ReviewerOpinion()
    opinion.apply(decision)
    replace(opinion, at: place)
    return [example]
  }

  private mutating func setUndone(_ undone: Bool, step id: DecisionID, by reviewer: String) -> [ExampleID] {
    guard let step = steps[id], step.undone != undone,
      step.decisions.first?.reviewer == reviewer
    else { return [] }
    steps[id]?.undone = undone
    var history = histories[reviewer, default: History()]
    if undone {
      history.undoable.removeAll { $0 == id }
      history.redoable.append(id)
    } else {
      history.redoable.removeAll { $0 == id }
      history.undoable.append(id)
    }
    histories[reviewer] = history
    let examples = Set(step.decisions.compactMap(\.example))
    for example in examples { replay(Place(example: example, reviewer: reviewer)) }
    return examples.sorted()
  }

  private mutating func replay(_ place: Place) {
    var opinion = ReviewerOpinion()
    for id in stepsByPlace[place] ?? [] {
      guard let step = steps[id], !step.undone else { continue }
      for decision in step.decisions where decision.example == place.example {
        opinion.apply(decision)
      }
    }
    replace(opinion, at: place)
  }

  private mutating func replace(_ opinion: ReviewerOpinion, at place: Place) {
    let before = opinionsByExample[place.example]?[place.reviewer]?.verdict
    if let before { counts[place.reviewer]?[before, default: 0] -= 1 }
    if let now = opinion.verdict { counts[place.reviewer, default: [:]][now, default: 0] += 1 }
    if opinion.isEmpty {
      opinionsByExample[place.example]?[place.reviewer] = nil
      if opinionsByExample[place.example]?.isEmpty == true { opinionsByExample[place.example] = nil }
    } else {
      opinionsByExample[place.example, default: [:]][place.reviewer] = opinion
    }
  }

  // MARK: What can be asked

  /// What `reviewer` thinks of `example`; nil when there is no decision that still holds.
  public func opinion(of reviewer: String, on example: ExampleID) -> ReviewerOpinion? {
    opinionsByExample[example]?[reviewer]
  }

  /// What everybody thinks of `example`, by reviewer.
  public func opinions(on example: ExampleID) -> [String: ReviewerOpinion] {
    opinionsByExample[example] ?? [:]
  }

  /// The examples that somebody has said something about, in the order of their numbers.
  public var examples: [ExampleID] { opinionsByExample.keys.sorted() }

  /// The labels that people have given and not taken back, in alphabetical order.
  public var givenLabels: [String] {
    Set(opinionsByExample.values.flatMap { $0.values.compactMap(\.label) }).sorted()
  }

  /// How many examples `reviewer` accepts or rejects at present.
  public func count(of verdict: Verdict, by reviewer: String) -> Int {
    counts[reviewer]?[verdict] ?? 0
  }

  /// The step that `reviewer` would take back next; nil: nothing left.
  public func nextUndo(for reviewer: String) -> DecisionID? { histories[reviewer]?.undoable.last }

  /// The step that `reviewer` would bring again next.
  public func nextRedo(for reviewer: String) -> DecisionID? { histories[reviewer]?.redoable.last }

  /// The decisions of one step.
  public func decisions(inStep step: DecisionID) -> [Decision] { steps[step]?.decisions ?? [] }

  /// The decisions that still hold: no undo or redo, and nothing that was taken back.
  public var standing: [Decision] {
    decisions.filter { $0.example != nil && steps[$0.step]?.undone == false }
  }

  /// What people have said about who belongs together and not taken back, oldest first.
  public var clusterConstraints: [ClusterConstraint] {
    decisions.compactMap { decision in
      guard let example = decision.example else { return nil }
      let constraint: ClusterConstraint
      switch decision.action {
      case .separate(let others): constraint = .separate(example, from: others)
      case .merge(let other): constraint = .merge(example, with: other)
      default: return nil
      }
      return steps[decision.step]?.undone == false ? constraint : nil
    }
  }

  /// The decisions on one example that still hold, oldest first.
  public func standing(on example: ExampleID) -> [Decision] {
    opinions(on: example).keys.flatMap { reviewer in
      (stepsByPlace[Place(example: example, reviewer: reviewer)] ?? []).flatMap { id -> [Decision] in
        guard let step = steps[id], !step.undone else { return [] }
        return step.decisions.filter { $0.example == example }
      }
    }.sorted { $0.id < $1.id }
  }

  /// The newest ruling that still holds, whoever's; nil: nobody has ruled.
  public func ruling(on example: ExampleID) -> Ruling? {
    opinions(on: example).sorted { $0.key < $1.key }.compactMap(\.value.ruling).max { $0.at < $1.at }
  }

  /// The verdict on which all reviewers who gave one agree; nil when there is none or they differ.
  public func agreedVerdict(on example: ExampleID) -> Verdict? {
    let verdicts = Set(opinions(on: example).values.compactMap(\.verdict))
    return verdicts.count == 1 ? verdicts.first : nil
  }
}
