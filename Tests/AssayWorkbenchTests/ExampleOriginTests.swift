import AssayModel
import AssayWorkbench
import TerminalCore
import Testing

/// Where a generated example comes from: one line beside its text, the small print where there is room.
@Suite struct ExampleOriginTests {
  private static let licence =
    "SmolLM, Apache-2.0 (January 2004), https://www.apache.org/licenses/LICENSE-2.0"

  private func person(_ size: Size, licence: String = Self.licence, key: String = "g3-12-1") -> Person {
    let host = MemoryHost([("I was charged twice", "billing"), ("Where is my parcel", "shipping")])
    host.change(1) { example in
      example.key = key
      example.provenance = Provenance(
        technique: "direct", model: "smollm2:135m", promptVersion: "5f0e1d2c3b4a5968",
        seeds: ["0123456789abcdef0123456789abcdef", "s-2"])
      example.metadata = [
        TextField(name: "licence", text: licence), TextField(name: "phrasing", text: "2"),
        TextField(name: "attribute_persona", text: "a nurse"),
        TextField(name: "reason", text: "It asks for money back"),
      ]
    }
    return Person(host, size: size)
  }

  @Test func onASmallScreenItTakesOneLine() {
    let screen = person(Size(rows: 24, columns: 80)).screen
    #expect(screen.contains("direct · smollm2:135m · Apache-2.0 · run 3"))
    #expect(!screen.contains("apache.org"))
    #expect(!screen.contains("phrasing") && !screen.contains("wording"))
    #expect(!screen.contains("a nurse"))
    #expect(screen.contains("It asks for money back"), "what a verdict may rest on stays")
  }

  @Test func thePaneInFullTellsTheRest() {
    let person = person(Size(rows: 24, columns: 80))
    person.press(.open, .zoomPane)
    #expect(person.screen.contains("https://www.apache.org/licenses/LICENSE-2.0"))
    #expect(person.screen.contains("prompt  5f0e1d2c3b4a · wording 3"))
    #expect(person.screen.contains("seeds  012345, s-2"))
    #expect(person.screen.contains("profile  persona: a nurse"))
    person.press(.zoomPane)
    #expect(!person.screen.contains("apache.org"))
  }

  @Test func aTallScreenHasRoomForIt() {
    let screen = person(Size(rows: 50, columns: 200)).screen
    #expect(screen.contains("direct · smollm2:135m · Apache-2.0 · run 3"))
    #expect(screen.contains("wording 3"))
  }

  @Test(arguments: [
    ("OpenAI services agreement (2025-05-31), https://openai.com/p", "OpenAI services agreement"),
    ("SmolLM, Apache-2.0, 2004-01, https://www.apache.org/licenses/LICENSE-2.0", "Apache-2.0"),
    ("Mistral research licence (MRL-0.1) (2024-10-16), https://m", "Mistral research licence (MRL-0.1)"),
    ("our contract, of May", "our contract, of May"), ("not known", "not known"),
    ("A terms (2025-05-20), https://a; B, MIT (April 2024), https://b", "A terms; MIT"), ("2025", "2025"),
  ]) func theTermsAreCalledByTheirName(licence: String, name: String) {
    let screen = person(Size(rows: 24, columns: 200), licence: licence).screen
    #expect(screen.contains("smollm2:135m · \(name) · run 3"))
  }

  @Test(arguments: ["example-1", "g3-12", "g0-1-1", "g3-12-0", "g3-x-1"])
  func whatAnyOtherRowSaysIsShownAsItStands(key: String) {
    let screen = person(Size(rows: 24, columns: 160), key: key).screen
    #expect(screen.contains("phrasing  2"))
    #expect(screen.contains("\(key) · direct · smollm2:135m"))
  }

  @Test func keysAreReadAsTheyAreWritten() {
    #expect(GeneratedKey("g3-12-1")?.text == "g3-12-1")
    #expect(GeneratedKey(run: RunID(3), call: 12, place: 1).text == "g3-12-1")
  }
}
