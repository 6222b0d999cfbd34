import AssayModel

/// What the variables of ``TemplateVariable/all`` stand for in one question.
struct PromptValues {
  let fence: Fence
  /// In Mustache's terms. A text that would be empty is absent, so that its section is not there.
  let root: [String: Any]

  /// Neighbours are there to be compared with, and need not be whole for that.
  private static let neighbourLimit = 600

  init(rubric: Rubric, text: JudgedText, form: AnswerForm, secret: [UInt8]) {
    let shots = rubric.shots.compactMap { shot in form.answer(of: shot).map { (shot: shot, answer: $0) } }
    let neighbours = text.neighbours.map(Self.neighbourText)
    var foreign = Self.texts(text.fields, text.label) + neighbours
    for (shot, _) in shots { foreign += Self.texts(shot.fields, shot.label) }
    let asked = form.dimensions.map(\.name)
    let fence = Fence(secret: secret, content: asked + ["\n"] + foreign, avoiding: foreign)
    self.fence = fence

    let dimensions = form.dimensions.map(Self.dimension)
    var root: [String: Any] = [
      "dimensions": dimensions, "names": form.dimensions.map(\.name).joined(separator: ", "),
      "example": fence.block(Self.parts(text.fields, text.label)), "fields": Self.fields(text.fields, fence),
      "reasons": form.reasons, "format": form.text, "fence": fence.mark,
      "shots": shots.map { shot, answer in
        ["example": Self.shotBlock(shot, fence), "answer": answer] as [String: Any]
      },
    ]
    if !rubric.task.isEmpty { root["task"] = rubric.task }
    if !rubric.labels.isEmpty { root["labels"] = rubric.labels.joined(separator: ", ") }
    if let label = text.label { root["label"] = fence.block([("label", label)]) }
    if !neighbours.isEmpty {
      root["neighbours"] = fence.block(neighbours.enumerated().map { ("neighbour \($0 + 1)", $1) })
    }
    self.root = root
  }

  private static func dimension(_ dimension: Dimension) -> [String: Any] {
    let anchors = dimension.anchors.sorted { $0.key < $1.key }.map { ["score": "\($0)", "text": $1] }
    var values: [String: Any] = [
      "name": dimension.name, "minimum": "\(dimension.minimum)", "maximum": "\(dimension.maximum)",
      "anchors": anchors,
    ]
    if let description = dimension.description { values["description"] = description }
    return values
  }

  private static func shotBlock(_ shot: JudgeDefinition.Shot, _ fence: Fence) -> String {
    fence.block(parts(shot.fields, shot.label))
  }

  private static func fields(_ fields: [TextField], _ fence: Fence) -> [[String: Any]] {
    fields.enumerated().map { position, field in
      let name = Fence.safeName(field.name, at: position)
      return ["name": name, "text": fence.block([(name, field.text)])]
    }
  }

  private static func parts(_ fields: [TextField], _ label: String?) -> [(name: String, text: String)] {
    let texts = fields.enumerated().map { (name: Fence.safeName($1.name, at: $0), text: $1.text) }
    return texts + (label.map { [(name: "label", text: $0)] } ?? [])
  }

  private static func texts(_ fields: [TextField], _ label: String?) -> [String] {
    fields.flatMap { [$0.name, $0.text] } + (label.map { [$0] } ?? [])
  }

  private static func neighbourText(_ fields: [TextField]) -> String {
    let whole = fields.map(\.text).joined(separator: "\n")
    let start = whole.prefix(neighbourLimit)
    return start.endIndex == whole.endIndex ? whole : start + "…"
  }
}
