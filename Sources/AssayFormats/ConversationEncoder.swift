import AssayModel

/// Turns examples into conversations that chat models are fine-tuned with, one a line:
/// `{"messages": [{"role": "system", "content": …}, {"role": "user", …}, {"role": "assistant", …}]}`.
///
/// The assistant says the text that answers the others (`output`, `answer` …), else the label. What is a conversation
/// already stays one, with its own words of the system.
public final class ConversationEncoder {
  private let parser = JSONParser()
  private let encoder = ExportEncoder()
  private let system: String?
  private let withReasons: Bool

  /// - Parameters:
  ///   - system: what the system says; nil: nothing.
  ///   - withReasons: whether the assistant says the example's `reason`, where it has one, before its answer.
  public init(system: String?, withReasons: Bool = false) {
    self.system = system
    self.withReasons = withReasons
  }

  /// nil: there is nothing that could be answered, or no answer.
  public func line(_ row: ExportRow, label: String?, edited: [TextField]?) -> String? {
    var body = encoder.accepted(row, label: label, edited: edited)
    return body.withUTF8 { bytes in
      let rows = RowParser(mapping: row.mapping)
      guard let root = try? parser.parse(UnsafeRawBufferPointer(bytes)),
        let (shape, fields) = try? rows.texts(of: root)
      else { return nil }
      let turns =
        switch shape {
        case .chat, .sharegpt: Self.turns(fields)
        default: turns(fields, label: rows.label(of: root), reason: root["reason"]?.plainText)
        }
      guard var turns else { return nil }
      if let system, turns[0].role != "system" { turns.insert(("system", system), at: 0) }
      let messages = turns.map { turn in
        JSONText.object([
          (name: "role", value: JSONText.string(turn.role)),
          (name: "content", value: JSONText.string(turn.content)),
        ])
      }
      return JSONText.object([(name: "messages", value: JSONText.array(messages))])
    }
  }

  /// A conversation needs an answer to learn from: its last turn.
  private static func turns(_ fields: [TextField]) -> [(role: String, content: String)]? {
    let roles = ["human": "user", "gpt": "assistant"]
    let turns = fields.map { field in
      let name = String(field.name.prefix { $0 != " " })
      return (role: roles[name] ?? name, content: field.text)
    }
    return turns.last?.role == "assistant" ? turns : nil
  }

  private func turns(
    _ fields: [TextField], label: String?, reason: String?
  ) -> [(role: String, content: String)]? {
    let answer = fields.count > 1 ? fields.lastIndex { AnswerField.isAnswer($0.name) } : nil
    let asked = fields.indices.filter { $0 != answer }.map { fields[$0].text }.filter { !$0.isEmpty }
    guard let said = answer.map({ fields[$0].text }) ?? label, !said.isEmpty, !asked.isEmpty else {
      return nil
    }
    let isReasoned = withReasons && reason?.isEmpty == false
    return [
      ("user", asked.joined(separator: "\n\n")),
      ("assistant", isReasoned ? "\(reason ?? "")\n\n\(said)" : said),
    ]
  }
}

extension ExportEncoder {
  /// What a row says of its own confidence, 0 to 100; nil: nothing.
  public func confidence(ofBody body: String) -> Double? {
    var body = body
    return body.withUTF8 { bytes in
      guard let root = try? parser.parse(UnsafeRawBufferPointer(bytes)), let node = root["confidence"] else {
        return nil
      }
      return node.number ?? node.string.flatMap { Double($0) }
    }
  }
}
