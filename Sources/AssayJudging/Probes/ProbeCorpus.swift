import AssayModel

/// The data around a good example, from which faults take wrong labels, names and other examples' answers.
public struct ProbeCorpus: Sendable {
  /// A sample of the data.
  public let texts: [ProbeText]
  /// The best score of the judge's scale, for orders such as "score 5".
  public let highestScore: Int
  let profiles: LabelProfiles
  let names: NamePool
  /// How often each answer occurs: what occurs often is a class and not an answer of its own.
  let answers: [String: Int]
  let vocabulary: Set<String>
  /// What each text is about.
  let topics: [Topic]

  struct Topic: Sendable {
    var question: Set<String>
    var answer: Set<String>
  }

  /// - Parameters:
  ///   - texts: good or not; a few thousand are enough.
  ///   - labels: all labels of the task.
  public init(texts: [ProbeText], labels: [String] = [], highestScore: Int = 5) {
    self.texts = texts
    self.highestScore = highestScore
    profiles = LabelProfiles(texts: texts, labels: labels)
    names = NamePool(texts.map(\.whole))
    answers = texts.reduce(into: [:]) { $0[Self.normal($1.answer), default: 0] += 1 }
    topics = texts.map {
      Topic(question: ContentWords.set(of: $0.question), answer: ContentWords.set(of: $0.answer))
    }
    vocabulary = topics.reduce(into: []) { $0.formUnion($1.answer) }
  }

  static func normal(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
}
