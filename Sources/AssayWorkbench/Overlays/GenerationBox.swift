import AssayModel
import TerminalWidgets

/// What a person is about to have generated: a choice of wishes, the number, and what it would take. Nothing is sent
/// before Enter.
public struct GenerationBox: Sendable {
  /// One thing to ask for.
  public struct Choice: Equatable, Sendable {
    /// The key that chooses it; nil: there is only this one.
    public var key: Character?
    public var title: String
    public var technique: Technique
    /// What the model is told besides.
    public var wish: String?
    /// nil: as the configuration says.
    public var labels: GenerationOrder.LabelShares?
    /// Shares by difficulty; empty: as the model gives them.
    public var difficulty: [String: Double] = [:]
    /// Whether the new labels are checked blind where a verifier is configured.
    public var checksLabels = false
    /// Why it is not to be had; nil: it is.
    public var refusal: String?
    /// The labels of which one has to be chosen first; empty: none.
    public var asksFor: [String] = []
  }

  /// What is known of the plan for what is chosen now.
  public enum Plan: Equatable, Sendable {
    case awaited
    case ready(PlannedRun)
  }

  /// What it starts from, in words: "“I was charged twice …”, billing".
  public var origin: String
  /// What it starts from; empty: what the configuration says.
  public var examples: [ExampleID]
  public var choices: [Choice]
  public var selected = 0
  public var count: Int
  /// Whether the next digit goes behind those that are there.
  var isTyping = false
  public var budget: Double?
  /// The label that was chosen, where one had to be.
  public var label: String?
  /// The list of labels, while one is chosen.
  public var picker: Picker?
  public var plan = Plan.awaited
  /// Which plan is awaited: only the answer to the newest question counts.
  public var number: Int

  /// More than these in one go are a matter for the command line's plan.
  static let most = 100_000

  public init(origin: String, examples: [ExampleID], choices: [Choice], count: Int, number: Int) {
    self.origin = origin
    self.examples = examples
    self.choices = choices
    self.count = count
    self.number = number
  }

  public var choice: Choice { choices[selected] }

  /// False where it is known that it cannot begin.
  public var canStart: Bool {
    if case .ready(let plan) = plan, plan.problem != nil { return false }
    return choice.refusal == nil
  }

  /// What Enter starts.
  public var request: RunRequest {
    let labels =
      choice.asksFor.isEmpty ? choice.labels : label.map { .shares([$0: 1]) } ?? choice.labels
    return RunRequest(
      selection: .examples([]), budget: budget,
      generation: RunRequest.Generation(
        technique: choice.technique, count: count, examples: examples, labels: labels, wish: choice.wish,
        difficulty: choice.difficulty, checksLabels: choice.checksLabels))
  }
}

/// What a run that generates would take, found out without sending anything.
public struct PlannedRun: Equatable, Sendable {
  /// The model's name.
  public var model: String
  /// Requests of the technique, and of its checks.
  public var calls: Int
  public var checks: Int
  /// Estimated.
  public var tokensIn: Int
  public var tokensOut: Int
  /// nil: the model has no price.
  public var cost: Double?
  /// What the limits per minute allow at best, in seconds; nil: there are none.
  public var seconds: Double?
  /// What to know before it begins.
  public var warnings: [String]
  /// What is known of the terms of the model's output, a paragraph each.
  public var terms: [String] = []
  /// Why it cannot begin, and what to write where; nil: it can.
  public var problem: String?

  public init(
    model: String, calls: Int, checks: Int = 0, tokensIn: Int = 0, tokensOut: Int = 0, cost: Double? = nil,
    seconds: Double? = nil, warnings: [String] = []
  ) {
    self.model = model
    self.calls = calls
    self.checks = checks
    self.tokensIn = tokensIn
    self.tokensOut = tokensOut
    self.cost = cost
    self.seconds = seconds
    self.warnings = warnings
  }

  /// The plan of what cannot begin.
  public init(problem: String) {
    self.init(model: "", calls: 0)
    self.problem = problem
  }

  /// "gpt-4o · 2 calls, 1 check · about 2,300 tokens · about 0.0031"
  public func parts(ascii: Bool = false) -> [String] {
    func counted(_ count: Int, _ word: String) -> String {
      "\(grouped(count)) \(word)\(count == 1 ? "" : "s")"
    }
    return [
      model,
      [counted(calls, "call"), checks > 0 ? counted(checks, "check") : nil].compactMap { $0 }
        .joined(separator: ", "),
      tokensIn + tokensOut > 0 ? "about \(grouped(tokensIn + tokensOut)) tokens" : nil,
      cost.map { $0 == 0 ? "costs nothing" : "costs about \(costText($0))" } ?? "cost not known: no price",
      seconds.flatMap { $0 >= 5 ? "\(durationText($0)) or more" : nil },
    ].compactMap { $0 }
  }
}
