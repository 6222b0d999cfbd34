import AssayModel
import Testing

@testable import AssayProviders

@Suite struct RefusalSchedulingTests {
  private static func error(_ message: String, code: String = "", type: String = "invalid_request_error")
    -> String
  {
    #"{"error":{"message":"\#(message)","type":"\#(type)","param":null,"code":"\#(code)"}}"#
  }

  @Test(arguments: [
    (401, "Incorrect API key provided", "the variable that \"key\" names"),
    (403, "Project has no access to model", "the key's rights"),
    (404, "The model `x` does not exist", "/chat/completions"),
    (400, "Unknown something", "the other settings"), (402, "Payment required", "balance"),
  ])
  func aRefusalThatHoldsForAllEndsTheRun(status: Int, message: String, hint: String) throws {
    let simulation = try Simulation { _ in .status(status, Self.error(message)) }
    simulation.add(0..<100)
    simulation.run()
    #expect(simulation.pool.seen.count == 4)
    guard case .failed(let problem)? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
    #expect(problem.kind == .refused && problem.status == status && problem.attempts == 1)
    #expect(problem.message.contains(message) && problem.message.contains(hint))
    #expect(problem.message.contains("[models.test] http://127.0.0.1:9/v1: the server answered \(status)"))
  }

  @Test(arguments: [
    (400, error("This model's maximum context length is 8192 tokens", code: "context_length_exceeded")),
    (
      400,
      #"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens"}}"#
    ),
    (
      400,
      #"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}"#
    ),
    (400, error("Your request was rejected by our safety system", code: "content_policy_violation")),
    (403, error("Input was flagged by moderation")), (413, "<html>too large</html>"),
  ])
  func aRefusalOfOneRequestFailsThatOneAlone(status: Int, body: String) throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { request in
      request.id == 0 || request.id == 5 ? .status(status, body) : .answer()
    }
    simulation.add(0..<20)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 18)
    #expect(simulation.problems.allSatisfy { $0.kind == .refused && !$0.stopsRun && $0.attempts == 1 })
  }

  @Test func anUnknownRefusalAfterAnswersIsAboutTheText() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { request in
      request.id % 3 == 2 ? .status(400, Self.error("strange")) : .answer()
    }
    simulation.add(0..<60)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 40 && simulation.problems.count == 20)
  }

  @Test func manyUnknownRefusalsInARowAreNot() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { request in
      request.id >= 10 ? .status(400, Self.error("strange")) : .answer()
    }
    simulation.add(0..<60)
    simulation.run()
    #expect(simulation.pool.seen.count == 10 + RefusalRule.mostInARow + 1)
    guard case .failed? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
  }

  @Test func aServerThatFindsEveryTextTooLongEndsTheRun() throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { _ in
      .status(400, Self.error("maximum context length is 1000", code: "context_length_exceeded"))
    }
    simulation.add(0..<100)
    simulation.run()
    #expect(simulation.pool.seen.count == RefusalRule.mostAtFirst)
    #expect(simulation.scheduler.ending != nil)
  }

  @Test(arguments: [
    (429, error("You exceeded your current quota", code: "insufficient_quota", type: "insufficient_quota")),
    (
      400,
      #"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}}"#
    ),
  ])
  func anAccountWithoutMoneyEndsTheRun(status: Int, body: String) throws {
    let simulation = try Simulation([Simulation.endpoint(concurrency: 1)]) { request in
      request.id < 5 ? .answer() : .status(status, body)
    }
    simulation.add(0..<100)
    simulation.run()
    #expect(simulation.pool.seen.count == 6)
    guard case .failed(let problem)? = simulation.scheduler.ending else {
      Issue.record("no failure")
      return
    }
    #expect(problem.message.contains("balance"))
  }

  // MARK: What a server does not take

  private func ask(_ structure: ModelEndpoint.Structure = .automatic, logProbabilities: Bool? = nil) -> (
    ModelEndpoint, [ChatJob]
  ) {
    var endpoint = Simulation.endpoint(concurrency: 4)
    endpoint.structure = structure
    endpoint.logProbabilities = logProbabilities
    endpoint.temperature = 0
    let jobs = (0..<20).map { id in
      ChatJob(
        id: id, model: "test",
        request: ChatRequest(
          messages: [.init(.user, "question \(id)")], schema: .init(name: "s", json: #"{"type":"object"}"#),
          topLogProbabilities: 20, seed: 7))
    }
    return (endpoint, jobs)
  }

  /// The messages are those of OpenAI, vLLM, llama.cpp's server, DeepSeek and Anthropic.
  @Test(arguments: [
    (
      "response_format", 400,
      error("Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model"),
      "no schema"
    ),
    ("response_format", 422, error("This response_format type is unavailable now"), "no schema"),
    ("logprobs", 400, error("This model does not support the 'logprobs' parameter"), "no log-probabilities"),
    ("top_logprobs", 400, error("top_logprobs must be between 0 and 5"), "at most 5"),
    ("seed", 400, error("Unsupported parameter: 'seed'"), "no seed"),
    (
      "temperature", 400, error("Unsupported value: 'temperature' does not support 0 with this model"),
      "no temperature"
    ),
  ])
  func whatIsNotTakenIsLeftOutFromThenOn(field: String, status: Int, body: String, warning: String) throws {
    let (endpoint, jobs) = ask()
    let simulation = try Simulation([endpoint]) { request in
      let isBad =
        field == "top_logprobs"
        ? request.body.contains("\"top_logprobs\":20") : request.body.contains("\"\(field)\"")
      return isBad ? .status(status, body) : .answer()
    }
    simulation.add(jobs)
    simulation.run()
    #expect(simulation.scheduler.ending == nil)
    #expect(simulation.answered == 20)
    // Only those that were under way when the first came back are sent twice.
    #expect(simulation.pool.seen.count == 24)
    let traffic = simulation.meter.snapshot()
    #expect(traffic.warnings.count == 1)
    #expect(traffic.warnings[0].contains(warning) && traffic.warnings[0].contains("[models.test]"))
  }

  @Test func theNewerNameOfTheLimitIsFoundWithoutAWarning() throws {
    let (endpoint, jobs) = ask()
    let simulation = try Simulation([endpoint]) { request in
      request.body.contains("\"max_tokens\"")
        ? .status(
          400,
          Self.error(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
            code: "unsupported_parameter")) : .answer()
    }
    simulation.add(jobs)
    simulation.run()
    #expect(simulation.answered == 20)
    #expect(simulation.meter.snapshot().warnings.isEmpty)
    #expect(simulation.pool.seen.last?.body.contains("\"max_completion_tokens\":1024") == true)
  }

  @Test func severalThingsAreFoundOneAfterTheOther() throws {
    let (endpoint, jobs) = ask()
    let simulation = try Simulation([endpoint]) { request in
      for field in ["seed", "logprobs", "response_format", "temperature"]
      where request.body.contains("\"\(field)\"") {
        return .status(400, Self.error("\(field) is not supported"))
      }
      return .answer()
    }
    simulation.add(jobs)
    simulation.run()
    #expect(simulation.answered == 20 && simulation.scheduler.ending == nil)
    #expect(simulation.meter.snapshot().warnings.count == 4)
  }

  @Test func whatTheConfigurationDemandsIsNotLeftOut() throws {
    for field in ["response_format", "logprobs"] {
      let (endpoint, jobs) = ask(.schema, logProbabilities: true)
      let simulation = try Simulation([endpoint]) { _ in .status(400, Self.error("\(field) is not supported"))
      }
      simulation.add(jobs)
      simulation.run()
      #expect(simulation.pool.seen.count == 4)
      guard case .failed(let problem)? = simulation.scheduler.ending else {
        Issue.record("no failure")
        continue
      }
      #expect(problem.message.contains("\(field) is not supported"))
    }
  }
}
