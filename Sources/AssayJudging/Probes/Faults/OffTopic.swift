import AssayModel
import AssayStatistics

/// The answer to something else: that of another example with nothing in common; a single text is replaced by one about
/// everyday life that uses no word of the data.
struct OffTopic: FaultMaker {
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard let index = text.answerIndex else { throw Inapplicable("there is no text") }
    if text.questionIndices.isEmpty { return try foreign(text, index, corpus, &generator) }
    let others = candidates(for: text, corpus, &generator)
    // The least overlap of all would be the same few answers every time.
    guard let other = generator.pick(Array(others.prefix(12))) else {
      throw Inapplicable("no other example's answer is surely about something else")
    }
    return Corruption(
      fields: text.replacing(index, with: other), label: text.label,
      detail: "the answer is that to another example: “\(Self.head(of: other))”")
  }

  static func head(of text: String) -> String {
    let line =
      text.split(whereSeparator: \.isNewline).first { $0.contains { $0.isLetter || $0.isNumber } }.map {
        String($0).trimmed()
      } ?? ""
    return line.count > 40 ? line.prefix(40).trimmingSpaces + "…" : line
  }

  /// Answers of others of a like length, those with the fewest words in common first.
  private func candidates(
    for text: ProbeText, _ corpus: ProbeCorpus, _ generator: inout RepeatableGenerator
  ) -> [String] {
    let question = ContentWords.set(of: text.question)
    let answer = text.answer
    let answerWords = ContentWords.set(of: answer)
    var found: [(overlap: Double, answer: String)] = []
    for _ in 0..<min(120, corpus.texts.count * 2) {
      let place = generator.index(below: corpus.texts.count)
      let other = corpus.texts[place]
      let topic = corpus.topics[place]
      guard !other.questionIndices.isEmpty, other.answer != answer else { continue }
      // A class ("positive") may be right by chance.
      guard corpus.answers[ProbeCorpus.normal(other.answer)] == 1, !TextKind.isRefusal(other.answer) else {
        continue
      }
      guard other.answer.count <= 3 * answer.count + 60, other.answer.count * 3 >= min(answer.count, 400)
      else { continue }
      let overlap = ContentWords.overlap(of: topic.answer, with: question.union(answerWords))
      let asked = ContentWords.overlap(of: topic.question, with: question)
      guard overlap <= 0.1, asked <= 0.25, !topic.answer.isEmpty else { continue }
      found.append((overlap + asked, other.answer))
    }
    return found.sorted { ($0.overlap, $0.answer) < ($1.overlap, $1.answer) }.map(\.answer)
  }

  private func foreign(
    _ text: ProbeText, _ index: Int, _ corpus: ProbeCorpus, _ generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption {
    guard ProbeLanguage.of(text.answer) == .english else {
      throw Inapplicable(
        "a single text in a language other than English: there is no text off its topic at hand")
    }
    let strange = EverydayTexts.all.filter { candidate in
      ContentWords.set(of: candidate).count { corpus.vocabulary.contains($0) } <= 1
    }
    // A long data set has every word: then those with the fewest in common with this text.
    let own = ContentWords.set(of: text.answer)
    let pool =
      strange.isEmpty
      ? EverydayTexts.all.filter { ContentWords.set(of: $0).isDisjoint(with: own) } : strange
    guard corpus.profiles.names.count > 1 || !strange.isEmpty, let choice = generator.pick(pool) else {
      throw Inapplicable("a single text without a label is about whatever it is about")
    }
    return Corruption(
      fields: text.replacing(index, with: choice), label: text.label,
      detail: "the text is about something else: “\(Self.head(of: choice))”")
  }
}
