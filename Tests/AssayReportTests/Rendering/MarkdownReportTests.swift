import AssayReport
import Foundation
import Testing

@Suite struct MarkdownReportTests {
  private func text(_ blocks: [ReportDocument.Block]) -> String {
    MarkdownReport(
      ReportDocument(title: "T", subtitle: "S", summary: blocks, sections: [], footer: "F")
    ).text
  }

  @Test func tablesAreTables() {
    let table = ReportTable(
      caption: "Rates", columns: [.init(""), .number("value"), .init("")],
      rows: [["a | b", .init("1", detail: "0 to 2"), ""], ["c", .init("2", emphasis: .costly), ""]],
      note: "a note")
    #expect(
      text([.table(table)]) == """
        # T

        S

        **Rates**

        |  | value |
        | --- | ---: |
        | a \\| b | 1 (0 to 2) |
        | c | **2** |

        a note

        ---

        F

        """)
  }

  @Test func chartsAreToldInWords() {
    let chart = Chart(
      title: "ROC", summary: "Area 0.9.", x: .share("x"), y: .share("y"), layers: [.line([], .main)])
    let markdown = text([.charts([chart])])
    #expect(markdown.contains("- **ROC:** Area 0.9.") && !markdown.contains("svg"))
  }

  @Test func longTextsAreFolded() {
    let markdown = text([.source(title: "<Prompt>", text: "a\n```\nb")])
    #expect(
      markdown.contains(
        "<details>\n<summary>&lt;Prompt&gt;</summary>\n\n````text\na\n```\nb\n````\n\n</details>"))
  }

  @Test func everyRowHasAsManyCellsAsItsHead() {
    let lines = MarkdownReport(ReportDocument(SampleReports.content)).text.split(separator: "\n")
    func cells(_ line: Substring) -> Int {
      line.replacingOccurrences(of: "\\|", with: "").split(separator: "|", omittingEmptySubsequences: false)
        .count
    }
    var head: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        head = nil
        continue
      }
      if let head { #expect(cells(line) == head) } else { head = cells(line) }
    }
  }
}
