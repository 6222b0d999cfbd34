import AssayModel
import Mustache

/// A prompt's template that was read and checked against the variables that it can use: one message or two.
package struct PromptTemplate: Sendable {
  /// The line that ends the system message and begins the user's.
  package static let divider = "=== user ==="

  /// nil: the template has no divider.
  private let system: MustacheTemplate?
  private let user: MustacheTemplate
  /// The variables that it uses, of those that are known everywhere.
  package let used: Set<String>

  /// - Parameter variables: what it can use.
  /// - Throws: the first thing that is wrong, by line and column.
  package init(_ text: String, variables: [TemplateVariable]) throws(TemplateProblem) {
    let parts = try Self.parts(of: text)
    var checker = TemplateChecker(variables: variables)
    for part in parts { try checker.check(try TemplateTag.all(in: part.text, firstLine: part.line)) }
    used = checker.used
    system = parts.count == 2 ? try Self.parsed(parts[0]) : nil
    user = try Self.parsed(parts[parts.count - 1])
  }

  /// - Parameter root: what the variables stand for, in Mustache's terms.
  package func messages(_ root: [String: Any]) -> [ChatRequest.Message] {
    let user = ChatRequest.Message(.user, user.render(root))
    return system.map { [.init(.system, $0.render(root)), user] } ?? [user]
  }

  private typealias Part = (text: String, line: Int)

  private static func parts(of text: String) throws(TemplateProblem) -> [Part] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let dividers = lines.indices.filter { index in
      let line = lines[index]
      return line.hasPrefix(divider) && line.dropFirst(divider.count).allSatisfy(\.isWhitespace)
    }
    guard let first = dividers.first else { return [(text, 1)] }
    if dividers.count > 1 {
      throw TemplateProblem(
        line: dividers[1] + 1, column: 1, message: "\"\(divider)\" is here a second time; once is enough")
    }
    return [
      (lines[..<first].joined(separator: "\n"), 1),
      (lines[(first + 1)...].joined(separator: "\n"), first + 2),
    ]
  }

  /// Prompts are no HTML: without the first line Mustache would write `&lt;` for `<`.
  private static func parsed(_ part: Part) throws(TemplateProblem) -> MustacheTemplate {
    do {
      return try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}\n" + part.text)
    } catch let error as MustacheTemplate.ParserError {
      throw TemplateProblem(
        line: error.context.lineNumber - 1 + part.line - 1, column: error.context.columnNumber,
        message: "the template cannot be read here: \(words(for: error.error))")
    } catch {
      throw TemplateProblem(line: part.line, column: 1, message: "the template cannot be read")
    }
  }

  private static func words(for error: any Error) -> String {
    switch error as? MustacheTemplate.Error {
    case .sectionCloseNameIncorrect: "a section is closed that is not the one that is open"
    case .unfinishedName: "a name between brackets has letters only, and then }}"
    case .expectedSectionEnd: "a section is not closed"
    case .invalidConfigVariableSyntax, .unrecognisedConfigVariable: "{{%…}} is no setting that is known"
    default: "it is no Mustache"
    }
  }
}
