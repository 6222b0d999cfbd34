/// The state of every example, derived from the append-only log. It depends on the decisions alone and not on the order
/// in which they came: what counts is when each was made. So logs of several people, or of one person on two machines,
/// come to the same whichever is merged into which.
///
/// One reviewer's decisions of the same millisecond follow the order of their uuids; those without a time, which come from
/// files, that of their ids. ``Workspace`` gives no two steps on an example the same time.
public struct DecisionLog: Sendable {
  /// When something was done, as far as it decides what holds.
  fileprivate struct Moment: Comparable, Sendable {
    var at: Int64
    var uuid: String
    var id: DecisionID

    init(_ decision: Decision) {
      at = decision.at
      uuid = decision.uuid
      id = decision.id
    }

    static func < (left: Moment, right: Moment) -> Bool {
      if left.at != right.at { return left.at < right.at }
      if left.at != 0, left.uuid != right.uuid { return left.uuid < right.uuid }
      return left.id < right.id
    }
  }

  /// One key press of one reviewer.
  fileprivate struct Step: Sendable {
    /// Of its first decision.
    var moment: Moment
    var decisions: [Decision] = []
    var undone = false
    /// When it was undone or redone last; nil: never.
    var turned: Moment?
  }

  /// What a reviewer can take back and bring again; the last is the next.
  fileprivate struct History: Sendable {
    var undoable: [DecisionID] = []
    var redoable: [DecisionID] = []
    /// When the newest step was made.
    var newest: Moment?

    /// A step is there; with it ends what could have been redone before.
    mutating func begin(_ step: DecisionID, _ steps: [DecisionID: Step]) {
      guard let moment = steps[step]?.moment else { return }
      insert(step, steps)
      newest = max(newest ?? moment, moment)
      redoable.removeAll { steps[$0]!.turned! < moment }
    }

    /// A step was undone or redone; ``Step/turned`` says when.
    mutating func turn(_ step: DecisionID, undone: Bool, _ steps: [DecisionID: Step]) {
      redoable.removeAll { $0 == step }
      guard undone else { return insert(step, steps) }
      if let index = undoable.lastIndex(of: step) { undoable.remove(at: index) }
      guard let turned = steps[step]?.turned, let newest, newest < turned else { return }
      redoable.insert(
        step, at: redoable.insertionIndex(of: step) { steps[$0]!.turned! < steps[$1]!.turned! })
    }

    private mutating func insert(_ step: DecisionID, _ steps: [DecisionID: Step]) {
      undoable.insert(
        step, at: undoable.insertionIndex(of: step) { steps[$0]!.moment < steps[$1]!.moment })
    }
  }

  private struct Place: Hashable, Sendable {
    var example: ExampleID
    var reviewer: String
  }

