import AssayModel
import Foundation
import Testing

@testable import AssayProviders

/// Requests and answers of `/messages`, the answers as Anthropic documents them.
@Suite struct AnthropicDialectTests {
  private let format: WireFormat = {
    var endpoint = ModelEndpoint(
      name: "claude", dialect: .anthropic, url: "https://api.example.com/v1", model: "claude-x")
    endpoint.maxTokens = 300
    return WireFormat(endpoint)
  }()

  private func body(_ request: ChatRequest) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(format.body(of: request))) as? [String: Any])
  }

  private func answer(_ text: String) throws -> ChatAnswer { try format.answer(from: Array(text.utf8)) }

  @Test func theSystemsWordsStandApartAndTurnsAlternate() throws {
    let body = try body(
      ChatRequest(
        messages: [
          .init(.system, "one"), .init(.system, "two"), .init(.user, "a"), .init(.user, "b"),
          .init(.assistant, "c"), .init(.user, "d"),
        ], temperature: 1.5, topLogProbabilities: 5, seed: 3))
    #expect(body["system"] as? String == "one\n\ntwo")
    #expect(
      (body["messages"] as? [[String: String]]) == [
        ["role": "user", "content": "a\n\nb"], ["role": "assistant", "content": "c"],
        ["role": "user", "content": "d"],
      ])
    // This server takes temperatures up to 1, no seed, and gives no log-probabilities.
    #expect(body["temperature"] as? Double == 1)
    #expect(body.keys.sorted() == ["max_tokens", "messages", "model", "system", "temperature"])
    #expect(body["max_tokens"] as? Int == 300)
  }

  @Test func theFormIsDemandedByATool() throws {
    let body = try body(
      ChatRequest(
        messages: [.init(.user, "a")], schema: .init(name: "judgement", json: #"{"type":"object"}"#),
        maxTokens: 7))
    let tools = try #require(body["tools"] as? [[String: Any]])
    #expect(tools.count == 1 && tools[0]["name"] as? String == "judgement")
    #expect((tools[0]["input_schema"] as? [String: String]) == ["type": "object"])
    #expect((body["tool_choice"] as? [String: String]) == ["type": "tool", "name": "judgement"])
    #expect(body["max_tokens"] as? Int == 7)
  }

  @Test func addressHeadersAndThePlaceOfTheKey() {
    #expect(format.url == "https://api.example.com/v1/messages")
    #expect(format.headers.contains(.init("anthropic-version", "2023-06-01")))
    #expect(format.keyPlace.line(APIKey("test-key-123")!) == "x-api-key: test-key-123")
    #expect(HTTPRequest.KeyPlace.bearer.line(APIKey("test-key-123")!) == "Authorization: Bearer test-key-123")
  }

  /// From Anthropic's API reference, "Create a Message".
  @Test func theDocumentedAnswerIsRead() throws {
    let answer = try answer(
      """
      {"id": "msg_013Zva2CMHLNnXjNJJKqJ2EF", "container": null,
       "content": [{"citations": null, "text": "Hi! My name is Claude.", "type": "text"}],
       "model": "claude-opus-4-6", "role": "assistant", "stop_reason": "end_turn", "stop_sequence": null,
       "type": "message", "usage": {"cache_creation": {"ephemeral_1h_input_tokens": 0},
         "cache_creation_input_tokens": 2051, "cache_read_input_tokens": 2051, "input_tokens": 2095,
         "output_tokens": 503, "service_tier": "standard"}}
      """)
    #expect(
      answer
        == ChatAnswer(
          text: "Hi! My name is Claude.", finish: .stop, tokensIn: 2095 + 2051 + 2051, tokensOut: 503,
          model: "claude-opus-4-6"))
  }

  /// From Anthropic's guide to tools.
  @Test func whatTheToolIsGivenIsTheAnswer() throws {
    let answer = try answer(
      """
      {"id": "msg_01Aq9w938a90dw8q", "model": "m", "stop_reason": "tool_use", "role": "assistant", "content": [
        {"type": "text", "text": "<thinking>I need to call a tool.</thinking>"},
        {"type": "tool_use", "id": "toolu_01A09q90qw90lq917835lq9", "name": "get_weather",
         "input": {"location": "San Francisco, CA", "n": [1, {"a": "}"}]}}]}
      """)
    #expect(answer.text == #"{"location": "San Francisco, CA", "n": [1, {"a": "}"}]}"#)
    #expect(answer.finish == .stop)
  }

  @Test(arguments: [
    ("max_tokens", ChatAnswer.Finish.length), ("stop_sequence", .stop), ("refusal", .filtered),
    ("pause_turn", .other),
  ])
  func theReasonOfTheEndIsTold(reason: String, finish: ChatAnswer.Finish) throws {
    let answer = try answer(#"{"content":[{"type":"text","text":"x"}],"stop_reason":"\#(reason)"}"#)
    #expect(answer.finish == finish)
  }

  @Test(arguments: [
    "", "{}", #"{"content":"x"}"#, #"{"content":[3]}"#, #"{"content":[{"type":"text","text":3}]}"#,
  ])
  func whatIsNoAnswerIsSaidToBeNone(text: String) {
    #expect {
      try answer(text)
    } throws: {
      if case .malformed? = $0 as? UnusableAnswer { true } else { false }
    }
  }

  @Test func anErrorIsUnderstood() {
    let body =
      #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}"#
    let refusal = ServerRefusal(HTTPResponse(status: 529, body: Array(body.utf8)), key: nil)
    #expect(refusal == ServerRefusal(status: 529, message: "Overloaded", type: "overloaded_error"))
    #expect(RefusalRule.verdict(refusal, hasAnswered: false, inARow: 1) == .retry)
    #expect(throws: UnusableAnswer.error(status: nil)) { try answer(body) }
  }
}
