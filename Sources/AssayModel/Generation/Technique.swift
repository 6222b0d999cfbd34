/// The ways in which Assay makes examples.
public enum Technique: String, Hashable, Sendable, Codable, CaseIterable {
  /// From the task's description and seeds.
  case direct
  /// Instruction, input and output by self-instruct (Wang et al. 2022).
  case instruction = "instruction-following"
  /// The same in other words; keeps the label.
  case paraphrase
  /// Through other languages and back; keeps the label.
  case backTranslation = "back-translation"
  /// The same in another context, by another person, in another domain; keeps the label.
  case contextVariation = "context-variation"
  /// What is rare and hard: nearly empty, very long, mixed languages, typing errors, sarcasm, two intents, between two
  /// labels, negation, injected orders.
  case edgeCase = "edge-case"
  /// A strong model labels or answers real inputs.
  case distillation
  /// Difficulty-stratified, balanced, with adversarial cases and reference answers.
  case evaluationSet = "evaluation-set"
  /// What a given judge or student gets wrong.
  case adversarial

  /// Whether it makes each example from one that is there.
  public var needsParents: Bool {
    switch self {
    case .paraphrase, .backTranslation, .contextVariation, .distillation, .adversarial: true
    case .direct, .instruction, .edgeCase, .evaluationSet: false
    }
  }

  /// Whether the new example has the label of the one that it was made from, which is then verified.
  public var keepsLabel: Bool {
    switch self {
    case .paraphrase, .backTranslation, .contextVariation: true
    default: false
    }
  }

  /// The template's file in the workspace: `prompts/paraphrase.mustache`.
  public var templateFile: String { "prompts/\(rawValue).mustache" }
}
