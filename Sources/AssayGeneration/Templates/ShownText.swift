import AssayJudging
import AssayModel

/// Examples as prompts show them: fenced, with their numbers.
enum ShownText {
  /// The texts of one example with their names, its label and what was said of it.
  static func parts(_ shown: GenerationCall.Shown) -> [(name: String, text: String)] {
    var parts = shown.fields.enumerated().map { (name: Fence.safeName($1.name, at: $0), text: $1.text) }
    if let label = shown.label { parts.append(("label", label)) }
    if let difficulty = shown.difficulty { parts.append(("difficulty", difficulty)) }
    if let said = shown.said { parts.append(("what the tested model said", said)) }
    return parts
  }

  /// All that others wrote in it.
  static func texts(_ shown: GenerationCall.Shown) -> [String] {
    shown.fields.flatMap { [$0.name, $0.text] }
      + [shown.label, shown.difficulty, shown.said].compactMap(\.self)
  }

  /// `example 1, text` and so on.
  static func block(_ all: [GenerationCall.Shown], named name: String, _ fence: Fence) -> String {
    fence.block(
      all.enumerated().flatMap { index, shown in
        parts(shown).map { ("\(name) \(index + 1), \($0.name)", $0.text) }
      })
  }

  // MARK: Labels

  /// The labels of a task that some file wrote; none where the task itself names them.
  static func foreignLabels(_ task: TaskSpecification) -> [String] { task.labelsAreData ? task.labels : [] }

  /// The labels of a task with commas between them; fenced one by one where some file wrote them.
  static func labels(_ task: TaskSpecification, _ fence: Fence) -> String {
    guard task.labelsAreData else { return task.labels.joined(separator: ", ") }
    return fence.block(task.labels.enumerated().map { ("label \($0 + 1)", $1) })
  }
}
