import AssayModel
import AssayStatistics

/// The label that is wrong by the least: of those that are surely wrong, the one whose examples are most like this one.
struct NearLabel: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let own = text.label else { throw Inapplicable("it has no label") }
    guard let nearest = corpus.profiles.wrong(for: text).first else {
      throw Inapplicable(
        "its words fit no other label, or fit one better than its own, which may be right then")
    }
    return Corruption(
      fields: text.fields, label: nearest.label,
      detail: "label \(own) became \(nearest.label), a similar one")
  }
}
