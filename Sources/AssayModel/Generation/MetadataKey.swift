/// What travels with a generated example besides its texts, by name.
public enum MetadataKey {
  /// What is known of the terms of the model's output: names, dates, links.
  public static let licence = "licence"
  /// The index of the wording that asked, from 0.
  public static let phrasing = "phrasing"
  /// The context, pivot languages or kind of edge case.
  public static let variant = "variant"
  /// Why the label or the answer is right (distillation), why it is hard (adversarial).
  public static let reason = "reason"
  /// 0 to 100, as the model says.
  public static let confidence = "confidence"
  /// The reference answer of an evaluation set.
  public static let reference = "reference"
  /// "true" where the model says that the example is meant to mislead.
  public static let adversarial = "adversarial"
  /// The language of the original, as a translator found it (back-translation).
  public static let language = "language"
  /// "true" where an instruction asks for one of few answers.
  public static let classification = "classification"
  /// The label that the verifier gave where it is another one.
  public static let verifierLabel = "verifier_label"
  /// "match", "mismatch" or "unreadable"; missing: nobody was asked.
  public static let verification = "verification"
  /// The difficulty that the generator gave; `difficulty` is the checked one.
  public static let assertedDifficulty = "difficulty_asserted"
  /// What a judge said of the difficulty, asked blind.
  public static let ratedDifficulty = "difficulty_rated"
  /// How often a weak model was wrong, of how often it could be read: "2/3".
  public static let weakErrors = "weak_errors"
  /// What came of it: "confirmed", "easier than it says", "harder than it says", "disputed" or "not checked".
  public static let difficultyCheck = "difficulty_check"
  /// Who got an adversarial example wrong: "student m7b", "judge v3".
  public static let fooled = "fooled"
  /// The label that a student gave it, or the judge's scores.
  public static let fooledSaid = "fooled_said"
  /// "reject" for an example that is wrong on purpose, to attack a judge: nobody should keep it.
  public static let rightVerdict = "right_verdict"
  /// What a profile says of `persona` is under `attribute_persona`.
  public static func attribute(_ name: String) -> String { "attribute_" + name }
}
