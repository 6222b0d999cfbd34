import AssayReport
import TerminalTesting
import Testing

/// Whole reports, to be read by a person when they change.
@Suite struct GoldenReportTests {
  @Test func thePage() {
    #expect(
      GoldenFile.compare(HTMLReport(ReportDocument(SampleReports.content)).text, named: "report.html") == nil)
  }

  @Test func theMarkdown() {
    #expect(
      GoldenFile.compare(MarkdownReport(ReportDocument(SampleReports.content)).text, named: "report.md")
        == nil)
  }

  @Test func anEmptyWorkspace() {
    let content = ReportContent(SampleReports.input(nil))
    #expect(GoldenFile.compare(MarkdownReport(ReportDocument(content)).text, named: "empty.md") == nil)
  }
}
