import AssayReport
import Testing

@Suite struct NumberTextTests {
  @Test func numbersAreWrittenForReading() {
    #expect(NumberText.fixed(0.835, 1) == "0.8" && NumberText.fixed(-1.25, 1) == "\u{2212}1.2")
    #expect(NumberText.fixed(-0.001) == "0.00")
    #expect(NumberText.percent(0.8341) == "83.4\u{A0}%")
    #expect(NumberText.short(4) == "4" && NumberText.short(3.50) == "3.5" && NumberText.short(100) == "100")
    #expect(NumberText.grouped(1_234_567) == "1,234,567" && NumberText.grouped(999) == "999")
    #expect(NumberText.grouped(-1234) == "\u{2212}1,234")
    #expect(NumberText.count(1, "batch", "batches") == "1 batch")
    #expect(NumberText.list(["a", "b", "c"]) == "a, b and c" && NumberText.list([]) == "")
  }

  @Test func momentsAreInUTC() {
    #expect(NumberText.day(1_760_000_000_000) == "2025-10-09")
    #expect(NumberText.minute(1_760_000_000_000) == "2025-10-09 08:53 UTC")
  }
}