  private var steps: [DecisionID: Step] = [:]
  private var histories: [String: History] = [:]
  /// The steps that touch a place, in the order in which they were made, so that an undo replays that place only.
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
    case .undo(let step): return setUndone(true, step: step, by: decision)
    case .redo(let step): return setUndone(false, step: step, by: decision)
    default: return add(decision)
    }
  }

  private mutating func add(_ decision: Decision) -> [ExampleID] {
    guard let example = decision.example else { return [] }
    let place = Place(example: example, reviewer: decision.reviewer)
    if steps[decision.step] == nil {
      steps[decision.step] = Step(moment: Moment(decision))
      histories[decision.reviewer, default: History()].begin(decision.step, steps)
    }
    steps[decision.step]?.decisions.append(decision)
    guard put(decision.step, at: place), steps[decision.step]?.undone == false else {
      // Others have come before it that were made after it.
      replay(place)
      return [example]
    }
    var opinion = opinionsByExample[example]?[decision.reviewer] ?? ReviewerOpinion()
    opinion.apply(decision)
    replace(opinion, at: place)
    return [example]
  }

  /// Puts a step among those that touch a place, in the order in which they were made; whether it is the last.
  private mutating func put(_ step: DecisionID, at place: Place) -> Bool {
    let others = stepsByPlace[place] ?? []
    if others.last == step { return true }
    if others.contains(step) { return false }
    let index = others.insertionIndex(of: step) { steps[$0]!.moment < steps[$1]!.moment }
    stepsByPlace[place, default: []].insert(step, at: index)
    return index == others.count
  }

  private mutating func setUndone(
    _ undone: Bool, step id: DecisionID, by decision: Decision
  ) -> [ExampleID] {
    let moment = Moment(decision)
    guard let step = steps[id], step.decisions.first?.reviewer == decision.reviewer,
      step.turned.map({ $0 < moment }) ?? true
    else { return [] }
    steps[id]?.turned = moment
    guard step.undone != undone else { return [] }
    steps[id]?.undone = undone
    histories[decision.reviewer, default: History()].turn(id, undone: undone, steps)
    let examples = Set(step.decisions.compactMap(\.example))
    for example in examples { replay(Place(example: example, reviewer: decision.reviewer)) }
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

  /// Whether a step is taken back at present.
  public func isUndone(_ step: DecisionID) -> Bool { steps[step]?.undone ?? false }

  /// The decisions of one step.
  public func decisions(inStep step: DecisionID) -> [Decision] { steps[step]?.decisions ?? [] }

  /// The decisions that still hold: no undo or redo, and nothing that was taken back.
  public var standing: [Decision] {
    decisions.filter { $0.example != nil && steps[$0.step]?.undone == false }
  }

  /// The decisions that still hold by their examples, in the order in which they were made.
  public var standingByExample: [ExampleID: [Decision]] {
    var held: [ExampleID: [Step]] = [:]
    for (place, ids) in stepsByPlace {
      let standing = ids.compactMap { steps[$0] }.filter { !$0.undone }
      if !standing.isEmpty { held[place.example, default: []] += standing }
    }
    var result: [ExampleID: [Decision]] = [:]
    for (example, steps) in held {
      result[example] = steps.sorted { $0.moment < $1.moment }.flatMap { step in
        step.decisions.filter { $0.example == example }
      }
    }
    return result
  }

  /// What people have said about who belongs together and not taken back, oldest first.
  public var clusterConstraints: [ClusterConstraint] {
    var constraints: [(moment: Moment, constraint: ClusterConstraint)] = []
    for decision in decisions {
      guard let example = decision.example else { continue }
      let constraint: ClusterConstraint
      switch decision.action {
      case .separate(let others): constraint = .separate(example, from: others)
      case .merge(let other): constraint = .merge(example, with: other)
      default: continue
      }
      guard let step = steps[decision.step], !step.undone else { continue }
      constraints.append((step.moment, constraint))
    }
    // Those of one step keep their order: sorting is stable.
    return constraints.sorted { $0.moment < $1.moment }.map(\.constraint)
  }

  /// The decisions on one example that still hold, in the order in which they were made.
  public func standing(on example: ExampleID) -> [Decision] {
    let held = opinions(on: example).keys.flatMap { reviewer in
      (stepsByPlace[Place(example: example, reviewer: reviewer)] ?? []).compactMap { steps[$0] }
    }.filter { !$0.undone }
    return held.sorted { $0.moment < $1.moment }.flatMap { step in
      step.decisions.filter { $0.example == example }
    }
  }

  /// Whether `reviewer` has ever given a verdict on `example` or been shown the judge's scores after one, taken back or not:
  /// what was seen cannot be taken back.
  public func hasDecided(_ reviewer: String, on example: ExampleID) -> Bool {
    (stepsByPlace[Place(example: example, reviewer: reviewer)] ?? []).contains { id in
      steps[id]?.decisions.contains { $0.example == example && $0.action.isVerdict } ?? false
    }
  }

  // MARK: What several people hold

  /// The newest ruling that still holds, whoever's; nil: nobody has ruled.
  public func ruling(on example: ExampleID) -> Ruling? {
    opinions(on: example).sorted { $0.key < $1.key }.compactMap(\.value.ruling).max { $0.at < $1.at }
  }

  /// The verdict on which all reviewers who gave one agree; nil when there is none or they differ. Rulings do not count:
  /// ``heldVerdict(on:)``.
  public func agreedVerdict(on example: ExampleID) -> Verdict? {
    let verdicts = Set(opinions(on: example).values.compactMap(\.verdict))
    return verdicts.count == 1 ? verdicts.first : nil
  }

  /// What is held to be true of an example: a ruling where there is one, else what all who gave a verdict agree on, the label
  /// included; nil: nobody has decided, or people differ.
  public func heldVerdict(on example: ExampleID) -> HeldVerdict? {
    if let ruling = ruling(on: example) { return HeldVerdict(verdict: ruling.verdict, label: ruling.label) }
    let words = Set(
      opinions(on: example).values.compactMap { opinion in
        opinion.verdict.map { HeldVerdict(verdict: $0, label: opinion.label) }
      })
    return words.count == 1 ? words.first : nil
  }

  /// Whether people differ on an example and nobody has ruled.
  public func isDisputed(_ example: ExampleID) -> Bool {
    heldVerdict(on: example) == nil && opinions(on: example).values.contains { $0.verdict != nil }
  }
}

/// A verdict that holds, and the label that was given instead of the example's own; nil: none was.
public struct HeldVerdict: Hashable, Sendable {
  public var verdict: Verdict
  public var label: String?
  public init(verdict: Verdict, label: String?) {
    self.verdict = verdict
    self.label = label
  }
}

extension [DecisionID] {
  /// Where a step belongs in an array in order; behind its equals. Nearly always at the end, so it is looked for from there.
  fileprivate func insertionIndex(
    of step: DecisionID, isBefore: (DecisionID, DecisionID) -> Bool
  ) -> Int {
    var index = count
    while index > 0, isBefore(step, self[index - 1]) { index -= 1 }
    return index
  }
}
