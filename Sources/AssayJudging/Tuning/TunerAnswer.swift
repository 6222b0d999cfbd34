import AssayModel

/// What a tuner has found out and proposes.
public struct TunerAnswer: Hashable, Sendable {
  /// What the wrong cases have in common; nil: it does not say.
  public var diagnosis: String?
  public var proposals: [PromptEdit]

  /// More than anybody asks for.
  private static let limit = 20
  private static let textLimit = 1_000

  /// Reads JSON as it was asked for, or as models write it.
  ///
  /// - Throws: why there is nothing to be read.
  public init(_ answer: ChatAnswer) throws(EditProblem) {
    let bytes = Array(answer.text.utf8)
    diagnosis = nil
    proposals = []
    for value in LooseJSON.values(in: bytes, from: AnswerText.start(of: bytes)) { read(value) }
    proposals = Array(proposals.prefix(Self.limit))
    guard proposals.isEmpty else { return }
    throw EditProblem(
      answer.finish == .length
        ? "the answer was cut off at the limit of tokens; give the tuner's model a higher max_tokens"
        : "the answer proposes nothing that can be read")
  }

  private mutating func read(_ json: LooseJSON) {
    switch json {
    case .array(let elements): for element in elements { read(element) }
    case .object(let members):
      if let found = Self.member(["diagnosis", "analysis"], members)?.text {
        diagnosis = String(found.prefix(Self.textLimit))
      }
      if let list = Self.member(["proposals", "proposal", "candidates", "edits", "changes"], members) {
        return read(list)
      }
      let edit = Self.edit(members)
      if !edit.isEmpty { proposals.append(edit) }
    default: return
    }
  }

  private static func edit(_ members: [(key: String, value: LooseJSON)]) -> PromptEdit {
    var edit = PromptEdit()
    edit.why = String((member(["why", "reason", "rationale"], members)?.text ?? "").prefix(textLimit))
    edit.add = list(["add", "rules", "added"], members).compactMap(\.text)
    edit.remove = list(["remove", "removed", "delete"], members).compactMap(\.whole)
    edit.replace = list(["replace", "replaced"], members).compactMap { element in
      guard case .object(let inner) = element, let rule = member(["rule", "number"], inner)?.whole,
        let text = member(["text", "with", "replace"], inner)?.text
      else { return nil }
      return PromptEdit.Replacement(rule: rule, text: text)
    }
    edit.wordings = list(["wording", "wordings", "words"], members).compactMap { element in
      guard case .object(let inner) = element, let find = member(["find", "old"], inner)?.text,
        let text = member(["replace", "new", "with"], inner)?.text
      else { return nil }
      return PromptEdit.Wording(find: find, replace: text)
    }
    return edit
  }

  private static func member(
    _ names: [String], _ members: [(key: String, value: LooseJSON)]
  ) -> LooseJSON? {
    for name in names {
      if let found = members.first(where: { $0.key.lowercased() == name }) { return found.value }
    }
    return nil
  }

  /// The elements of a list, or the only one where a list was left out.
  private static func list(_ names: [String], _ members: [(key: String, value: LooseJSON)]) -> [LooseJSON] {
    switch member(names, members) {
    case .array(let elements): elements
    case nil, .null: []
    case let single?: [single]
    }
  }
}

extension LooseJSON {
  fileprivate var text: String? {
    switch self {
    case .string(let text, _), .bare(let text, _): text.trimmed.isEmpty ? nil : text.trimmed
    default: nil
    }
  }

  fileprivate var whole: Int? {
    switch self {
    case .number(let number, true, _): Int(exactly: number)
    case .string(let text, _), .bare(let text, _): Int(text.trimmed)
    default: nil
    }
  }
}
