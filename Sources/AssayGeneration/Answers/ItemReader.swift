import AssayJudging
import AssayModel
import AssayText

/// Makes examples of the items of one answer, and says why it makes none of others.
struct ItemReader {
  private(set) var examples: [GeneratedExample] = []
  var problems: [String] = []

  let call: GenerationCall
  let form: ItemForm
  private let bytes: [UInt8]
  let labels: LabelSet
  let difficulties: LabelSet
  private let keys: [String: ItemForm.Role]
  /// What is there already, without case and white space, and what to call it.
  private var seen: [String: String] = [:]
  private(set) var number = 0

  /// - Parameter bytes: of the answer, from which the items were read.
  init(call: GenerationCall, form: ItemForm, bytes: [UInt8]) {
    self.call = call
    self.form = form
    self.bytes = bytes
    labels = LabelSet(form.labels)
    difficulties = LabelSet(form.difficulties)
    keys = Dictionary(form.members.map { (ItemKey.plain($0.key), $0.role) }) { first, _ in first }
    // A translation on its way may well be the same as where it began, and an instruction is no example yet.
    guard call.isLast else { return }
    for shown in call.seeds { seen[Self.identity(shown.fields)] = "a seed" }
    for parent in call.parents {
      seen[Self.identity(parent.origin ?? parent.fields)] = "the example that it was made from"
    }
  }

  mutating func read(_ item: ItemFinder.Item) {
    number += 1
    var values: [ItemForm.Role: LooseJSON] = [:]
    switch item {
    case .text(let text): values[.field(0)] = text
    case .members(let members):
      for (key, value) in members {
        guard let role = keys[ItemKey.plain(key)] ?? Self.alias(key, fields: call.outputFields.count),
          values[role] == nil
        else { continue }
        values[role] = value
      }
    }
    do throws(Refusal) {
      let example = try example(values)
      examples.append(example)
    } catch {
      problems.append("item \(number): \(error.reason)")
    }
  }

  struct Refusal: Error { var reason: String }

  private mutating func example(_ values: [ItemForm.Role: LooseJSON]) throws(Refusal) -> GeneratedExample {
    let parent = try parent(values)
    var fields = try fields(values)
    if call.technique == .distillation || call.technique == .instruction, let parent {
      fields = parent.fields.filter { old in !fields.contains { $0.name == old.name } } + fields
    }
    var example = GeneratedExample(fields: fields)
    example.provenance = Provenance(
      technique: call.technique.rawValue, promptVersion: call.promptVersion, parent: parent?.key,
      seeds: call.seeds.compactMap(\.key))
    example.label = label(values, parent)
    example.difficulty = difficulty(values, parent)
    example.metadata = metadata(values)
    if call.technique == .distillation, form.isLabelled, example.label == nil {
      throw Refusal(reason: "it has no label that the task knows")
    }
    try refuseCopies(of: fields)
    return example
  }

  // MARK: Parents

  private func parent(_ values: [ItemForm.Role: LooseJSON]) throws(Refusal) -> GenerationCall.Shown? {
    guard !call.parents.isEmpty else { return nil }
    if let index = values[.of].flatMap(Self.whole), call.parents.indices.contains(index - 1) {
      return call.parents[index - 1]
    }
    if call.parents.count == 1 { return call.parents[0] }
    throw Refusal(reason: "it does not say which example it is made from")
  }

  // MARK: Texts

  private func fields(_ values: [ItemForm.Role: LooseJSON]) throws(Refusal) -> [TextField] {
    var fields: [TextField] = []
    for member in form.members.sorted(by: Self.inFieldOrder) {
      guard case .field(let index) = member.role else { continue }
      let name = call.outputFields[index]
      let text = try text(values[member.role], member: member, name: name)
      // A field that may be empty stays out when it is.
      if !text.isEmpty { fields.append(TextField(name: name, text: text)) }
    }
    if isNameOfLabel(fields) { throw Refusal(reason: "it is the name of a label, not an example") }
    if fields.isEmpty, form.members.contains(where: { if case .field = $0.role { true } else { false } }) {
      throw Refusal(reason: "it has no text")
    }
    return fields
  }

  /// Whether the texts say nothing but the name of a label. What answers an input or an instruction may well be one.
  private func isNameOfLabel(_ fields: [TextField]) -> Bool {
    guard ![.distillation, .instruction].contains(call.technique), !fields.isEmpty else { return false }
    return fields.allSatisfy { field in
      let text = Normalization.exact.normalized(field.text)
      return labels.labels.contains { Normalization.exact.normalized($0) == text }
    }
  }

  private static func inFieldOrder(_ left: ItemForm.Member, _ right: ItemForm.Member) -> Bool {
    if case .field(let first) = left.role, case .field(let second) = right.role { return first < second }
    return false
  }

  private func text(
    _ value: LooseJSON?, member: ItemForm.Member, name: String
  ) throws(Refusal) -> String {
    let text: String
    switch value {
    case nil, .null?: text = ""
    case .array?, .object?: throw Refusal(reason: "\(quoted(name)) is no text")
    case let value?: text = value.words ?? ""
    }
    if text.trimmed.isEmpty {
      if Self.mayBeEmpty.contains(ItemKey.plain(name)) { return "" }
      throw Refusal(reason: "it has no \(quoted(name))")
    }
    if Placeholder.isEcho(text, of: form.members) {
      throw Refusal(reason: "it is the form of the answer, not an example")
    }
    if swallowsItem(value) {
      throw Refusal(
        reason: "\(quoted(name)) has the beginning of another item in it; a quotation mark is missing")
    }
    return text
  }

  /// Fields that a task of instructions can do without.
  private static let mayBeEmpty: Set<String> = ["input", "context", "system", "history"]

  /// Whether a text runs on into the next member or item: it holds `"name":` as the answer has it, without the
  /// backslashes that a quotation inside of a text has.
  private func swallowsItem(_ value: LooseJSON?) -> Bool {
    guard case .string(let text, let content?)? = value, content.upperBound <= bytes.count,
      text.contains("\"") || text.contains("'")
    else { return false }
    return form.members.contains { member in
      for quote in ["\"", "'"] {
        let name = quote + member.key + quote
        var rest = text[...]
        while let range = rest.firstRange(of: name) {
          rest = rest[range.upperBound...]
          if rest.first(where: { !$0.isWhitespace }) == ":" { return true }
        }
      }
      return false
    }
  }

  private mutating func refuseCopies(of fields: [TextField]) throws(Refusal) {
    let identity = Self.identity(fields)
    if let other = seen[identity], !(call.technique == .distillation) {
      throw Refusal(reason: "it is a copy of \(other)")
    }
    seen[identity] = "item \(number)"
  }

  private static func identity(_ fields: [TextField]) -> String {
    fields.map { Normalization.exact.normalized($0.text) }.joined(separator: "\n")
  }
}
