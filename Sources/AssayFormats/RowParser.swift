import AssayModel
import CSimdjson

/// Understands one row: which of its members are texts, which belong to Assay, which are kept as they are.
struct RowParser {
  let mapping: FieldMapping

  /// What a row has to say.
  enum Row {
    case example(ImportRow)
    case annotation(ImportAnnotation)
  }

  private static let textNames = [
    "text", "sentence", "question", "content", "utterance", "query", "title", "document", "passage",
  ]
  private static let labelNames = ["label", "category", "intent"]

  func parse(_ root: JSONNode, members: UnsafeBufferPointer<sj_member>, text: UnsafeRawBufferPointer)
    throws(RowProblem)
    -> Row
  {
    guard root.kind == .object else {
      throw RowProblem(message: "not a JSON object: a row looks like {\"text\": \"…\"}")
    }
    var annotations = try AnnotationParser(root: root).parse()
    let key = try key(of: root)
    guard let (shape, fields) = try texts(of: root) else {
      guard let key, !annotations.isEmpty else { throw noText(root) }
      return .annotation(
        ImportAnnotation(
          key: key, judgements: annotations.judgements, decisions: annotations.decisions,
          truth: annotations.truth,
          cluster: annotations.cluster))
    }
    // Alone, "label" beside "reviewer" would be both; in a row with text it is the row's own.
    annotations.takenNames.removeAll { $0 == "label" }
    return .example(
      ImportRow(
        key: key, shape: shape, body: Self.body(members, text, without: annotations.takenNames),
        mapping: mapping,
        fields: fields, label: label(of: root), difficulty: known("difficulty", root)?.plainText,
        batch: known("batch", root)?.plainText, provenance: provenance(of: root),
        judgements: annotations.judgements,
        decisions: annotations.decisions, truth: annotations.truth, cluster: annotations.cluster))
  }

  // MARK: Known members

  /// A member that `--map` may have renamed.
  private func known(_ name: String, _ root: JSONNode) -> JSONNode? {
    if let entry = mapping.entries.first(where: { $0.field == name }) {
      return root.at(path: entry.path.split(separator: "."))
    }
    return root[name]
  }

  private func key(of root: JSONNode) throws(RowProblem) -> String? {
    guard let node = known("id", root), node.kind != .null else { return nil }
    guard let key = node.plainText, !key.isEmpty else {
      throw RowProblem(field: "id", message: "an id is a text or a number that is not empty")
    }
    return key
  }

  func label(of root: JSONNode) -> String? {
    if let mapped = mapping.entries.first(where: { $0.field == "label" }) {
      return root.at(path: mapped.path.split(separator: "."))?.plainText
    }
    for name in Self.labelNames {
      if let label = root[name]?.plainText, !label.isEmpty { return label }
    }
    return nil
  }

  private func provenance(of root: JSONNode) -> Provenance {
    let seeds = known("seeds", root).map { $0.kind == .array ? $0.children.compactMap(\.plainText) : [] }
    return Provenance(
      technique: known("technique", root)?.plainText, model: known("model", root)?.plainText,
      promptVersion: known("prompt_version", root)?.plainText, parent: known("parent", root)?.plainText,
      seeds: seeds ?? [])
  }

  static let knownNames: Set<String> = [
    "id", "batch", "label", "difficulty", "technique", "model", "prompt_version", "parent", "seeds",
  ]

  // MARK: Texts

  /// The shape of a row with its texts; nil when it has none.
  func texts(of root: JSONNode) throws(RowProblem) -> (RowShape, [TextField])? {
    let mapped = mapping.entries.filter { !Self.knownNames.contains($0.field) }
    if !mapped.isEmpty { return try (.mapped, mappedTexts(mapped, root)) }
    if let messages = root["messages"], let fields = turns(messages, role: "role", text: "content") {
      return (.chat, fields)
    }
    if let turns = root["conversations"], let fields = self.turns(turns, role: "from", text: "value") {
      return (.sharegpt, fields)
    }
    if root["instruction"]?.kind == .string, let answer = first(["output", "response"], root) {
      return (.alpaca, present(["instruction", "input", answer], root))
    }
    for question in ["prompt", "question"] where root[question]?.kind == .string {
      if let answer = first(["completion", "response", "answer"], root) {
        return (.promptCompletion, present([question, answer], root, keepsEmpty: true))
      }
    }
    guard let name = first(Self.textNames + ["instruction", "prompt"], root) else { return nil }
    return (.plain, present([name], root, keepsEmpty: true))
  }

