import AssayModel
import AssayStore

/// What a run would ask for, found out without sending anything.
public struct JudgeEstimate: Sendable {
  /// A request that would be among the first.
  public struct First: Hashable, Sendable {
    public var endpoint: ModelEndpoint
    public var request: ChatRequest
    public init(endpoint: ModelEndpoint, request: ChatRequest) {
      self.endpoint = endpoint
      self.request = request
    }
  }

  /// Examples to judge, probes included.
  public var examples = 0
  /// Of these: every answer is on disk.
  public var cached = 0
  /// Requests to send. Answers that cannot be read lead to further ones, which nobody can foresee.
  public var requests = 0
  /// Estimated from the length of the texts; servers count differently by a fifth or so.
  public var tokensIn = 0
  /// Estimated: from the answers that this judge has given, else from the form that is asked for.
  public var tokensOut = 0
  /// nil: a price is not known.
  public var cost: Double?
  /// What the limits per minute allow at best, in seconds; nil: there is no such limit.
  public var seconds: Double?
  /// Whether the figures were found on a sample and scaled up, since there are very many examples.
  public var isSampled = false
  public var first: [First] = []
  public var warnings: [String] = []
  public init() {}

  /// - Parameter first: how many requests to keep for showing.
  /// - Throws: as ``JudgeRun/run(service:control:progress:)``; nothing is written.
  public static func make(
    workspace: Workspace, options: JudgeRun.Options, first: Int = 3
  ) throws -> JudgeEstimate {
    let bench = try JudgeBench(workspace: workspace, options: options, registers: false)
    let plan = try JudgePlan(workspace: workspace, bench: bench, options: options)
    let desk = try AnswerDesk(workspace: workspace, options: options, bench: bench, plan: plan) { false }
    var maker = EstimateMaker(desk: desk, first: first)
    maker.usualAnswer = try usualAnswer(workspace, bench, desk)
    var order = plan.order
    let isSampled = order.count > mostExamples
    let size = isSampled ? sample : order.count
    while order.count - order.left < size {
      try maker.add(order.next(min(64, size - (order.count - order.left))))
    }
    return maker.estimate(examples: order.count, isSampled: isSampled)
  }

  /// Above this many a sample is enough; the order of examples is random, so its beginning is one.
  private static let mostExamples = 4_000
  private static let sample = 1_000

  /// Tokens of an answer, by what this judge has answered before; nil: nothing yet.
  private static func usualAnswer(
    _ workspace: Workspace, _ bench: JudgeBench, _ desk: AnswerDesk
  ) throws -> Int? {
    guard let judge = bench.version else { return nil }
    let judged = try workspace.scores(of: judge.id, after: 0, limit: 50).scores.map(\.example)
    let cases = try desk.maker.cases(judged)
    _ = try desk.advance(desk.turns(cases))
    let dialogues = cases.flatMap(\.dialogues)
    let answers = dialogues.reduce(0) { $0 + $1.answers }
    return answers == 0 ? nil : dialogues.reduce(0) { $0 + $1.tokensOut } / answers
  }
}
