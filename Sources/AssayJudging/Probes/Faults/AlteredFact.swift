import AssayModel
import AssayStatistics

/// A number, a date, a unit, a name or a negation of the answer is another one.
struct AlteredFact: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex, !text.questionIndices.isEmpty else {
      throw Inapplicable("a single text states nothing that another field could prove wrong")
    }
    let answer = text.fields[index].text
    guard !TextKind.isCode(answer) else { throw Inapplicable("its answer is program text") }
    let question = text.question
    let all = FactChange.all(in: answer, others: question, corpus: corpus, &generator)
    let isFactual = TextKind.asksForFacts(question, answer: answer)
    let sure = all.filter { $0.strength == .againstOthers }
    let changes = sure.isEmpty && isFactual ? all : sure
    guard let change = generator.pick(changes) else {
      throw Inapplicable(
        "its answer has no number, date, name or negation whose change would surely be wrong")
    }
    return Corruption(
      fields: text.replacing(index, with: change.applied(to: answer)), label: text.label,
      detail: change.detail)
  }
}
