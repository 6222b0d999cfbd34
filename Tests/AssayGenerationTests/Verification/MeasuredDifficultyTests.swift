import AssayGeneration
import Testing

@Suite struct MeasuredDifficultyTests {
  @Test(
    arguments: [
      // Both find it easier: the level that both support.
      ("hard", "easy", 0, 3, "easy", false), ("hard", "medium", 0, 3, "medium", false),
      ("easy", "hard", 2, 3, "medium", false), ("easy", "hard", 3, 3, "hard", false),
      // One level apart, of one witness, is a matter of taste.
      ("hard", "medium", 0, 0, "hard", false), ("hard", nil, 0, 3, "easy", false),
      // They contradict each other.
      ("medium", "easy", 3, 3, "medium", true), ("hard", "easy", 3, 3, "hard", true),
      // Nobody was asked, or nothing was said.
      ("hard", nil, 0, 0, "hard", false), (nil, "hard", 0, 0, "hard", false), (nil, nil, 3, 3, "hard", false),
      (nil, nil, 0, 0, nil, false), ("tricky", "easy", 0, 3, "tricky", false),
    ] as [(String?, String?, Int, Int, String?, Bool)])
  func whatCounts(
    said: String?, rated: String?, errors: Int, tries: Int, level: String?, isDisputed: Bool
  ) {
    let measured = MeasuredDifficulty(said: said, rated: rated, errors: errors, tries: tries)
    #expect(measured.level == level)
    #expect(measured.isDisputed == isDisputed)
  }
}
