import AssayGeneration
import AssayModel
import AssayText
import Testing

@Suite struct InstructionPoolTests {
  @Test(
    arguments: [
      ("Do it now", "the instruction has 3 words, which is too short"),
      (String(repeating: "word ", count: 151), "the instruction has 151 words, which is too long"),
      (
        "Describe what the picture shows in detail.",
        "the instruction has \"picture\" in it, which a text model cannot do"
      ),
      ("- write a story about bees", "the instruction begins with a mark"),
      (": write a story about bees", "the instruction begins with a mark"),
    ])
  func heuristics(instruction: String, reason: String) {
    var pool = InstructionPool([])
    #expect(pool.offer(instruction)?.description == reason)
    #expect(pool.instructions.isEmpty)
  }

  @Test(
    arguments: [
      "Write a story about a bee.", "\"To be or not to be\": say who wrote this.",
      "¿Qué hora es en Madrid ahora?",
      "写一首关于大海的诗", "Imagine that you are drawing conclusions.",
    ])
  func whatIsFineJoins(instruction: String) {
    var pool = InstructionPool([])
    #expect(pool.offer(instruction) == nil)
    #expect(pool.instructions == [instruction])
  }

  @Test func whatIsLikeAnOldOneStaysOut() throws {
    var pool = InstructionPool([
      "Write a short poem about the sea and its colours.", "Name three rivers of Europe.",
    ])
    guard
      case .similar(let other, let score)? = pool.offer("Write a short poem about the sea and its sounds.")
    else {
      Issue.record("nothing was found")
      return
    }
    // Nine of ten words each way: rouge_score 0.1.2 gives 0.9.
    #expect(other == pool.instructions[0])
    #expect(abs(score - 0.9) < 1e-12)
    #expect(pool.offer("Explain how tides come about to a child.") == nil)
    #expect(pool.offer("explain, how TIDES come about to a child!") != nil)
    #expect(pool.instructions.count == 3)
  }

  @Test func exactlyTheThresholdIsFine() {
    // Seven of ten words on both sides: F is 0.7.
    var pool = InstructionPool(["a b c d e f g h i j"])
    #expect(pool.offer("a b c d e f g x y z") == nil)
    #expect(pool.offer("a b c d e f g h y z") != nil)
  }

  @Test func theNearestIsFoundAmongMany() throws {
    let pool = InstructionPool(
      (0..<500).map { "Count the number \($0) up to the number \($0 * 7 % 501) slowly" })
    let near = try #require(pool.mostSimilar(to: "Count the number 33 up to the number 231 slowly"))
    #expect(near.index == 33 && near.rougeL == 1)
    #expect(InstructionPool([]).mostSimilar(to: "a b c d") == nil)
  }

  private func instance(_ instruction: String, _ input: String, _ output: String) -> GeneratedExample {
    GeneratedExample(fields: [
      TextField(name: "instruction", text: instruction), TextField(name: "input", text: input),
      TextField(name: "output", text: output),
    ])
  }

  @Test func instancesAreFiltered() {
    let refusals = InstanceFilter.refusals(of: [
      instance("Add.", "1 2", "3"), instance("Add.", "1  2", "4"), instance("Add.", "2 2", "4"),
      instance("add.", "2 2", "4"), instance("Say.", "x", "X"), instance("Say.", "", ""),
      instance("Say.", "", "x"),
      GeneratedExample(fields: [TextField(name: "text", text: "other")]),
    ])
    #expect(
      refusals == [.contradicted, .contradicted, nil, .repeated, .outputIsInput, .noOutput, nil, nil])
  }
}
