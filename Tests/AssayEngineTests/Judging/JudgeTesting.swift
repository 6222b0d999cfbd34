import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStore
import AssayTesting
import Foundation
import Synchronization

/// Examples whose right scores can be read off their text, and judges that know it.
enum JudgeTesting {
  static let dimensions = ["relevance", "accuracy", "clarity", "diversity"].map { Dimension(name: $0) }

  /// "item 17: 3 5 2 4", with scores that look random and are the same for the same number.
  static func text(_ number: Int) -> String {
    let scores = (0..<4).map { ((number &* 2_654_435_761) >> ($0 * 5 + 3)) % 5 + 1 }
    return "item \(number): " + scores.map(String.init).joined(separator: " ")
  }

  /// The scores that a text says are right.
  static func scores(of text: String) -> [Double] {
    guard let start = text.range(of: "item ", options: .backwards) else { return [] }
    let line = text[start.upperBound...].prefix { !$0.isNewline }
    return line.split(separator: " ").dropFirst().prefix(4).compactMap { Double($0) }
  }

  /// The text that a request is about, whatever else it shows.
  static func judgedText(_ request: ChatRequest) -> String {
    let question = request.messages.first { $0.role == .user }?.content ?? ""
    let start = question.range(of: "THE EXAMPLE TO JUDGE")?.upperBound ?? question.startIndex
    let end = question.range(of: "WHAT TO DO")?.lowerBound ?? question.endIndex
    let lines = question[start..<end].split(separator: "\n")
    return lines.first { $0.hasPrefix("item ") }.map(String.init) ?? ""
  }

  /// The right answer, with the dimensions that are asked for.
  static func answer(_ request: ChatRequest, shifted: Double = 0) -> ChatAnswer {
    let scores = scores(of: judgedText(request))
    var members: [String] = []
    for (dimension, score) in zip(dimensions, scores)
    where request.schema?.json.contains("\"\(dimension.name)\"") == true {
      members.append("\"\(dimension.name)\": \(Int(min(5, max(1, score + shifted))))")
    }
    return ChatAnswer(
      text: "{\"reason\": \"so\", " + members.joined(separator: ", ") + "}", tokensIn: 100, tokensOut: 20)
  }

  static func workspace(_ count: Int, model: String? = nil) throws -> Workspace {
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    try add((0..<count).map(text), to: workspace, model: model)
    return workspace
  }

  static func add(_ texts: [String], to workspace: Workspace, model: String? = nil) throws {
    let writer = try workspace.beginImport(name: "file")
    for text in texts {
      _ = try writer.add(
        SampleRows.row(text, label: "x", provenance: Provenance(model: model)),
        contentHash: SampleRows.hash(text))
    }
    _ = try writer.finish()
  }

  static func options(
    models: [String] = ["small"], selection: JudgeSelection = .unjudged,
    change: (inout JudgeDefinition) -> Void = { _ in }
  ) -> JudgeRun.Options {
    var definition = JudgeDefinition(
      specification: JudgeSpecification(models: models),
      models: models.map { JudgeDefinition.Model(endpoint: $0, model: "\($0)-model", family: $0) },
      template: JudgePrompt.defaultTemplate, task: "Judge items.", labels: ["x"], dimensions: dimensions)
    definition.specification.neighbours = 0
    change(&definition)
    let endpoints = models.map {
      var endpoint = ModelEndpoint(name: $0, url: "http://127.0.0.1:1/v1", model: "\($0)-model")
      endpoint.priceIn = 1
      endpoint.priceOut = 2
      return endpoint
    }
    var options = JudgeRun.Options(definition: definition, endpoints: endpoints, selection: selection)
    options.heartbeat = 0.02
    return options
  }

  static func run(
    _ workspace: Workspace, _ options: JudgeRun.Options, _ service: any ChatService,
    control: RunControl = RunControl()
  ) throws -> JudgeSummary {
    try JudgeRun(workspace: workspace, options: options).run(service: service, control: control)
  }
}

extension Workspace {
  /// What one judge says of an example.
  func judgement(_ example: Int, _ judge: JudgeVersion) throws -> Judgement? {
    try judgements(on: ExampleID(Int64(example))).first { $0.judge == judge.name }
  }

  /// The examples whose scores by a judge are not those that their texts say, or are not there.
  func wrongOnes(_ judge: JudgeVersion) throws -> [Int64] {
    var wrong: [Int64] = []
    try forEachExample { row in
      let own = row.judgements.filter { $0.judge == judge.name }
      let right = JudgeTesting.scores(of: Self.text(row.body))
      if own.count != 1 || right.isEmpty || own[0].scores.map(\.value) != right {
        wrong.append(row.id.rawValue)
      }
    }
    return wrong
  }

  private static func text(_ body: String) -> String {
    guard let start = body.range(of: "item ") else { return "" }
    return String(body[start.lowerBound...].prefix { $0 != "\"" })
  }
}

/// A service without a network: a function answers, one request after the other.
final class ScriptedService: ChatService {
  private struct State {
    var sent: [ChatJob] = []
    var traffic = ChatTraffic()
  }
  private let state = Mutex(State())
  private let atOnce: Int
  private let cost: Double?
  /// The number counts requests from 0.
  private let answer: @Sendable (ChatJob, Int) throws -> Result<ChatAnswer, ChatProblem>

  init(
    atOnce: Int = 16, cost: Double? = 0.01,
    answer: @escaping @Sendable (ChatJob, Int) throws -> Result<ChatAnswer, ChatProblem> = { job, _ in
      .success(JudgeTesting.answer(job.request))
    }
  ) {
    self.atOnce = atOnce
    self.cost = cost
    self.answer = answer
  }

  /// Every request that was sent.
  var sent: [ChatJob] { state.withLock { $0.sent } }

  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    state.withLock { $0.traffic = ChatTraffic() }
    var queue: [ChatJob] = []
    var isDone = false
    while true {
      while control.isPaused, control.stop == .no { usleep(1_000) }
      if control.stop != .no { return .stopped }
      if queue.count < atOnce, !isDone {
        if let jobs = try work.next(atOnce) { queue += jobs } else { isDone = true }
      }
      if queue.isEmpty && isDone { return control.stop == .no ? .finished : .stopped }
      let part = queue.prefix(atOnce)
      queue.removeFirst(part.count)
      var outcomes: [ChatOutcome] = []
      for job in part {
        if let budget, let cost, (state.withLock { $0.traffic.cost } ?? 0) + cost > budget {
          _ = try work.finished(outcomes)
          return .budgetSpent
        }
        outcomes.append(try send(job))
      }
      observe(state.withLock { $0.traffic })
      queue += try work.finished(outcomes)
    }
  }

  private func send(_ job: ChatJob) throws -> ChatOutcome {
    let number = state.withLock { state in
      state.sent.append(job)
      state.traffic.requests += 1
      state.traffic.cost = cost.map { ($0) + (state.traffic.cost ?? 0) }
      return state.sent.count - 1
    }
    let result = try answer(job, number)
    state.withLock { state in
      if case .success = result { state.traffic.answered += 1 } else { state.traffic.failed += 1 }
    }
    return ChatOutcome(job: job, result: result, seconds: 0.1, cost: cost)
  }
}
