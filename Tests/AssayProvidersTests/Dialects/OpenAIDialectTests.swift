import AssayModel
import Foundation
import Testing

@testable import AssayProviders

/// Requests and answers of `/chat/completions`, the answers as servers document or send them.
@Suite struct OpenAIDialectTests {
  private func format(_ change: (inout ModelEndpoint) -> Void = { _ in }) -> WireFormat {
    var endpoint = ModelEndpoint(name: "test", url: "https://api.example.com/v1/", model: "gpt \"x\"")
    endpoint.maxTokens = 300
    change(&endpoint)
    return WireFormat(endpoint)
  }

  private let request = ChatRequest(
    messages: [.init(.system, "Judge \"this\"."), .init(.user, "line one\nline two\u{1}\t\\ é 😀")],
    schema: .init(name: "judge ment", json: #"{"type":"object","properties":{"a":{"type":"integer"}}}"#),
    temperature: 0.5, topLogProbabilities: 25, seed: 7, sample: 3, fence: "abc")

  private func body(_ format: WireFormat, _ request: ChatRequest? = nil, features: ServerFeatures? = nil)
    throws
    -> [String: Any]
  {
    let bytes = format.body(of: request ?? self.request, features: features)
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  private func answer(_ text: String) throws -> ChatAnswer { try format().answer(from: Array(text.utf8)) }

  // MARK: Requests

  @Test func aRequestHoldsAllThatWasAskedFor() throws {
    let body = try body(format())
    #expect(body["model"] as? String == "gpt \"x\"")
    let messages = try #require(body["messages"] as? [[String: String]])
    #expect(
      messages == [
        ["role": "system", "content": "Judge \"this\"."],
        ["role": "user", "content": "line one\nline two\u{1}\t\\ é 😀"],
      ])
    #expect(body["temperature"] as? Double == 0.5)
    #expect(body["max_tokens"] as? Int == 300)
    #expect(body["seed"] as? Int == 7)
    #expect(body["logprobs"] as? Bool == true)
    // No server gives more.
    #expect(body["top_logprobs"] as? Int == 20)
    let form = try #require(body["response_format"] as? [String: Any])
    let schema = try #require(form["json_schema"] as? [String: Any])
    #expect(form["type"] as? String == "json_schema")
    #expect(schema["name"] as? String == "judge_ment")
    #expect(schema["strict"] as? Bool == true)
    #expect((schema["schema"] as? [String: Any])?["type"] as? String == "object")
    #expect(
      body.keys.sorted() == [
        "logprobs", "max_tokens", "messages", "model", "response_format", "seed", "temperature",
        "top_logprobs",
      ])
  }

  @Test func whatIsNotAskedForIsNotSent() throws {
    let body = try body(format(), ChatRequest(messages: [.init(.user, "q")]))
    #expect(body.keys.sorted() == ["max_tokens", "messages", "model"])
  }

  @Test func noRequestAsksForMoreTokensThanTheConfigurationAllows() throws {
    let long = ChatRequest(messages: [.init(.user, "q")], maxTokens: 5_000)
    #expect(try body(format(), long)["max_tokens"] as? Int == 300)
    // Nobody has set anything: the request knows best.
    #expect(try body(format { $0.tokenLimit = nil }, long)["max_tokens"] as? Int == 5_000)
    let short = ChatRequest(messages: [.init(.user, "q")], maxTokens: 9)
    #expect(try body(format(), short)["max_tokens"] as? Int == 9)
    let free = ChatRequest(messages: [.init(.user, "q")])
    #expect(try body(format { $0.tokenLimit = nil }, free)["max_tokens"] as? Int == 1_024)
  }

