import AssayModel
import AssayStatistics

/// An answer of another kind: a refusal without a reason, the question again, or a promise in place of an answer.
struct IgnoredInstruction: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex, let first = text.questionIndices.first else {
      throw Inapplicable("a single text follows no instruction")
    }
    let answer = text.fields[index].text
    guard !TextKind.isRefusal(answer) else { throw Inapplicable("its answer is a refusal, and a good one") }
    let language = ProbeLanguage.of(text.question)
    let instruction = text.fields[first].text.trimmed()
    let (new, detail): (String, String)
    switch generator.index(below: 4) {
    case 0:
      let other = generator.pick(
        Evasions.refusals.keys.sorted { $0.rawValue < $1.rawValue }.filter { $0 != language })
      new = generator.pick(Evasions.refusals[other ?? .english] ?? []) ?? ""
      detail = "refused in \((other ?? .english).rawValue), another language"
    case 1 where instruction.count <= 400:
      new = Evasions.restated(instruction, language)
      detail = "the answer only says the question again"
    case 2:
      new = generator.pick(Evasions.promises[language] ?? Evasions.promises[.english] ?? []) ?? ""
      detail = "a promise in place of an answer"
    default:
      new = generator.pick(Evasions.refusals[language] ?? Evasions.refusals[.english] ?? []) ?? ""
      detail = "refused for no reason"
    }
    return Corruption(
      fields: text.replacing(index, with: new), label: text.label,
      detail: "\(detail): “\(OffTopic.head(of: new))”")
  }
}
