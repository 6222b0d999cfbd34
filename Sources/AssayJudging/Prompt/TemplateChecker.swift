/// Compares a template's variables with those that are there. Mustache itself renders an unknown one as nothing, and a
/// prompt without its example would be found by its scores, if at all.
struct TemplateChecker {
  private let variables: [TemplateVariable]
  private var sections: [TemplateTag] = []
  /// Of those that are known everywhere.
  private(set) var used: Set<String> = []

  init(variables: [TemplateVariable]) { self.variables = variables }

  /// - Throws: the first thing that is wrong.
  mutating func check(_ tags: [TemplateTag]) throws(TemplateProblem) {
    for tag in tags { try check(tag) }
    if let open = sections.last {
      throw problem(open, "the section \"\(open.name)\" is opened here and never closed")
    }
  }

  private mutating func check(_ tag: TemplateTag) throws(TemplateProblem) {
    switch tag.kind {
    case .comment, .pragma: return
    case .partial, .inheritance:
      throw problem(tag, "a template cannot take in other templates; write their text here")
    case .delimiters: throw problem(tag, "a template cannot change its brackets; use {{ and }}")
    case .close: try close(tag)
    case .open, .inverted:
      try checkName(tag)
      sections.append(tag)
    case .variable:
      try checkName(tag)
      if let variable = variable(named: tag.name), variable.kind != .text {
        throw problem(
          tag, "\"\(tag.name)\" is a \(variable.kind.rawValue); write {{#\(tag.name)}} … {{/\(tag.name)}}")
      }
    }
  }

  private mutating func close(_ tag: TemplateTag) throws(TemplateProblem) {
    guard let open = sections.popLast() else {
      throw problem(tag, "the section \"\(tag.name)\" is closed here and was never opened")
    }
    guard open.name == tag.name else {
      throw problem(
        tag, "\"\(tag.name)\" is closed here, but \"\(open.name)\" was opened after it (line \(open.line))")
    }
  }

  private mutating func checkName(_ tag: TemplateTag) throws(TemplateProblem) {
    if ["first()", "last()", "index()", "even()", "odd()"].contains(tag.name), !scopes.isEmpty { return }
    // What a text's own section calls it.
    if tag.name == ".", let open = sections.last, variable(named: open.name)?.kind == .text { return }
    if let variable = variable(named: tag.name) {
      if variable.scope == nil { used.insert(tag.name) }
      return
    }
    if tag.name.isEmpty { throw problem(tag, "there is no name between the brackets") }
    let elsewhere = variables.filter { $0.name == tag.name }.compactMap(\.scope)
    guard elsewhere.isEmpty else {
      let places = elsewhere.map { "{{#\($0)}}" }.joined(separator: " and ")
      throw problem(tag, "\"\(tag.name)\" is known inside \(places) only")
    }
    throw TemplateProblem(
      line: tag.line, column: tag.column, name: tag.name,
      nearest: Misspelling.nearest(to: tag.name, among: variables.map(\.name)),
      message: "there is no variable \"\(tag.name)\"")
  }

  /// The lists that are open, the outermost first.
  private var scopes: [String] {
    sections.filter { tag in
      tag.kind == .open && variables.contains { $0.name == tag.name && $0.kind == .list }
    }.map(\.name)
  }

  private func variable(named name: String) -> TemplateVariable? {
    let scopes = scopes
    return variables.first { $0.name == name && $0.scope != nil && scopes.contains($0.scope!) }
      ?? variables.first { $0.name == name && $0.scope == nil }
  }

  private func problem(_ tag: TemplateTag, _ message: String) -> TemplateProblem {
    TemplateProblem(line: tag.line, column: tag.column, name: tag.name, message: message)
  }
}
