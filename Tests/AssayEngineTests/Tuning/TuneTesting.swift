import AssayCalibration
import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStatistics
import AssayStore
import AssayTesting
import Foundation
import Synchronization

/// Workspaces with decisions, and judges and tuners of which it is known what they get wrong and what cures them.
enum TuneTesting {
  /// Kinds of bad examples, each of which the judge overlooks until a rule names it.
  static let kinds = ["alpha", "beta", "gamma"]

  static func rule(_ kind: String) -> String { "Whatever is of sort \(kind) gets the lowest score." }

  /// "item 17 is of sort alpha and tells of …": every text has words of its own.
  static func text(_ number: Int, sort: String) -> String {
    var random = RepeatableGenerator(seed: UInt64(number) &* 7_919)
    let words = (0..<9).map { _ in
      (0..<6).map { _ in String(UnicodeScalar(UInt8(97 + random.next(below: 26)))) }.joined()
    }
    return "item \(number) is of sort \(sort) and tells of \(words.joined(separator: " "))"
  }

  /// Half of the examples are good; of the bad ones as many of each kind, and some that the judge catches by itself.
  static func workspace(_ count: Int) throws -> Workspace {
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let sorts = kinds + ["delta"]
    let texts = (1...count).map { text($0, sort: $0 % 2 == 0 ? "good" : sorts[$0 / 2 % 4]) }
    try JudgeTesting.add(texts, to: workspace)
    try workspace.append(
      (1...count).map {
        NewDecision(example: ExampleID(Int64($0)), action: $0 % 2 == 0 ? .accept : .reject)
      }, reviewer: "ana", at: 1)
    // By their numbers, since the workspace's own way follows from a secret that is another one in every test.
    try workspace.assign(
      (1...count).map { number in
        let split: [Split] = [.dev, .test, .fewShot, .dev, .test]
        let example = ExampleID(Int64(number))
        return SplitAssignment(example: example, split: split[(number - 1) / 8 % 5], group: example, at: 1)
      })
    return workspace
  }

  static func options(_ workspace: Workspace, seed: UInt64 = 1, adopter: (any JudgeAdopting)? = nil)
    -> TuneRun.Options
  {
    var definition = JudgeTesting.options().definition
    definition.dimensions = [Dimension(name: "quality")]
    definition.task = "Judge items."
    // Short, since a test build hashes slowly.
    definition.template = """
      {{names}}

      {{#shots}}
      SHOT
      {{example}}
      {{answer}}
      {{/shots}}
      THE EXAMPLE TO JUDGE
      {{example}}

      WHAT TO DO
      {{fence}} {{format}}

      """
    let endpoints = ["small", "tuner"].map {
      var endpoint = ModelEndpoint(name: $0, url: "http://127.0.0.1:1/v1", model: "\($0)-model")
      (endpoint.priceIn, endpoint.priceOut) = (1, 2)
      return endpoint
    }
    let source = CalibrationSource(workspace: workspace, task: TaskSpecification(name: "t")) { 1_000 }
    var options = TuneRun.Options(definition: definition, endpoints: endpoints, tuner: "tuner") { judge in
      try source.load(judge: judge, withPopulation: false)
    }
    options.seed = seed
    options.adopter = adopter
    options.heartbeat = 60
    options.threads = 1
    // They draw an interval and decide nothing.
    options.resamples = 500
    return options
  }

  // MARK: The judge

  static func judgedText(_ request: ChatRequest) -> String { JudgeTesting.judgedText(request) }

  static func sort(_ text: String) -> String {
    let words = text.split(separator: " ")
    return words.firstIndex(of: "sort").map { String(words[$0 + 1]) } ?? ""
  }

  static func answer(_ score: Int) -> ChatAnswer {
    ChatAnswer(text: "{\"reason\": \"so it seems\", \"quality\": \(score)}", tokensIn: 100, tokensOut: 20)
  }

  /// Overlooks three kinds of bad ones until its prompt has a rule on them.
  static func curableJudge(_ request: ChatRequest) -> ChatAnswer {
    let sort = sort(judgedText(request))
    let prompt = request.messages.map(\.content).joined(separator: "\n")
    let isCaught = sort == "delta" || (kinds.contains(sort) && prompt.contains(rule(sort)))
    return answer(isCaught ? 1 : 5)
  }

  /// Says something that depends on every word of what it is asked and has nothing to do with what people think.
  static func noisyJudge(_ request: ChatRequest) -> ChatAnswer {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in request.replayText.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var random = RepeatableGenerator(seed: value)
    return answer(Int(random.next(below: 5)) + 1)
  }

  // MARK: The tuner

  static let decoys = [
    "Long texts are better than short ones.", "Be strict about commas.", "Give the benefit of the doubt.",
    "Numbers at the beginning are a good sign.", "Rare words are a sign of care.",
  ]

  /// Proposes a rule on the first kind that it sees the judge overlook, among others that cure nothing.
  static func curingTuner(_ request: ChatRequest) -> ChatAnswer {
    let question = request.messages.last?.content ?? ""
    let overlooked = kinds.first { kind in
      question.components(separatedBy: "CASE ").contains {
        $0.contains("KEEPS it, the person REJECTED it") && $0.contains("of sort \(kind) ")
      }
    }
    var rules = (0..<3).map { decoys[(request.sample + $0) % decoys.count] }
    if let overlooked { rules.insert(rule(overlooked), at: 1) }
    return proposals(rules)
  }

  static func proposals(_ rules: [String]) -> ChatAnswer {
    let parts = rules.map {
      "{\"why\": \"\", \"add\": [\(JSONText.string($0))], \"replace\": [], \"remove\": [], \"wording\": []}"
    }
    return ChatAnswer(
      text: "{\"diagnosis\": \"it overlooks something\", \"proposals\": [\(parts.joined(separator: ", "))]}",
      tokensIn: 500, tokensOut: 100)
  }

  static func service(
    judge: @escaping @Sendable (ChatRequest) -> ChatAnswer = curableJudge,
    tuner: @escaping @Sendable (ChatRequest) -> ChatAnswer = curingTuner
  ) -> ScriptedService {
    ScriptedService(cost: 0.01) { job, _ in
      .success(job.model == "tuner" ? tuner(job.request) : judge(job.request))
    }
  }
}

/// Writes down what it is told to adopt.
final class NotedAdoptions: JudgeAdopting {
  private let adopted = Mutex<[JudgeID]>([])
  var judges: [JudgeID] { adopted.withLock { $0 } }

  func adopt(_ judge: JudgeID, author: String, reason: String, at: Int64) throws -> AdoptionOutcome {
    adopted.withLock { $0.append(judge) }
    return AdoptionOutcome(
      adoption: Adoption(judge: judge, rule: nil, author: author, at: at, reason: reason))
  }
}
