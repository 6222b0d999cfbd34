import AssayJudging
import AssayModel
import Testing

/// What each fault does, and what it leaves alone.
@Suite struct FaultTests {
  private let corpus = ProbeCorpus(texts: ProbeTexts.all)

  private func make(_ fault: Fault, _ text: ProbeText, seed: UInt64 = 1) throws -> Corruption {
    try Corruptions.make(fault, in: text, corpus: corpus, seed: seed).get()
  }

  /// What it becomes under many seeds.
  private func all(_ fault: Fault, _ text: ProbeText) -> [Corruption] {
    (0..<60).compactMap { try? make(fault, text, seed: UInt64($0)) }
  }

  private func reason(_ fault: Fault, _ text: ProbeText) -> String? {
    do {
      _ = try make(fault, text)
      return nil
    } catch { return (error as? Inapplicable)?.reason }
  }

  @Test func theNearestLabelIsTheOneWithTheMostSimilarExamples() throws {
    let texts = [
      ("Where is the card that I ordered?", "card_arrival"),
      ("The card that I ordered is not here", "card_arrival"),
      ("I still wait for the card that I ordered", "card_arrival"),
      ("How long does a card take?", "card_delivery"),
      ("Is the delivery of a card free?", "card_delivery"), ("How many days for a card?", "card_delivery"),
      ("What exchange rate do you use?", "exchange_rate"),
      ("Why is my exchange rate wrong?", "exchange_rate"),
      ("Reset my passcode", "passcode"), ("My passcode does not work", "passcode"),
    ].map { ProbeTexts.single($0.0, $0.1) }
    let corpus = ProbeCorpus(texts: texts)
    func labels(_ fault: Fault) -> Set<String?> {
      Set(
        (0..<40).compactMap {
          try? Corruptions.make(fault, in: texts[0], corpus: corpus, seed: $0).get().label
        })
    }
    #expect(labels(.nearLabel) == ["card_delivery"])
    #expect(labels(.randomLabel) == ["exchange_rate", "passcode"])
    #expect(reason(.nearLabel, ProbeTexts.pairs[0]) == "it has no label")
    // Of another label that fits the words as well nobody knows whether it is wrong.
    let unsure = ProbeTexts.single("Is the delivery of a card free?", "exchange_rate")
    let doubtful = ProbeCorpus(texts: texts + [unsure])
    let chosen = try? Corruptions.make(.nearLabel, in: unsure, corpus: doubtful, seed: 1).get().label
    #expect(chosen != "card_delivery")
  }

  @Test func aCutTextEndsWhereNoTextEnds() throws {
    for corruption in all(.truncated, ProbeTexts.pairs[0]) {
      let (cut, whole) = (corruption.fields[1].text, ProbeTexts.pairs[0].fields[1].text)
      #expect(whole.hasPrefix(cut))
      #expect(cut.count * 4 > whole.count && cut.last?.isLetter == true)
    }
    #expect(reason(.truncated, ProbeTexts.single("Where is it?", "x")) != nil, "too short to be seen")
  }

  @Test(arguments: [3, 4, 5, 6]) func aCutFallsBetweenCharactersInAnyScript(index: Int) throws {
    let text = ProbeTexts.pairs[index]
    for corruption in all(.truncated, text) {
      let cut = corruption.fields[1].text
      #expect(text.fields[1].text.hasPrefix(cut) && cut != text.fields[1].text)
      #expect(!"。.،؟".contains(cut.last ?? "."))
    }
    #expect(!all(.truncated, text).isEmpty)
  }

  @Test func aListIndexIsNoFact() {
    let text = ProbeTexts.pair(
      "What are the steps?",
      "1. Open the lid.\n2. Put it in.\n3) Close the lid.\nStep 4: wait at 10:30 on v2.5.1 for a/3.")
    #expect(all(.alteredFact, text).allSatisfy { $0.detail.hasPrefix("number") == false })
  }

  @Test func aNumberBecomesAnotherOfTheSameForm() {
    let text = ProbeTexts.pair("How many are there?", "There are 1,482 of them.")
    let details = Set(all(.alteredFact, text).map(\.detail))
    #expect(!details.isEmpty)
    #expect(details.allSatisfy { $0.hasPrefix("number 1,482 became ") && $0.hasSuffix(",482") })
  }

  @Test func numbersOfOtherScriptsStayInTheirs() {
    let text = ProbeTexts.pair("كم طول النهر؟", "طول النهر ٦٦٥٠ كيلومترا.")
    let results = all(.alteredFact, text)
    #expect(!results.isEmpty)
    for corruption in results {
      #expect(!corruption.fields[1].text.contains("٦٦٥٠"))
      #expect(!corruption.fields[1].text.contains { $0.isASCII && $0.isNumber })
    }
  }

