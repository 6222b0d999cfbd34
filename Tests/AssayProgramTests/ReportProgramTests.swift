import Foundation
import Testing

/// `assay report` on a workspace of real data.
@Suite struct ReportProgramTests {
  private let workspace: SampleWorkspace

  init() throws { workspace = try SampleWorkspace("instruction-following") }

  private func report(_ arguments: String...) throws -> Program.Output {
    try Program.run(["report", "--resamples", "100"] + arguments, in: workspace.folder)
  }

  private func file(_ name: String) -> URL { workspace.folder.appendingPathComponent(name) }

  @Test func theFileNameSaysWhichForm() throws {
    for (name, start) in [("r.html", "<!DOCTYPE html>"), ("r.md", "# Calibration of"), ("r.json", "{\n")] {
      let output = try report("-o", name)
      #expect(output.code == 0 && output.out.isEmpty && output.error.contains("Wrote the report to \(name)"))
      #expect(try String(contentsOf: file(name), encoding: .utf8).hasPrefix(start))
    }
  }

  @Test func aFileThatIsThereStays() throws {
    try Data("mine".utf8).write(to: file("r.html"))
    let refused = try report("-o", "r.html")
    #expect(refused.code == 2 && refused.error.contains("r.html is there already"))
    #expect(try String(contentsOf: file("r.html"), encoding: .utf8) == "mine")
    #expect(try report("-o", "r.html", "--force").code == 0)
    #expect(try String(contentsOf: file("r.html"), encoding: .utf8).hasPrefix("<!DOCTYPE html>"))
  }

  @Test func withoutAFileItGoesToTheOutput() throws {
    let page = try report()
    #expect(page.code == 0 && page.out.hasPrefix("<!DOCTYPE html>") && page.out.hasSuffix("</html>\n"))
    let output = try report("--format", "json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
    let limits = try #require(object["limits"] as? [[String: Any]])
    #expect(limits.contains { $0["code"] as? String == "no-truth" })
  }

  @Test func nothingIsOpenedWhereNothingIs() throws {
    let output = try report("--split", "test", "--format", "md")
    #expect(output.code == 2 && output.error.contains("nothing was opened"))
    #expect(try report("--format", "md").out.contains("It has never been opened."))
  }

  @Test func aWrongNameIsTold() throws {
    let output = try report("--judge", "GPT-4/Ratin", "--format", "md")
    #expect(output.code == 2 && output.error.contains("there is no judge \"GPT-4/Ratin\""))
  }
}
