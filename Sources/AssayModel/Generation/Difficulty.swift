/// How hard an example is to get right, in the words that prompts and plans share. Others are taken as they are written.
public enum Difficulty {
  /// From the easiest.
  public static let steps = ["easy", "medium", "hard"]

  /// The next harder one; that of the hardest is itself. nil: it is none of these words.
  public static func harder(than difficulty: String) -> String? {
    steps.firstIndex(of: difficulty).map { steps[min($0 + 1, steps.count - 1)] }
  }
}
