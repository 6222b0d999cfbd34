import AssayModel

extension GenerationCall {
  /// The calls that go on from what this one brought; empty when it was the last.
  ///
  /// Back-translation goes to the next language with the translations in the place of the parents, self-instruct from
  /// instructions to their inputs and outputs: those of classification output first, so that not all inputs are of
  /// one label, the others input first (Wang et al. 2022, section 2.2).
  ///
  /// - Parameters:
  ///   - examples: what ``GenerationAnswer`` read.
  ///   - number: of the first of the calls.
  public func following(_ examples: [GeneratedExample], from number: Int) -> [GenerationCall] {
    guard !isLast, !examples.isEmpty else { return [] }
    switch technique {
    case .backTranslation: return [next(examples, number: number)]
    case .instruction:
      let groups = [true, false].map { isClassification in
        examples.filter { ($0.metadata[MetadataKey.classification] == "true") == isClassification }
      }
      var calls: [GenerationCall] = []
      for (outputFirst, group) in zip([true, false], groups) where !group.isEmpty {
        var call = next(group, number: number + calls.count)
        call.outputFirst = outputFirst
        calls.append(call)
      }
      return calls
    default: return []
    }
  }

  private func next(_ examples: [GeneratedExample], number: Int) -> GenerationCall {
    var call = self
    call.number = number
    call.stage += 1
    call.parents = examples.map { example in
      var shown = Shown(
        key: example.provenance.parent, fields: example.fields, label: example.label,
        difficulty: example.difficulty)
      if let parent = parents.first(where: { $0.key != nil && $0.key == shown.key }) {
        shown.origin = parent.origin ?? parent.fields
      }
      return shown
    }
    call.language = call.language ?? examples.lazy.compactMap { $0.metadata[MetadataKey.language] }.first
    // Each text goes on by itself: how many there are was decided in the first call.
    call.perParent = 1
    call.quotas = []
    call.attributes = []
    return call
  }
}
