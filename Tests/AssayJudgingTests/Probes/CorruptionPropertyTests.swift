import AssayJudging
import AssayModel
import AssayText
import Testing

/// What holds for every fault in every example.
@Suite struct CorruptionPropertyTests {
  private func check(_ texts: [ProbeText], seeds: [UInt64]) -> [Fault: Int] {
    let corpus = ProbeCorpus(texts: texts)
    var made: [Fault: Int] = [:]
    for fault in Corruptions.kinds {
      for text in texts {
        for seed in seeds {
          let result = Corruptions.make(fault, in: text, corpus: corpus, seed: seed)
          #expect(result == Corruptions.make(fault, in: text, corpus: corpus, seed: seed), "the same seed")
          switch result {
          case .failure(let problem): #expect(!problem.reason.isEmpty)
          case .success(let corruption):
            made[fault, default: 0] += 1
            check(corruption, fault, of: text)
          }
        }
      }
    }
    return made
  }

  private func check(_ corruption: Corruption, _ fault: Fault, of text: ProbeText) {
    let what = "\(fault.rawValue): \(corruption.detail)"
    #expect(corruption.fields.map(\.name) == text.fields.map(\.name), "\(what)")
    #expect(!corruption.detail.isEmpty)
    let changed = text.fields.indices.filter { corruption.fields[$0].text != text.fields[$0].text }
    let isLabelFault = fault == .nearLabel || fault == .randomLabel
    if fault != .injectedOrders { #expect((corruption.label != text.label) == isLabelFault, "\(what)") }
    switch fault {
    case .nearLabel, .randomLabel: #expect(changed.isEmpty, "\(what)")
    case .contradiction:
      #expect(changed.count == 1 && changed.allSatisfy(text.questionIndices.contains), "\(what)")
    default: #expect(changed == [text.answerIndex].compactMap { $0 }, "\(what)")
    }
    for index in changed where fault != .nearCopy {
      let exact = Normalization.exact
      #expect(
        exact.normalized(corruption.fields[index].text) != exact.normalized(text.fields[index].text),
        "more than white space is another: \(what)")
    }
    // No half character: the text survives the way through UTF-8.
    for field in corruption.fields {
      #expect(String(decoding: field.text.utf8, as: UTF8.self) == field.text)
    }
  }

  @Test func everyFaultKeepsItsPromisesInAnyScript() {
    let made = check(ProbeTexts.all, seeds: [1, 2, 3])
    #expect(Set(made.keys) == Set(Corruptions.kinds), "each can be made somewhere")
  }

  @Test(.enabled(if: ProbeTexts.hasData, "\(ProbeTexts.reason)"))
  func everyFaultKeepsItsPromisesInPublishedData() throws {
    let texts = try ProbeTexts.published()
    let made = check(Array(texts.prefix(80)), seeds: [7])
    for fault in Corruptions.kinds where fault != .nearLabel && fault != .randomLabel {
      #expect(made[fault, default: 0] >= 10, "\(fault.rawValue)")
    }
    #expect(made[.nearLabel] == nil, "there is no label")
  }

  @Test func anotherSeedMakesAnotherFault() {
    let corpus = ProbeCorpus(texts: ProbeTexts.all)
    let results = (0..<12).map {
      Corruptions.make(.garbled, in: ProbeTexts.pairs[0], corpus: corpus, seed: UInt64($0))
    }
    #expect(Set(results).count > 6)
  }

  @Test func withoutTextNothingCanBeMade() {
    let empty = ProbeText(fields: [TextField(name: "text", text: "  \n")], label: "a")
    for fault in Fault.allCases {
      let result = Corruptions.make(fault, in: empty, corpus: ProbeCorpus(texts: []), seed: 1)
      #expect(throws: Inapplicable.self) { try result.get() }
    }
  }
}
