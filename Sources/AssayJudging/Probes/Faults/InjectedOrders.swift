import AssayModel
import AssayStatistics

/// A text with another fault that asks the judge for the best score. The orders alone would be fault enough for most
/// tasks; with the other fault no task can keep it.
struct InjectedOrders: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    let base = try self.base(text, corpus, &generator)
    let body = base.fields[index].text.trimmed()
    let order = generator.pick(JudgeOrders.all) ?? JudgeOrders.all[0]
    let words = order.text.replacing("{best}", with: "\(corpus.highestScore)")
    let separator = generator.index(below: 2) == 0 ? "\n\n" : " "
    var fields = base.fields
    let sentences = Sentences.all(in: body)
    if sentences.count >= 3, generator.index(below: 3) == 0 {
      let place = sentences[sentences.count / 2].lowerBound
      fields[index].text = String(body[..<place]) + words + separator + body[place...]
    } else {
      fields[index].text = body + separator + words
    }
    return Corruption(
      fields: fields, label: base.label,
      detail: "orders to the judge in \(order.language.rawValue), and \(base.detail)")
  }

  /// The fault under the orders, one that everybody sees.
  private func base(
    _ text: ProbeText, _ corpus: ProbeCorpus, _ generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    let makers: [any FaultMaker] =
      text.label == nil ? [OffTopic(), Truncation(), IgnoredInstruction()] : [RandomLabel(), Truncation()]
    for maker in generator.shuffled(makers) + [Garbling(), Repetition()] {
      do { return try maker.corrupt(text, in: corpus, using: &generator) } catch { continue }
    }
    throw Inapplicable("no other fault can be made in it")
  }
}
