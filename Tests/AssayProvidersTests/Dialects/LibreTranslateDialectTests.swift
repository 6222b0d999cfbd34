import AssayModel
import Foundation
import Testing

@testable import AssayProviders

/// Requests and answers of `/translate`, the answers as LibreTranslate documents them.
@Suite struct LibreTranslateDialectTests {
  private let format = WireFormat(
    ModelEndpoint(
      name: "mt", dialect: .libreTranslate, url: "http://localhost:5000/", model: "libretranslate"))

  private func body(_ texts: [String]) throws -> [String: Any] {
    let request = ChatRequest(.init(texts: texts, source: "auto", target: "de"))
    return try #require(
      JSONSerialization.jsonObject(with: Data(format.body(of: request))) as? [String: Any])
  }

  private func answer(_ text: String) throws -> String { try format.answer(from: Array(text.utf8)).text }

  @Test func textsGoOutWithTheirLanguages() throws {
    #expect(format.url == "http://localhost:5000/translate")
    let body = try body(["one \"two\"\n", "three"])
    #expect(body["q"] as? [String] == ["one \"two\"\n", "three"])
    #expect(body["source"] as? String == "auto" && body["target"] as? String == "de")
    #expect(body["format"] as? String == "text")
    #expect(body.count == 4)
    #expect(try self.body(["one"])["q"] as? String == "one")
    #expect(try self.body([])["q"] as? [String] == [])
  }

  @Test(
    arguments: [
      (#"{"translatedText": "¡Hola!"}"#, #"{"texts": ["¡Hola!"]}"#),
      (
        #"{"detectedLanguage": {"confidence": 83, "language": "it"}, "translatedText": "Bye!"}"#,
        #"{"texts": ["Bye!"], "languages": ["it"]}"#
      ),
      (
        #"{"translatedText": ["a", "b"], "detectedLanguage": [{"language": "en", "confidence": 9}, {"language": "fr"}]}"#,
        #"{"texts": ["a", "b"], "languages": ["en", "fr"]}"#
      ),
      (#"{"translatedText": [], "alternatives": [["x"]]}"#, #"{"texts": []}"#),
    ])
  func answersAreOneFormWhateverTheServersIs(body: String, text: String) throws {
    #expect(try answer(body) == text)
  }

  @Test func whatIsNoAnswerIsTold() {
    #expect(throws: UnusableAnswer.error(status: nil)) { try answer(#"{"error": "de is not supported"}"#) }
    #expect(throws: UnusableAnswer.self) { try answer(#"{"translatedText": 7}"#) }
    #expect(throws: UnusableAnswer.self) { try answer(#"{"translatedText": ["a""#) }
    #expect(throws: UnusableAnswer.self) { try answer("<html>") }
    #expect(throws: UnusableAnswer.self) { try answer("{}") }
  }

  /// The protocol has the key in the body, which is kept and shown: it is added when the request leaves.
  @Test func theKeyIsInTheBodyOnlyWhenItIsSent() throws {
    let key = try #require(APIKey("test\"key-123"))
    let request = HTTPRequest(
      url: format.url, body: Array(#"{"q":"x"}"#.utf8), key: key, keyPlace: format.keyPlace)
    #expect(String(decoding: request.body ?? [], as: UTF8.self) == #"{"q":"x"}"#)
    #expect(
      String(decoding: request.sentBody ?? [], as: UTF8.self) == #"{"api_key":"test\"key-123","q":"x"}"#)
    #expect(format.keyPlace.line(key) == nil)
    var bare = request
    bare.key = nil
    #expect(bare.sentBody == bare.body)
    #expect(!"\(request)".contains("key-123"))
  }

  @Test(
    arguments: [
      (
        400, "Invalid request: request (4000) exceeds text limit (2000)", false,
        RefusalRule.Verdict.failRequest
      ),
      (400, "xx is not supported", false, .stopRun), (403, "Invalid API key", true, .stopRun),
      (429, "Too many requests limits violations", true, .retry),
      (500, "Cannot translate text", true, .retry),
    ])
  func refusals(status: Int, message: String, hasAnswered: Bool, verdict: RefusalRule.Verdict) {
    let body = Array("{\"error\": \"\(message)\"}".utf8)
    let refusal = ServerRefusal(HTTPResponse(status: status, headers: [], body: body), key: nil)
    #expect(refusal.message == message)
    #expect(RefusalRule.verdict(refusal, hasAnswered: hasAnswered, inARow: 1) == verdict)
    #expect(!refusal.hint(for: .libreTranslate).contains("max_tokens"))
  }
}
