import AssayJudging
import AssayModel

/// One question to one model about one example, with what follows from it: turns in which the model may mend its answer,
/// then a try from the beginning, then a recorded failure. Never a made-up score.
struct Dialogue: Sendable {
  enum Result: Sendable {
    case read(ParsedAnswer)
    /// Answered, yet not so that every dimension has a score.
    case unreadable(String, partial: ParsedAnswer?)
    case unanswered(ChatProblem)
  }

  /// How often a model is asked again.
  struct Patience: Sendable {
    var repairs: Int
    var freshTries: Int
  }

  /// What follows from an answer.
  enum Step: Hashable, Sendable {
    case over
    /// There is a new ``request``.
    case asks
    /// Patience is at its end, and ``request`` is what another try would ask: its answer counts if it is on disk already.
    case couldAsk
  }

  /// The last try that has samples of its own in a round.
  private static let lastTry = ChatRequest.round / JudgeQuestion.freshTry - 1

  let member: Int
  let question: Int
  /// Which of several opinions.
  let sample: Int
  /// 0, or the number of a round in which everything is asked anew.
  let round: Int
  /// What is to be answered next.
  private(set) var request: ChatRequest
  /// Names ``request``.
  var hash: [UInt8] = []
  private(set) var result: Result?
  /// In and out, and out alone, of all answers.
  private(set) var tokens = 0
  private(set) var tokensOut = 0
  private(set) var answers = 0
  private(set) var seconds = 0.0
  private var repairs = 0
  private var tries = 0
  private var partial: ParsedAnswer?
  private var failure: String?
  /// Whether this run has brought an answer of it.
  var hasNewAnswer = false

  init(member: Int, question: Int, sample: Int, round: Int, asking asked: JudgeQuestion) {
    self.member = member
    self.question = question
    self.sample = sample
    self.round = round
    request = Self.request(asked, sample, round)
  }

  private static func request(_ asked: JudgeQuestion, _ sample: Int, _ round: Int) -> ChatRequest {
    var request = asked.sampled(sample)
    request.sample += round * ChatRequest.round
    return request
  }

  /// Takes an answer to ``request``.
  mutating func take(
    _ answer: ChatAnswer, seconds: Double, to asked: JudgeQuestion, scoring: JudgeSpecification.Scoring,
    patience: Patience
  ) -> Step {
    tokens += (answer.tokensIn ?? 0) + (answer.tokensOut ?? 0)
    tokensOut += answer.tokensOut ?? TokenEstimate.tokens(in: answer.text)
    answers += 1
    self.seconds += seconds
    switch AnswerParser.parse(answer, dimensions: asked.dimensions, scoring: scoring) {
    case .success(let parsed):
      result = .read(parsed)
      return .over
    case .failure(let problem):
      keep(problem.partial)
      failure = problem.description
      return goOn(after: answer, problem, asked, patience)
    }
  }

  private mutating func goOn(
    after answer: ChatAnswer, _ problem: AnswerProblem, _ asked: JudgeQuestion, _ patience: Patience
  ) -> Step {
    if repairs < patience.repairs {
      repairs += 1
      request = asked.repair(after: answer, problem: problem, request: request)
      return .asks
    }
    guard tries < Self.lastTry else {
      giveUp()
      return .over
    }
    tries += 1
    repairs = 0
    request = Self.request(asked, sample + tries * JudgeQuestion.freshTry, round)
    return tries <= patience.freshTries ? .asks : .couldAsk
  }

  /// No further try: what could not be read stays without a score.
  mutating func giveUp() {
    let often = answers == 1 ? "" : " (asked \(answers) times)"
    result = .unreadable((failure ?? "no answer") + often, partial: partial)
  }

  /// Of several answers that say something, the one that says most.
  private mutating func keep(_ found: ParsedAnswer?) {
    guard let found else { return }
    func count(_ answer: ParsedAnswer?) -> Int { answer?.scores.count { $0.value != nil } ?? -1 }
    if count(found) >= count(partial) { partial = found }
  }

  mutating func fail(_ problem: ChatProblem) { result = .unanswered(problem) }
}