  @Test func theConfigurationFillsInAndForbids() throws {
    let plain = ChatRequest(
      messages: [.init(.user, "q")], schema: .init(name: "s", json: "{}"), maxTokens: 9,
      topLogProbabilities: 5)
    let first = try body(
      format {
        $0.temperature = 0
        $0.logProbabilities = false
        $0.structure = .none
      }, plain)
    #expect(first["temperature"] as? Int == 0)
    #expect(first["max_tokens"] as? Int == 9)
    #expect(first["logprobs"] == nil && first["response_format"] == nil)
    let second = try body(format { $0.structure = .object }, plain)
    #expect((second["response_format"] as? [String: String]) == ["type": "json_object"])
    #expect(second["top_logprobs"] as? Int == 5)
  }

  @Test func aSchemaThatIsNoJSONSpoilsNothing() throws {
    var broken = request
    broken.schema?.json = "{\"type\": "
    let form = try body(format(), broken)["response_format"] as? [String: Any]
    #expect(((form?["json_schema"] as? [String: Any])?["schema"] as? [String: String]) == ["type": "object"])
  }

  @Test func addressesAreJoinedWithoutASecondSlash() {
    #expect(format().url == "https://api.example.com/v1/chat/completions")
    #expect(format().path == "/v1/chat/completions")
    #expect(
      format { $0.url = "http://localhost:11434/v1" }.url == "http://localhost:11434/v1/chat/completions")
  }

  // MARK: Answers

  /// From OpenAI's API reference, "Create chat completion".
  @Test func theDocumentedAnswerIsRead() throws {
    let answer = try answer(
      """
      {"id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "object": "chat.completion", "created": 1741569952,
       "model": "gpt-4.1-2025-04-14",
       "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello! How can I assist you today?",
          "refusal": null, "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
       "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
          "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
          "completion_tokens_details": {"reasoning_tokens": 0, "accepted_prediction_tokens": 0}},
       "service_tier": "default"}
      """)
    #expect(
      answer
        == ChatAnswer(
          text: "Hello! How can I assist you today?", finish: .stop, tokensIn: 19, tokensOut: 10,
          model: "gpt-4.1-2025-04-14"))
  }

  /// From the same page, "Logprobs".
  @Test func documentedLogProbabilitiesAreRead() throws {
    let answer = try answer(
      """
      {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Hi 5"}, "finish_reason": "length",
        "logprobs": {"content": [
          {"token": "Hello", "logprob": -0.31725305, "bytes": [72, 101, 108, 108, 111],
           "top_logprobs": [{"token": "Hello", "logprob": -0.31725305, "bytes": [72, 101, 108, 108, 111]},
                            {"token": "Hi", "logprob": -1.3190403, "bytes": [72, 105]}]},
          {"token": "▁5", "logprob": -1e-05, "bytes": [32, 53], "top_logprobs": [
              {"token": "▁4", "logprob": -Infinity, "bytes": [32, 52]}, {"token": "\\u2581", "logprob": null},
              {"token": "half", "logprob": -2, "bytes": [226, 130]}]},
          {"token": "x", "logprob": -9999.0, "bytes": null, "top_logprobs": []}], "refusal": null}}],
       "usage": null, "system_fingerprint": null}
      """)
    let tokens = try #require(answer.tokens)
    #expect(tokens.map(\.text) == ["Hello", " 5", "x"])
    #expect(tokens[0].logProbability == -0.31725305)
    #expect(tokens[0].alternatives.map(\.text) == ["Hello", "Hi"])
    #expect(tokens[0].alternatives.map(\.logProbability) == [-0.31725305, -1.3190403])
    #expect(tokens[1].alternatives == [.init(text: "half", logProbability: -2)])
    #expect(tokens[2].logProbability == -9999)
    #expect(answer.finish == .length && answer.tokensIn == nil)
  }

  /// As llama.cpp's server sends it, with fields of its own.
  @Test func anAnswerOfLlamaServerIsRead() throws {
    let answer = try answer(
      """
      {"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"{\\"score\\": 4}"},
       "logprobs":{"content":[{"id":108,"token":"{\\"","bytes":[123,34],"logprob":-0.000275,"top_logprobs":[
       {"id":108,"token":"{\\"","bytes":[123,34],"logprob":-0.000275}]}]}}],"created":1732200000,"model":"smol",
       "system_fingerprint":"b1-0000","object":"chat.completion","usage":{"completion_tokens":7,"prompt_tokens":40,
       "total_tokens":47},"id":"chatcmpl-x","timings":{"prompt_n":40,"predicted_per_second":80.1}}
      """)
    #expect(answer.text == "{\"score\": 4}")
    #expect(answer.tokens?.first?.text == "{\"")
  }

  @Test(arguments: [
    (#"{"content":"a","refusal":"no"}"#, "stop", "a", ChatAnswer.Finish.stop),
    (#"{"content":null,"refusal":"I can't"}"#, "stop", "I can't", .filtered),
    (#"{"content":null}"#, "length", "", .length), (#"{"role":"assistant"}"#, "stop", "", .stop),
    (#"{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}"#, "stop", "ab", .stop),
    (#"{"content":[{"type":"refusal","refusal":"no"}]}"#, "stop", "no", .filtered),
    (#"{"content":"x","reasoning_content":"long"}"#, "content_filter", "x", .filtered),
    (#"{"content":"\u00e9\ud83d\ude00\ud83d\n\/"}"#, "eos", "é😀\u{FFFD}\n/", .stop),
    (#"{"content":"x"}"#, "weird", "x", .other),
  ])
  func contentComesInManyForms(message: String, reason: String, text: String, finish: ChatAnswer.Finish)
    throws
  {
    let answer = try answer(#"{"choices":[{"message":\#(message),"finish_reason":"\#(reason)"},7]}"#)
    #expect(answer.text == text && answer.finish == finish)
  }

  @Test(arguments: [
    "", "<html>", "[]", "{}", "null", #"{"choices":null}"#, #"{"choices":[]}"#, #"{"choices":[3]}"#,
    #"{"choices":[{}]}"#, #"{"choices":[{"message":"x"}]}"#, #"{"choices":[{"message":{"content":3}}]}"#,
    #"{"choices":[{"message":{"content":"a"}}]"#, #"{"choices":[{"message":{"content":"a\q"}}]}"#,
    #"{"choices":[{"message":{"content":["a"]}}]}"#, #"{"choices":[{"message":{"content":"a"}}]} x"#,
    #"{"choices":[{"message":{"content":"a\u12"}}]}"#,
  ])
  func whatIsNoAnswerIsSaidToBeNone(text: String) {
    #expect {
      try answer(text)
    } throws: { error in
      if case .malformed(let detail)? = error as? UnusableAnswer { return !detail.isEmpty }
      return false
    }
  }

  @Test func everyCutOfAnAnswerIsNoticed() throws {
    let text =
      #"{"choices":[{"message":{"content":"a\"b\u00e9"},"logprobs":{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}]}}],"usage":{"prompt_tokens":1}}"#
    #expect(try answer(text).text == "a\"bé")
    for length in 0..<text.utf8.count {
      #expect(throws: UnusableAnswer.self) { try answer(String(text.prefix(length))) }
    }
  }

  @Test(
    arguments: [
      (#"{"error":{"message":"x","code":502}}"#, 502), (#"{"error":{"message":"x","code":"y"}}"#, nil),
      (#"{"error":"x"}"#, nil), (#"{"error":{"code":7}}"#, nil),
    ] as [(String, Int?)])
  func anErrorInAnAnswersClothesIsFound(text: String, status: Int?) {
    #expect(throws: UnusableAnswer.error(status: status)) { try answer(text) }
  }

  @Test(arguments: [
    #""usage":"none""#, #""usage":{"prompt_tokens":"5","completion_tokens":-2}"#, #""usage":null"#,
    #""model":5"#,
  ])
  func oddCountsDoNotSpoilAnAnswer(field: String) throws {
    let answer = try answer(#"{"choices":[{"message":{"content":"a"}}],\#(field)}"#)
    #expect(answer.tokensIn == nil && answer.tokensOut == nil && answer.model == nil)
  }
}
