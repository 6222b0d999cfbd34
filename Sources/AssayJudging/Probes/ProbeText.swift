import AssayModel

/// A good example as far as a fault can be made in it.
public struct ProbeText: Hashable, Sendable {
  public var fields: [TextField]
  public var label: String?
  public init(fields: [TextField], label: String? = nil) {
    self.fields = fields
    self.label = label
  }

  /// The field that answers the others (of a conversation the last turn of the assistant), or the only one; nil: there
  /// is no text at all.
  public var answerIndex: Int? {
    let filled = fields.indices.filter { !fields[$0].text.isBlank }
    return filled.last { AnswerField.isAnswer(fields[$0].name) } ?? filled.last
  }

  /// The fields with text that the answer answers; empty for a single text. What an assistant has said before is none.
  public var questionIndices: [Int] {
    guard let answerIndex else { return [] }
    return fields.indices.filter { index in
      index != answerIndex && !fields[index].text.isBlank
        && !["assistant", "gpt"].contains { fields[index].name.hasPrefix($0) }
    }
  }

  public var answer: String { answerIndex.map { fields[$0].text } ?? "" }
  public var question: String { questionIndices.map { fields[$0].text }.joined(separator: "\n") }
  /// All texts.
  public var whole: String { fields.map(\.text).joined(separator: "\n") }

  /// The same with another text in one field.
  func replacing(_ index: Int, with text: String) -> [TextField] {
    var fields = fields
    fields[index].text = text
    return fields
  }
}

/// What became of a good example, and what is wrong with it now.
public struct Corruption: Hashable, Sendable {
  public var fields: [TextField]
  public var label: String?
  /// For people: "number 14 became 41".
  public var detail: String
  public init(fields: [TextField], label: String?, detail: String) {
    self.fields = fields
    self.label = label
    self.detail = detail
  }
}

/// Why a fault cannot be made in an example: "it has no label".
public struct Inapplicable: Error, Hashable, Sendable {
  public var reason: String
  public init(_ reason: String) { self.reason = reason }
}

extension String {
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  func trimmed() -> String {
    var slice = self[...]
    while slice.first?.isWhitespace == true { slice.removeFirst() }
    while slice.last?.isWhitespace == true { slice.removeLast() }
    return String(slice)
  }
}
