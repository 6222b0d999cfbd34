import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct EditorTests {
  private func fields(_ texts: [String]) -> [TextField] {
    texts.enumerated().map { TextField(name: "field \($0.offset)", text: $0.element) }
  }

  @Test(arguments: [
    ["plain"], ["ends with a return\r"], ["two\r\nlines\n"], ["\u{301}starts with an accent"],
    ["first\r", "second\r\n", "\u{301}third"], ["", "only the second"],
  ])
  func whatIsNotChangedComesBackAsItWas(texts: [String]) throws {
    let fields = fields(texts)
    let edited = try Editor.read(Editor.document(of: fields), like: fields)
    #expect(edited.map { Array($0.text.utf8) } == texts.map { Array($0.utf8) })
  }

  @Test(arguments: [
    ("/nonexistent/editor", "cannot be started"), (": >", "nothing is left of the text"),
    ("rm", "has removed its file"),
  ])
  func whatWentWrongIsSaid(editor: String, words: String) {
    #expect {
      try Editor.edit(fields(["text"]), environment: ["EDITOR": editor])
    } throws: { "\($0)".contains(words) }
  }

  @Test func theFirstEditorThatIsNamedIsTaken() throws {
    let unchanged = fields(["text"])
    #expect(try Editor.edit(unchanged, environment: ["VISUAL": "", "EDITOR": "true"]) == unchanged)
    #expect(try Editor.edit(unchanged, environment: ["VISUAL": "false", "EDITOR": "true"]) == nil)
  }
}