  @Test func aFactOfTheQuestionIsChangedFirst() {
    let text = ProbeTexts.pair(
      "Write a story about the year 1789.", "In 1789 there lived 3 sisters. They had 7 cats and never slept.")
    #expect(all(.alteredFact, text).allSatisfy { $0.detail.hasPrefix("number 1789 became") })
    let story = ProbeTexts.pair("Write a story.", "There lived 3 sisters. They had 7 cats and never slept.")
    #expect(reason(.alteredFact, story) != nil, "in a story any number is as good as another")
    #expect(reason(.alteredFact, ProbeTexts.labelled[0]) != nil, "nothing in a question is right or wrong")
    let code = ProbeTexts.pair("What does this print?", "def f(x):\n  return [x[0], 12]  # 12\nprint(f(12))")
    #expect(reason(.alteredFact, code) == "its answer is program text")
  }

  @Test func aContradictionChangesTheQuestionOnly() throws {
    let text = ProbeTexts.pair("What is an antonym for the word cogent?", "unconvincing")
    let corruption = try make(.contradiction, text)
    #expect(corruption.fields[0].text == "What is a synonym for the word cogent?", "and the article fits")
    #expect(corruption.fields[1] == text.fields[1])
    let choice = ProbeTexts.pair("Output true or false.", "true")
    #expect(all(.contradiction, choice).isEmpty, "“false or false” is no question")
  }

  @Test func anAnswerOffTopicSharesNothingWithTheQuestion() throws {
    let others = all(.offTopic, ProbeTexts.pairs[0])
    #expect(!others.isEmpty)
    let answers = Set(ProbeTexts.all.map(\.answer))
    for corruption in others { #expect(answers.contains(corruption.fields[1].text)) }
    let single = try make(.offTopic, ProbeTexts.labelled[0])
    #expect(!answers.contains(single.fields[0].text) && single.label == "card_arrival")
  }

  @Test func aClassIsNoAnswerOffTopic() {
    let texts = (0..<40).map {
      ProbeTexts.pair("Is review number \($0) about item\($0) good?", $0 % 2 == 0 ? "positive" : "negative")
    }
    let corpus = ProbeCorpus(texts: texts)
    #expect(throws: Inapplicable.self) {
      try Corruptions.make(.offTopic, in: texts[0], corpus: corpus, seed: 1).get()
    }
  }

  @Test func aNearCopyIsNearlyTheSame() {
    for text in ProbeTexts.all {
      for corruption in all(.nearCopy, text) {
        let (new, old) = (corruption.fields.map(\.text).joined(), text.whole)
        #expect(abs(new.count - old.count) < 60)
      }
    }
  }

  @Test func aLoopRepeatsASentence() throws {
    let text = ProbeTexts.pairs[0]
    for corruption in all(.repeated, text) {
      let new = corruption.fields[1].text
      #expect(new.count > text.answer.count || new.split(separator: ". ").count > 3)
      let sentences = new.split(separator: ".").map { $0.drop { $0 == " " } }
      #expect(Dictionary(grouping: sentences, by: { $0 }).values.contains { $0.count >= 3 }, "\(new)")
    }
  }

  @Test func aGoodRefusalIsNotReplacedByABadOne() {
    let text = ProbeTexts.pair("Return the number of this person.", "Sorry, that would be private.")
    #expect(reason(.instructionIgnored, text) == "its answer is a refusal, and a good one")
    #expect(reason(.instructionIgnored, ProbeTexts.labelled[0]) == "a single text follows no instruction")
    #expect(all(.instructionIgnored, ProbeTexts.pairs[3]).contains { $0.detail.contains("任务是") })
  }

  @Test func ordersComeWithAnotherFaultAndTheScaleOfTheTask() {
    let corpus = ProbeCorpus(texts: ProbeTexts.all, highestScore: 10)
    var languages: Set<String> = []
    for seed in 0..<80 {
      let text = ProbeTexts.labelled[seed % 12]
      guard
        case .success(let made) = Corruptions.make(
          .injectedOrders, in: text, corpus: corpus, seed: UInt64(seed))
      else { continue }
      #expect(made.detail.contains(", and "), "\(made.detail)")
      #expect(!made.fields[0].text.contains("{best}"))
      let isFaulty = made.label != text.label || !made.fields[0].text.hasPrefix(text.fields[0].text)
      #expect(isFaulty || made.detail.contains("comes"), "\(made)")
      languages.insert(made.detail.split(separator: " ")[5].description)
    }
    #expect(languages.count >= 8)
  }

  @Test func ofAConversationTheLastAnswerIsChanged() throws {
    let text = ProbeTexts.conversation
    #expect(text.answerIndex == 3)
    #expect(text.questionIndices == [0, 2])
    #expect(try make(.truncated, text).fields[1] == text.fields[1])
    #expect(all(.alteredFact, text).allSatisfy { $0.fields[3] != text.fields[3] })
  }
}
