import AssayModel
import AssayStatistics

/// A light rewrite of an example that is there: nothing is wrong with it but that it adds nothing.
struct NearCopy: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    let original = text.fields[index].text
    guard original.count >= 12, !TextKind.isCode(original) else {
      throw Inapplicable("its text is too short or program text: a copy of it says nothing")
    }
    var changed = original
    var details: [String] = []
    for swap in generator.shuffled(Rewording.swaps(in: original)) where details.count < 2 {
      guard let range = changed.firstRange(of: swap.old) else { continue }
      changed.replaceSubrange(range, with: swap.new)
      details.append("“\(swap.old.trimmed())” became “\(swap.new.trimmed())”")
    }
    if details.isEmpty || details.count == 1 && generator.index(below: 2) == 0 {
      let touch = Rewording.touch(changed, isSingle: text.questionIndices.isEmpty, &generator)
      changed = touch.text
      details.append(touch.detail)
    }
    guard changed != original else { throw Inapplicable("there is nothing in it to put in other words") }
    return Corruption(
      fields: text.replacing(index, with: changed), label: text.label,
      detail: "nearly the same as its origin: " + details.joined(separator: ", "))
  }
}
