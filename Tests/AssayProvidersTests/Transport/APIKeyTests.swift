import Testing

@testable import AssayProviders

@Suite struct APIKeyTests {
  private let key = APIKey("  no-Real0123456789abcdef\n")!

  @Test func nothingPrintsTheKey() {
    var dumped = ""
    dump(key, to: &dumped)
    let request = HTTPRequest(url: "https://user:secret@host/v1?token=secret", key: key)
    let texts = [
      "\(key)", String(reflecting: key), String(describing: Optional(key)), dumped, "\(request)",
    ]
    for text in texts {
      #expect(!text.contains("0123456789"))
      #expect(!text.contains("secret"))
    }
    #expect(key.value == "no-Real0123456789abcdef")
    #expect("\(request)" == "GET https://host/v1")
  }

  @Test func theKeyAndLongPartsOfItAreReplaced() {
    #expect(key.redacted("bad key no-Real0123456789abcdef, sorry") == "bad key [key], sorry")
    #expect(key.redacted("NO-REAL0123456789ABCDEF") == "[key]")
    #expect(key.redacted("it ends in 456789abcdef…") == "it ends in [key]…")
    #expect(key.redacted("no-Real0…cdef") == "[key]…cdef")
    #expect(key.redacted("no-Real is allowed, ü too") == "no-Real is allowed, ü too")
    #expect(APIKey("abc")!.redacted("abcabd abc") == "[key]abd [key]")
    #expect(key.redacted("") == "")
  }

  @Test(arguments: ["", "  \n", "a b", "a\r\nHost: x", "schlüssel", "a\u{0}b"])
  func whatAHeaderCannotCarryIsNoKey(text: String) { #expect(APIKey(text) == nil) }

  @Test(arguments: [
    (#"{"error": {"message": "no\nsuch model", "code": 1}}"#, "no such model"),
    (#"{"error": "plain"}"#, "plain"), (#"{"detail": "d"}"#, "d"),
    ("<html>\u{1B}[31m  oops</html>", "<html> [31m oops</html>"), ("", ""),
    (#"{"error": {"message": "key no-Real0123456789abcdef"}}"#, "key [key]"),
    (#"["no-Real0123456789abcdef"]"#, #"["[key]"]"#),
  ])
  func theServersWordIsOneLineWithoutTheKey(body: String, message: String) {
    #expect(ServerMessage.text(of: Array(body.utf8), key: key) == message)
  }

  @Test func aLongMessageIsCutAfterTheKeyWasTakenOut() {
    let body = String(repeating: "x", count: 290) + key.value + String(repeating: "y", count: 1000)
    let message = ServerMessage.text(of: Array(body.utf8), key: key)
    #expect(message.count == 301)
    #expect(!message.contains("no-Real"))
  }
}
