import AssayJudging
import AssayModel

/// Reads what a model generated.
///
/// JSON as it was asked for, or as models write it: between other words, in code fences, one object a line, with commas
/// too many or too few, cut off. What was whole before a break is kept; an item that is cut off is not.
public enum GenerationAnswer {
  /// The examples of an answer in their order, and one sentence for each thing that is wrong with the rest.
  ///
  /// Every example has a text in each of its fields. Its label is one of the task's, or nil when the task has no such
  /// label, with a problem that says so. Model and licence are for the caller to add; control characters stay.
  public static func parse(
    _ answer: ChatAnswer, call: GenerationCall, task: TaskSpecification
  ) -> (examples: [GeneratedExample], problems: [String]) {
    let all = Array(answer.text.utf8)
    let bytes = Array(all[AnswerText.start(of: all)...])
    var problems: [String] = []
    switch answer.finish {
    case .length:
      problems.append("the answer was cut off at the limit of tokens; what was whole before is kept")
    case .filtered: problems.append("the server held back something of the answer")
    case .stop, .other: break
    }
    let form = ItemForm(call: call, task: task)
    let (values, isCut) = LooseJSON.wholeValues(in: bytes)
    var finder = ItemFinder(form: form)
    for (index, value) in values.enumerated() {
      finder.find(in: value, isWhole: !(isCut && index == values.count - 1))
    }
    if isCut, answer.finish != .length { problems.append("the answer ends in the middle of an item") }
    if finder.items.isEmpty {
      problems.append(
        bytes.contains { $0 > 0x20 } ? "there are no examples in the answer" : "the answer is empty")
    }
    var reader = ItemReader(call: call, form: form, bytes: bytes)
    for item in finder.items { reader.read(item) }
    return (reader.examples, problems + reader.problems)
  }
}
