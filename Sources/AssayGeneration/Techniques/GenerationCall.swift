import AssayModel

/// All that shapes one call. It is kept before it is sent, so that a run that goes on asks the same.
public struct GenerationCall: Hashable, Sendable, Codable {
  /// An example that is shown: a seed, or one that new examples are made from.
  public struct Shown: Hashable, Sendable, Codable {
    /// The example's key; nil: it is not in the workspace, such as an instruction on its way.
    public var key: String?
    public var fields: [TextField]
    public var label: String?
    public var difficulty: String?
    /// What the judge or student that is attacked said of it (``Technique/adversarial``).
    public var said: String?
    /// The texts that a translation began with; not shown.
    public var origin: [TextField]?
    public init(
      key: String? = nil, fields: [TextField], label: String? = nil, difficulty: String? = nil,
      said: String? = nil
    ) {
      self.key = key
      self.fields = fields
      self.label = label
      self.difficulty = difficulty
      self.said = said
    }
  }

  /// Its number in the run, from 1.
  public var number: Int
  public var technique: Technique
  /// Where the technique takes several calls one after another: which of them this is, from 0.
  public var stage: Int
  /// What is asked for: so many (``Quota/wanted``) of each label and difficulty. Without parents only.
  public var quotas: [Quota]
  /// The names of the fields of a new example, in their order: `text`, or `instruction`, `input`, `output`.
  public var fields: [String]
  public var seeds: [Shown]
  /// The examples to start from, in the order of their numbers in the prompt.
  public var parents: [Shown]
  /// New examples of each parent.
  public var perParent: Int
  /// Which of the technique's ``Phrasing``s asks.
  public var phrasing: Int
  /// A profile for each new example, drawn from the ``AttributeGrid``; empty: none.
  public var attributes: [AttributeProfile]
  /// Texts that are there already, under "different from these".
  public var avoid: [String]
  /// Back-translation: a language, or several with `>` between them. Context variation: a context, persona or domain.
  /// Edge cases: an ``EdgeCase``, or a kind in the person's words. Adversarial: who is attacked, "judge" or "student".
  public var variant: String?
  /// The language of the parents, for the way back from another; nil: "the language of the original".
  public var language: String?
  /// Self-instruct: whether the instructions of this call are of classification, whose output comes first.
  public var outputFirst: Bool
  /// In the person's words: "more like this but harder".
  public var wish: String?
  /// The version of the template that asks (``GenerationPrompt/version``).
  public var promptVersion: String?
  public var temperature: Double
  public var seed: UInt64

  public init(
    number: Int, technique: Technique, quotas: [Quota] = [], fields: [String] = ["text"], seeds: [Shown] = [],
    parents: [Shown] = [], temperature: Double = 0.9, seed: UInt64 = 1
  ) {
    self.number = number
    self.technique = technique
    self.quotas = quotas
    self.fields = fields
    self.seeds = seeds
    self.parents = parents
    self.temperature = temperature
    self.seed = seed
    stage = 0
    perParent = 1
    phrasing = 0
    attributes = []
    avoid = []
    outputFirst = false
  }

  /// New examples that are asked for.
  public var count: Int {
    parents.isEmpty ? quotas.reduce(0) { $0 + max(0, $1.wanted) } : parents.count * eachParent
  }

  /// New examples of each parent that are asked for: an input has one right answer, and a sentence is translated once.
  public var eachParent: Int {
    technique == .distillation || technique == .backTranslation ? 1 : max(1, perParent)
  }

  /// The parents as the prompt shows them: without the label where it would give the answer away or is of no use.
  var shownParents: [Shown] {
    switch technique {
    case .distillation, .backTranslation, .instruction:
      parents.map { Shown(key: $0.key, fields: $0.fields) }
    default: parents
    }
  }

  /// The languages that back-translation goes through.
  public var pivots: [String] {
    (variant ?? "").split(separator: ">").map { part in
      part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }.filter { !$0.isEmpty }
  }

  /// How many calls one after another the technique takes.
  public var stages: Int {
    switch technique {
    case .backTranslation: max(1, pivots.count) + 1
    case .instruction: 2
    default: 1
    }
  }

  /// Whether what comes out of this call are the examples that are wanted, and not a step on the way to them.
  public var isLast: Bool { stage >= stages - 1 }

  /// Whether the new examples are wrong on purpose: what attacks a judge is what it should not keep. What attacks a
  /// student is right, and the student is wrong about it.
  public var isDeceptive: Bool { technique == .adversarial && variant == "judge" }

  /// The technique's words for this call's ask.
  var ask: String { Phrasing.words(for: self) }
}