  /// The names of the text fields by the paths at which they stand.
  func places(of root: JSONNode) -> [String: String] {
    let mapped = mapping.entries.filter { !Self.knownNames.contains($0.field) }
    if !mapped.isEmpty {
      return Dictionary(mapped.map { ($0.path, $0.field) }, uniquingKeysWith: { first, _ in first })
    }
    guard let (shape, fields) = try? texts(of: root) else { return [:] }
    let paths: [String] =
      switch shape {
      case .chat: fields.indices.map { "messages.\($0).content" }
      case .sharegpt: fields.indices.map { "conversations.\($0).value" }
      default: fields.map(\.name)
      }
    return Dictionary(zip(paths, fields.map(\.name)), uniquingKeysWith: { first, _ in first })
  }

  private func first(_ names: [String], _ root: JSONNode) -> String? {
    names.first { root[$0]?.kind == .string }
  }

  /// Alpaca's empty `input` is no text to read.
  private func present(_ names: [String], _ root: JSONNode, keepsEmpty: Bool = false) -> [TextField] {
    names.compactMap { name in
      guard let text = root[name]?.string, keepsEmpty || !text.isEmpty || name != "input" else { return nil }
      return TextField(name: name, text: text)
    }
  }

  private func mappedTexts(_ entries: [FieldMapping.Entry], _ root: JSONNode) throws(RowProblem)
    -> [TextField]
  {
    var fields: [TextField] = []
    for entry in entries {
      guard let node = root.at(path: entry.path.split(separator: ".")) else {
        throw RowProblem(field: entry.path, message: "missing; --map \(entry.field)=\(entry.path) expects it")
      }
      guard let text = node.plainText else {
        throw RowProblem(
          field: entry.path, message: "is no text; --map \(entry.field)=\(entry.path) expects one")
      }
      fields.append(TextField(name: entry.field, text: text))
    }
    return fields
  }

  /// The turns of a conversation, named by who speaks: "user", "assistant", "user 2" …
  private func turns(_ node: JSONNode, role: String, text: String) -> [TextField]? {
    guard node.kind == .array else { return nil }
    var counts: [String: Int] = [:]
    var fields: [TextField] = []
    for turn in node.children {
      guard let name = turn[role]?.string, let words = turn[text].flatMap(Self.words) else { return nil }
      counts[name, default: 0] += 1
      let count = counts[name, default: 1]
      fields.append(TextField(name: count == 1 ? name : "\(name) \(count)", text: words))
    }
    return fields.isEmpty ? nil : fields
  }

  /// A message's content: a text, nothing, or a list of parts of which the texts count.
  private static func words(_ node: JSONNode) -> String? {
    switch node.kind {
    case .string: node.string
    case .null: ""
    case .array: node.children.compactMap { $0["text"]?.string }.joined(separator: "\n")
    default: nil
    }
  }

  private func noText(_ root: JSONNode) -> RowProblem {
    // A member that bears the name of a text and is none would only puzzle when it is listed.
    if let wrong = root.children.first(where: { Self.usualNames.contains($0.key) && $0.kind != .string }) {
      let name = JSONText.string(wrong.key)
      return RowProblem(
        message: "no text found: \(name) is \(wrong.kind.words), not a text"
          + (wrong.kind == .number || wrong.kind == .bool ? "; put it in quotes" : ""))
    }
    let names = root.children.prefix(8).map { JSONText.string(String($0.key.prefix(40))) }.joined(
      separator: ", ")
    let found = names.isEmpty ? "the row is empty" : "it has \(names)"
    return RowProblem(message: "no text found: \(found); say where it is: --map text=PATH")
  }

  /// What texts are called in rows that are understood without a mapping.
  private static let usualNames = Set(
    textNames + ["instruction", "input", "output", "prompt", "completion"])

  // MARK: The body

  /// The row's members byte for byte, without those that moved into tables of their own.
  private static func body(
    _ members: UnsafeBufferPointer<sj_member>, _ text: UnsafeRawBufferPointer, without taken: [String]
  ) -> String {
    if taken.isEmpty { return String(decoding: text, as: UTF8.self) }
    // A member is at least `"":0` and a comma, and grows by two blanks.
    let capacity = text.count + 2 * members.count
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      var end = 0
      func put(_ part: Slice<UnsafeRawBufferPointer>) {
        UnsafeMutableRawBufferPointer(rebasing: bytes[end...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: part))
        end += part.count
      }
      func put(_ first: Unicode.Scalar, _ second: Unicode.Scalar) {
        bytes[end] = UInt8(ascii: first)
        bytes[end + 1] = UInt8(ascii: second)
        end += 2
      }
      bytes[0] = UInt8(ascii: "{")
      end = 1
      for member in members {
        let name = UnsafeRawBufferPointer(rebasing: text[member.key_start + 1..<member.key_end - 1])
        if taken.contains(where: { name.elementsEqual($0.utf8) }) { continue }
        if end > 1 { put(",", " ") }
        put(text[member.key_start..<member.key_end])
        put(":", " ")
        put(text[member.value_start..<member.value_end])
      }
      bytes[end] = UInt8(ascii: "}")
      return end + 1
    }
  }
}
