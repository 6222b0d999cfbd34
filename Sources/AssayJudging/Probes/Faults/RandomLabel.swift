import AssayModel
import AssayStatistics

/// Any wrong label but those that are most like the right one.
struct RandomLabel: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let own = text.label else { throw Inapplicable("it has no label") }
    guard let other = generator.pick(corpus.profiles.far(from: text).sorted()) else {
      throw Inapplicable("there is no other label that is surely wrong")
    }
    return Corruption(fields: text.fields, label: other, detail: "label \(own) became \(other)")
  }
}
