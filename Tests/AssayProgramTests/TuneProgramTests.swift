import Foundation
import Testing

/// `assay judge tune`, as far as it goes without a server.
@Suite final class TuneProgramTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-tune-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(
      "assay.toml",
      """
      [dimensions.accuracy]
      [judge]
      model = "small"
      [models.small]
      url = "http://127.0.0.1:1/v1"
      model = "s"
      price_in = 0
      price_out = 0
      [models.big]
      url = "http://127.0.0.1:1/v1"
      model = "b"

      """)
    try write("rows.jsonl", "{\"id\": \"a\", \"text\": \"hello\"}\n")
    #expect(try Program.run(["import", "rows.jsonl"], in: folder).code == 0)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  private func run(_ arguments: String...) throws -> Program.Output {
    try Program.run(["judge"] + arguments, in: folder)
  }

  /// `assay judge` has some of the same options and is asked first.
  @Test func optionsThatTheJudgeCommandHasTooAreNotLost() throws {
    let budget = try run("tune", "--judge", "big", "--budget", "2")
    #expect(budget.code == 2 && budget.error.contains("[models.big]") && budget.error.contains("price_in"))
    #expect(try run("tune", "--judge", "bgi").error.contains("there is no judge \"bgi\""))
    #expect(try run("versions", "--json").out.hasPrefix("["))
    let strange = try run("tune", "--samples", "3")
    #expect(strange.code == 2 && strange.error.contains("belong to `assay judge`"))
  }

  @Test func withoutDecisionsItSaysWhatIsMissing() throws {
    let output = try run("tune", "--max-calls", "5", "--json")
    #expect(output.code == 2 && output.out.isEmpty)
    #expect(output.error.contains("0 accepted and 0 rejected examples"))
  }
}
