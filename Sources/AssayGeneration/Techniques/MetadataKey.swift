/// What travels with a generated example besides its texts, by name.
public enum MetadataKey {
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
  /// "true" where an instruction asks for one of few answers.
  public static let classification = "classification"
  /// The label that the verifier gave where it is another one.
  public static let verifierLabel = "verifier_label"
  /// "match", "mismatch" or "unreadable".
  public static let verification = "verification"
  /// What a profile says of `persona` is under `attribute_persona`.
  public static func attribute(_ name: String) -> String { "attribute_" + name }
}
