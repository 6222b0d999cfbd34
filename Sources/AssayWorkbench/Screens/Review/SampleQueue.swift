import AssayModel

/// A queue that a person asks for.
public struct SampleRequest: Equatable, Sendable {
  public var size: Int
  /// nil: balanced where a judge has scored, else stratified.
  public var strategy: SampleDraw.Strategy?
  /// The one on the screen.
  public var judge: JudgeID?
  public init(size: Int, strategy: SampleDraw.Strategy?, judge: JudgeID?) {
    self.size = size
    self.strategy = strategy
    self.judge = judge
  }
}

/// A queue that was drawn.
public struct SampleAnswer: Sendable {
  public var draw: SampleDraw
  /// How many equally drawn examples would tell as much.
  public var effectiveSize: Double
  public var notes: [String]
  /// The workspace with the queue's repeats.
  public var facts: WorkspaceFacts
  public init(draw: SampleDraw, effectiveSize: Double, notes: [String], facts: WorkspaceFacts) {
    self.draw = draw
    self.effectiveSize = effectiveSize
    self.notes = notes
    self.facts = facts
  }
}

extension AppState {
  /// The draw whose queue is the list on the screen; nil: it is no queue.
  public var sample: SampleDraw? {
    for term in review.filter.terms {
      if case .sample(let number) = term { return workspace.draws.draw(number, reviewer: reviewer) }
    }
    return nil
  }

  /// How the example under the cursor came into the queue on the screen. Nothing may be shown of its role: the reviewer
  /// must not know probes and repeats. The reason is shown as
  /// ``DrawnExample/blindReason``, after the verdict as well.
  public var drawn: DrawnExample? {
    guard let current = review.current else { return nil }
    return sample?.examples.first { $0.example == current }
  }

  /// How many examples of a queue the reviewer has not decided.
  public func open(in draw: SampleDraw) -> Int {
    draw.examples.count { log.opinion(of: reviewer, on: $0.example)?.verdict == nil }
  }
}

/// `:sample`: goes on with the newest queue or, with a size or a strategy, or when that is done, draws another.
func sample(_ argument: String, _ state: inout AppState) -> [Effect] {
  var (size, strategy): (Int?, SampleDraw.Strategy?)
  for word in argument.split(separator: " ") {
    if let number = Int(word), size == nil, (1...100_000).contains(number) {
      size = number
    } else if let known = SampleDraw.Strategy(rawValue: String(word)), strategy == nil {
      strategy = known
    } else {
      let names = SampleDraw.Strategy.allCases.map(\.rawValue).joined(separator: ", ")
      return unknown(String(word), "a size (1 to 100,000) or a strategy: \(names)", &state)
    }
  }
  if argument.isEmpty, let newest = state.workspace.draws.draw(nil, reviewer: state.reviewer) {
    let open = state.open(in: newest)
    if open > 0 {
      let effects = openQueue(nil, &state)
      state.message = Message(
        .info, "\(open) of \(newest.examples.count) are left; :sample 100 draws another queue")
      return effects
    }
  }
  state.message = Message(.info, "Drawing" + state.appearance.pending)
  let judge = state.judge.flatMap { $0.count > 0 ? $0.id : nil }
  return [.drawSample(SampleRequest(size: size ?? 100, strategy: strategy, judge: judge))]
}

func didDraw(_ answer: SampleAnswer, _ state: inout AppState) -> [Effect] {
  let isGrown = answer.facts.count != state.workspace.count
  state.workspace.count = answer.facts.count
  state.workspace.probes = answer.facts.probes
  state.workspace.draws = answer.facts.draws
  // The list needs the rows that are new.
  let effects = (isGrown ? [.readColumns(state.judge?.id)] : []) + openQueue(nil, &state)
  let size = answer.draw.examples.count
  var text = "\(size) of \(answer.draw.population) drawn, \(answer.draw.strategy.rawValue)"
  text += ", worth \(Int(answer.effectiveSize.rounded())) equally drawn ones"
  text += state.review.isBlind ? "; scores are hidden" : ""
  state.message = Message(
    answer.notes.isEmpty ? .info : .warning, ([text] + answer.notes).joined(separator: "; "))
  return effects
}

/// Shows a queue in its order, from its first undecided example, with the judge's scores hidden.
///
/// - Parameter number: nil: the newest of this reviewer.
func openQueue(_ number: Int64?, _ state: inout AppState) -> [Effect] {
  guard state.workspace.draws.draw(number, reviewer: state.reviewer) != nil else {
    return unknown(number.map { "\($0)" } ?? "sample", "a queue that was drawn; :sample draws one", &state)
  }
  state.screen = .review
  state.review.detour = nil
  state.review.isBlind = true
  state.review.filter = ExampleFilter([.sample(number)])
  state.review.order = .drawn
  return requestListing(&state)
}

/// Where a queue goes on; nil: all of it is decided.
func firstOpen(in listing: Listing, _ state: AppState) -> Int? {
  (0..<listing.count).first { state.log.opinion(of: state.reviewer, on: listing[$0])?.verdict == nil }
}
