import AssayModel
import AssayStatistics

/// The question is another one by a word, so that the answer, which stays, contradicts it.
struct Contradiction: FaultMaker {
  /// Characters of a question in which each word matters.
  private static let longest = 300

  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let answerIndex = text.answerIndex, !text.questionIndices.isEmpty else {
      throw Inapplicable("it has no second field to contradict")
    }
    let answer = text.fields[answerIndex].text
    var changes: [(index: Int, change: FactChange)] = []
    for index in text.questionIndices {
      let question = text.fields[index].text
      guard !TextKind.isCode(question) else { continue }
      // An answer that says a word of the question again is bound to it.
      let shared = FactChange.all(in: question, others: answer, corpus: corpus, &generator)
        .filter { $0.strength == .againstOthers && (!$0.isOpposite || question.count <= Self.longest) }
      changes += shared.map { (index, $0) }
      changes += opposites(in: question, answer: answer).map { (index, $0) }
    }
    guard let choice = generator.pick(changes) else {
      throw Inapplicable("no word of its question could be changed so that the answer surely contradicts it")
    }
    let question = text.fields[choice.index].text
    return Corruption(
      fields: text.replacing(choice.index, with: choice.change.applied(to: question)), label: text.label,
      detail: "in \(text.fields[choice.index].name), \(choice.change.detail); the answer stayed")
  }

  /// What is asked turned into its opposite.
  private func opposites(in question: String, answer: String) -> [FactChange] {
    // Of a long question one word may not matter.
    guard question.count <= Self.longest else { return [] }
    return Opposites.places(in: question, strongOnly: true).map { place in
      FactChange(
        range: place.range, replacement: place.opposite, strength: .againstOthers,
        detail: "“\(question[place.range])” became “\(place.opposite)”")
    }
  }
}
