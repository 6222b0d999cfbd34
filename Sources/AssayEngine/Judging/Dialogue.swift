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

  /// Numbers of samples that one round takes.
  static let samplesOfRound = 10 * JudgeQuestion.freshTry

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

  init(member: Int, question: Int, sample: Int, round: Int, asking asked: JudgeQuestion) {
    self.member = member
    self.question = question
    self.sample = sample
    self.round = round
    request = Self.request(asked, sample, round)
  }

  private static func request(_ asked: JudgeQuestion, _ sample: Int, _ round: Int) -> ChatRequest {
    var request = asked.sampled(sample)
    request.sample += round * samplesOfRound
    return request
  }

  /// Takes an answer to ``request``.
  ///
  /// - Returns: whether there is a new ``request``.
  mutating func take(
    _ answer: ChatAnswer, seconds: Double, to asked: JudgeQuestion, scoring: JudgeSpecification.Scoring,
    patience: Patience
  ) -> Bool {
    tokens += (answer.tokensIn ?? 0) + (answer.tokensOut ?? 0)
    tokensOut += answer.tokensOut ?? TokenEstimate.tokens(answer.text)
    answers += 1
    self.seconds += seconds
    switch AnswerParser.parse(answer, dimensions: asked.dimensions, scoring: scoring) {
    case .success(let parsed):
      result = .read(parsed)
      return false
    case .failure(let problem):
      keep(problem.partial)
      return goOn(after: answer, problem, asked, patience)
    }
  }

  private mutating func goOn(
    after answer: ChatAnswer, _ problem: AnswerProblem, _ asked: JudgeQuestion, _ patience: Patience
  ) -> Bool {
    if repairs < patience.repairs {
      repairs += 1
      request = asked.repair(after: answer, problem: problem, request: request)
      return true
    }
    if tries < patience.freshTries {
      tries += 1
      repairs = 0
      request = Self.request(asked, sample + tries * JudgeQuestion.freshTry, round)
      return true
    }
    let count = (patience.repairs + 1) * (patience.freshTries + 1)
    let often = count == 1 ? "" : " (asked \(count) times)"
    result = .unreadable(problem.description + often, partial: partial)
    return false
  }

  /// Of several answers that say something, the one that says most.
  private mutating func keep(_ found: ParsedAnswer?) {
    guard let found else { return }
    func count(_ answer: ParsedAnswer?) -> Int { answer?.scores.count { $0.value != nil } ?? -1 }
    if count(found) >= count(partial) { partial = found }
  }

  mutating func fail(_ problem: ChatProblem) { result = .unanswered(problem) }
}
