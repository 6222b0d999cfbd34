/// Which models share their blind spots.
public enum ModelFamily {
  /// A short lower-case word: "gpt" for "gpt-4o", "qwen" for "Qwen/Qwen2.5-14B-Instruct-GGUF".
  public static func of(model: String) -> String { families(of: model)[0] }

  /// Whether two models have a family in common.
  public static func same(_ first: String, _ second: String) -> Bool {
    !Set(families(of: first)).isDisjoint(with: families(of: second))
  }

  /// Never empty. A distilled model has two: that of its weights and that of its teacher.
  static func families(of model: String) -> [String] {
    [String(model.lowercased().prefix { $0.isLetter })]
  }
}
