import AssayCalibration
import AssayText
import Testing

@testable import AssayCommands

@Suite struct DifferenceTextTests {
  private func lines(_ old: String, _ new: String, _ changes: [DefinitionChange] = []) -> [String] {
    DifferenceText.lines(changes, LineDiff.segments(old: old, new: new))
  }

  @Test func onlyLinesNearADifferenceAreShown() {
    let middle = (1...6).map { "line \($0)\n" }.joined()
    #expect(
      lines("a b c\n" + middle + "end\n", "a x c\n" + middle + "end\n") == [
        "a [-b-]{+x+} c", "line 1", "line 2", "... 6 lines as before",
      ])
  }

  @Test func wholeLinesStandAlone() {
    #expect(lines("a\nb\nc\n", "a\nc\n") == ["a", "[-b-]", "c", ""])
    #expect(lines("a\nc\n", "a\nb\nc\n") == ["a", "{+b+}", "c", ""])
  }

  @Test func factsComeFirst() {
    let change = DefinitionChange(name: "shots", old: nil, new: "2")
    #expect(lines("a", "a", [change]) == ["shots: none -> 2", "The words of the prompt are the same."])
    #expect(lines("a", "a") == ["They are the same."])
  }
}
