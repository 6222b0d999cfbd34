import AssayCalibration
import AssayModel
import AssayReport
import Foundation
import Testing

@Suite struct HTMLReportTests {
  private static let hostile =
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>\" onload=\"x ]]> &amp; \u{202E}abc\u{0}"

  /// Every text that comes from people, models or files is a hostile one.
  private var hostilePage: String {
    var input = SampleReports.input()
    let text = Self.hostile
    input.task.name = text
    input.task.description = text
    input.task.labels = [text]
    input.task.dimensions[0].description = text
    input.task.dimensions[0].anchors = [1: text]
    input.batches = [Batch(id: BatchID(1), name: text, technique: text, count: 40)]
    input.labels = [Tally(text, 3)]
    input.models = [Tally(text, 3)]
    input.data?.judge.name = text
    input.judges[0].name = text
    input.log = DecisionLog([
      Decision(
        id: DecisionID(1), uuid: "u", step: DecisionID(1), example: ExampleID(1), reviewer: text,
        action: .accept, at: 0)
    ])
    input.adoptions = [Adoption(judge: JudgeID(1), rule: nil, author: text, at: 0, reason: text)]
    input.data?.definition = JudgeDefinition(
      specification: JudgeSpecification(), models: [.init(endpoint: text, model: text, family: text)],
      template: text, task: text, labels: [text], dimensions: [])
    input.fingerprints[JudgeID(1)] = "00"
    input.relatedGenerators = [text]
    input.data?.openings = [
      TestOpening(setHash: "h", judge: JudgeID(1), author: text, at: 0, purpose: text)
    ]
    return HTMLReport(ReportDocument(ReportContent(input))).text
  }

  @Test func thePageIsWellFormed() {
    #expect(PageReader(HTMLReport(ReportDocument(SampleReports.content)).text).problem == nil)
    #expect(
      PageReader(HTMLReport(ReportDocument(ReportContent(SampleReports.input(nil)))).text).problem == nil)
  }

  @Test func textsOfOthersStayTexts() {
    let page = PageReader(hostilePage)
    #expect(page.problem == nil)
    let harmful = ["script", "img", "iframe", "object", "embed", "link", "base", "form", "foreignObject"]
    #expect(page.elements.allSatisfy { !harmful.contains($0.name) })
    #expect(page.elements.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    #expect(page.text.contains("<img src=x onerror=alert(1)>"))
    #expect(!page.text.contains("\u{202E}") && page.text.contains("⟨U+202E⟩abc␀"))
  }

  @Test func nothingIsFetchedFromAnywhere() {
    for text in [hostilePage, HTMLReport(ReportDocument(SampleReports.content)).text] {
      let page = PageReader(text)
      for element in page.elements {
        #expect(element.attributes["src"] == nil && element.attributes["style"] == nil)
        if let target = element.attributes["href"] { #expect(target.hasPrefix("#")) }
        for value in element.attributes.values where value.contains("url(") {
          #expect(value.hasPrefix("url(#"))
        }
      }
      let style = text.components(separatedBy: "<style>")[1].components(separatedBy: "</style>")[0]
      #expect(!style.contains("url(") && !style.contains("@import") && !style.contains("http"))
      #expect(text.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""))
    }
  }

  @Test func everyLinkLeadsToSomething() {
    let page = PageReader(HTMLReport(ReportDocument(SampleReports.content)).text)
    let names = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(names).count == names.count)
    for link in page.elements(named: "a") {
      #expect(names.contains(String((link.attributes["href"] ?? "").dropFirst())))
    }
    for element in page.elements {
      for name in (element.attributes["aria-labelledby"] ?? "").split(separator: " ") {
        #expect(names.contains(String(name)))
      }
    }
  }

  @Test func tablesNameThemselvesTheirColumnsAndRows() {
    let page = PageReader(HTMLReport(ReportDocument(SampleReports.content)).text)
    let tables = page.elements(named: "table").count
    #expect(tables > 8 && page.elements(named: "caption").count == tables)
    #expect(page.elements(named: "th").allSatisfy { ["col", "row"].contains($0.attributes["scope"]) })
  }

  @Test func itIsMadeForLightDarkAndPaper() {
    let text = HTMLReport(ReportDocument(SampleReports.content)).text
    #expect(text.contains("@media (prefers-color-scheme: dark)") && text.contains("@media print"))
    #expect(text.contains("<html lang=\"en\">"))
  }
}
