import AssayModel
import Testing

@testable import AssayCommands

@Suite struct ModelSectionEditorTests {
  private static let settings: [ModelSectionEditor.Setting] = [
    .text("url", "http://127.0.0.1:8080/v1"), .text("model", "small"), .text("family", "tiny"),
    .text("licence", nil), .number("concurrency", 4), .text("key", nil),
  ]

  private func edited(_ text: String, name: String = "local") throws -> String {
    try ModelSectionEditor(name: name, settings: Self.settings, remark: "Written here.").edited(text)
  }

  private func problem(_ text: String) -> ModelSectionEditor.Problem? {
    do throws(ModelSectionEditor.Problem) {
      _ = try ModelSectionEditor(name: "local", settings: Self.settings, remark: "").edited(text)
      return nil
    } catch {
      return error
    }
  }

  private static let section = """
    # Written here.
    [models.local]
    url = "http://127.0.0.1:8080/v1"
    model = "small"
    family = "tiny"
    concurrency = 4

    """

  @Test func aNewSectionComesLastAndTheRestStays() throws {
    let text = """
      # Mine,   with odd spaces
      [task]
      name   =   "x"  # why

      # [models.local]
      # url = "http://localhost:1/v1"

      """
    #expect(try edited(text) == text + "\n" + Self.section)
    #expect(try edited("") == Self.section)
    #expect(try edited("[task]\nname = 'x'") == "[task]\nname = 'x'\n\n" + Self.section)
  }

  @Test func twiceIsTheSameAsOnce() throws {
    let once = try edited("[task]\nname = 'x'\n")
    #expect(try edited(once) == once)
  }

  @Test func aSectionThatIsThereKeepsItsCommentsItsOtherKeysAndItsPlace() throws {
    let text = """
      [models.remote]
      url = "https://example.org/v1"
      model = "large"
      key = "REMOTE_KEY"

      # The one on my desk.
        [ models . "local" ] # here
        model = 'old'   # was good
        temperature = 0.5
        url = "http://localhost:9/v1"
        licence = "MIT"
        # not needed:
        key = "SOME_KEY"  # none

      # Behind it.
      [[other]]
      url = "http://localhost:2/v1"
      [interface]
      mouse = false
      """
    #expect(
      try edited(text) == """
        [models.remote]
        url = "https://example.org/v1"
        model = "large"
        key = "REMOTE_KEY"

        # The one on my desk.
          [ models . "local" ] # here
          model = "small"   # was good
          temperature = 0.5
          url = "http://127.0.0.1:8080/v1"
        #   licence = "MIT"
          # not needed:
        #   key = "SOME_KEY"  # none
          family = "tiny"
          concurrency = 4

        # Behind it.
        [[other]]
        url = "http://localhost:2/v1"
        [interface]
        mouse = false
        """)
  }

  @Test func whatIsOnlyABeginningGivesWayToWhatIsThere() throws {
    let editor = ModelSectionEditor(
      name: "local", settings: [.text("model", "small"), .initial("timeout", 600), .initial("price_in", 0)],
      remark: "")
    let edited = try editor.edited("[models.local]\ntimeout = 5 # mine\nmodel = \"old\"\n")
    #expect(edited == "[models.local]\ntimeout = 5 # mine\nmodel = \"small\"\nprice_in = 0\n")
    #expect(try editor.edited(edited) == edited)
  }

  @Test func headersInsideOfTextsAreNone() throws {
    let text = """
      [task]
      description = \"\"\"
      [models.local]
      url = "http://elsewhere"
      \"\"\"
      labels = [
        "[models.local]", # "x"
      ]

      """
    #expect(try edited(text) == text + "\n" + Self.section)
  }

  @Test func lineEndsOfTheFileAreKept() throws {
    let text = "[task]\r\nname = \"x\"\r\n"
    let once = try edited(text)
    #expect(once.hasPrefix(text))
    #expect(!once.replacing("\r\n", with: "").utf8.contains { $0 == 0x0A || $0 == 0x0D })
    let changed = once.replacing("\"small\"", with: "\"old\"").replacing("concurrency = 4\r\n", with: "")
    #expect(try edited(changed) == once)
  }

  @Test func aSectionAtTheEndWithoutALineEnd() throws {
    let text = "[models.local]\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"a\""
    #expect(
      try edited(text)
        == "[models.local]\nurl = \"http://127.0.0.1:8080/v1\"\nmodel = \"small\"\nfamily = \"tiny\"\nconcurrency = 4\n"
    )
    #expect(try edited("[models.local]").hasPrefix("[models.local]\nurl = "))
  }

  @Test func namesThatAreNoWordsAreQuoted() throws {
    let once = try edited("", name: "my model")
    #expect(once.contains("[models.\"my model\"]\n"))
    #expect(try edited(once, name: "my model") == once)
  }

  @Test func severalLinesAreCommentedOut() throws {
    let text = "[models.local]\nlicence = \"\"\"\na\nb\"\"\"\nurl = \"http://localhost/v1\"\nmodel = \"m\"\n"
    #expect(try edited(text).hasPrefix("[models.local]\n# licence = \"\"\"\n# a\n# b\"\"\"\nurl = "))
  }

  @Test func whatIsNotUnderstoodIsLeft() {
    #expect(
      problem("[models.local]\nurl = \"https://api.example.org/v1\"\nmodel = \"m\"\n")
        == .elsewhere(url: "https://api.example.org/v1", line: 2))
    #expect(
      problem("[models]\nlocal = { url = \"http://localhost/v1\", model = \"m\" }\n") == .otherForm(line: 2))
    #expect(
      problem("[models]\nlocal.url = \"http://localhost/v1\"\nlocal.model = \"m\"\n") == .otherForm(line: 2))
    #expect(problem("models.local = 3\n") == .otherForm(line: 1))
    #expect(
      problem(
        "[duplicates]\nembedding = \"local\"\n[models.local]\nurl = \"http://localhost/v1\"\nmodel = \"m\"\n")
        == .embedding(line: 2))
    guard case .notTOML(let reason)? = problem("[task\n") else {
      Issue.record("a broken file was changed")
      return
    }
    #expect(reason.line == 1)
    // No section can be added to an inline table.
    #expect(problem("models = {}\n") == .unsafe)
  }

  /// Whatever the person's file says, it says afterwards.
  @Test func theTemplateStaysAsItIs() throws {
    let text = WorkspaceTemplate(task: .init(name: "x", description: "a \"b\"\n[models.local]")).text
    let once = try edited(text)
    #expect(once == text + "\n" + Self.section)
    #expect(try edited(once) == once)
  }
}
