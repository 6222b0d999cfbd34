/// Which of an example's texts answers the others, by the names that answers go by.
public enum AnswerField {
  private static let names = [
    "assistant", "gpt", "output", "response", "completion", "answer", "summary", "target", "chosen",
  ]

  /// `output`, `response`, `assistant 2` and so on.
  public static func isAnswer(_ name: String) -> Bool { names.contains { name.hasPrefix($0) } }
}
