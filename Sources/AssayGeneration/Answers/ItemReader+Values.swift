import AssayJudging
import AssayModel

extension ItemReader {
  // MARK: What is said of them

  mutating func label(_ values: [ItemForm.Role: LooseJSON], _ parent: GenerationCall.Shown?)
    -> String?
  {
    if call.technique.keepsLabel { return parent?.label }
    guard form.isLabelled else { return nil }
    guard let said = values[.label]?.words, !said.trimmed.isEmpty else {
      problems.append("item \(number): it has no label")
      return nil
    }
    guard let label = labels.label(for: said) else {
      problems.append("item \(number): the task has no label \(quoted(said))")
      return nil
    }
    return label
  }

  mutating func difficulty(
    _ values: [ItemForm.Role: LooseJSON], _ parent: GenerationCall.Shown?
  ) -> String? {
    guard form.members.contains(where: { $0.role == .difficulty }) else {
      return call.technique.keepsLabel || call.technique == .distillation ? parent?.difficulty : nil
    }
    guard let said = values[.difficulty]?.words, !said.trimmed.isEmpty else {
      problems.append("item \(number): it has no difficulty")
      return nil
    }
    guard let difficulty = difficulties.label(for: said) else {
      problems.append("item \(number): there is no difficulty \(quoted(said))")
      return nil
    }
    return difficulty
  }

  func metadata(_ values: [ItemForm.Role: LooseJSON]) -> [String: String] {
    var metadata = [MetadataKey.phrasing: "\(call.phrasing)"]
    if let variant = call.variant { metadata[MetadataKey.variant] = variant }
    if let index = values[.profile].flatMap(Self.whole), call.attributes.indices.contains(index - 1) {
      for value in call.attributes[index - 1].values {
        metadata[MetadataKey.attribute(value.attribute)] = value.value
      }
    }
    for (role, key) in [(ItemForm.Role.reason, MetadataKey.reason), (.reference, MetadataKey.reference)] {
      if let text = values[role]?.words, !text.trimmed.isEmpty { metadata[key] = text }
    }
    if let confidence = values[.confidence].flatMap(Self.percent) {
      metadata[MetadataKey.confidence] = "\(confidence)"
    }
    if let flag = values[.adversarial].flatMap(Self.flag) { metadata[MetadataKey.adversarial] = "\(flag)" }
    if let flag = values[.classification].flatMap(Self.flag) {
      metadata[MetadataKey.classification] = "\(flag)"
    }
    return metadata
  }

  // MARK: Values

  /// `3`, `"3"`, `"example 3"`.
  static func whole(_ value: LooseJSON) -> Int? {
    if case .number(let number, _, _) = value {
      return number == number.rounded() && abs(number) < 1e9 ? Int(number) : nil
    }
    guard let words = value.words?.split(whereSeparator: { !$0.isASCII || !$0.isNumber }), words.count == 1
    else {
      return nil
    }
    return Int(words[0])
  }

  /// `85`, `"85 %"`, and `0.85` as 85; nil when it is off the scale.
  private static func percent(_ value: LooseJSON) -> Int? {
    var number: Double?
    if case .number(let plain, let isWhole, _) = value {
      number = !isWhole && plain > 0 && plain <= 1 ? plain * 100 : plain
    } else {
      number = value.words.map { $0.trimmed.split(whereSeparator: { $0 == "%" || $0.isWhitespace }) }
        .flatMap { $0.first.flatMap { Double(String($0)) } }
    }
    guard let number, number >= 0, number <= 100 else { return nil }
    return Int(number.rounded())
  }

  private static func flag(_ value: LooseJSON) -> Bool? {
    switch value.words?.lowercased() {
    case "true", "yes", "1": true
    case "false", "no", "0": false
    default: nil
    }
  }

  /// What models call the only text of an example.
  static func alias(_ key: String, fields: Int) -> ItemForm.Role? {
    let name = ItemKey.plain(key)
    if fields == 1, ["text", "example", "content", "sentence", "message"].contains(name) { return .field(0) }
    return ["category", "class", "intent"].contains(name) ? .label : nil
  }

  /// For one line of a message: short, and without characters that a terminal obeys.
  func quoted(_ text: String) -> String {
    let plain = text.unicodeScalars.map { scalar -> Character in
      let category = scalar.properties.generalCategory
      return category == .control || category == .format || scalar.properties.isWhitespace
        ? " " : Character(scalar)
    }
    return "\"" + String(plain.prefix(40)) + (plain.count > 40 ? "…\"" : "\"")
  }
}
