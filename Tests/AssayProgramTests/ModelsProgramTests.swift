import Foundation
import Testing

@Suite struct ModelsProgramTests {
  private struct Entry: Decodable {
    var name: String
    var state: String
    var licence: String
    var dimensions: Int?
    var use: String
  }

  @Test func aComputerWithoutModelsIsToldHowToGetOne() throws {
    let list = try Program.run(["models", "--json"])
    #expect(list.code == 0)
    let entries = try JSONDecoder().decode([Entry].self, from: Data(list.out.utf8))
    #expect(entries.first?.state == "missing")
    #expect(entries.first?.licence == "MIT")
    #expect(entries.map(\.use) == ["embedding", "chat"])
    let name = try #require(entries.first?.name)
    #expect(try Program.run(["models"]).error.contains("assay models fetch \(name)"))
    #expect(try Program.run(["models", "path"]).out == "/nonexistent/.local/share/assay/models\n")
    #expect(
      try Program.run(["models", "path", name]).out == "/nonexistent/.local/share/assay/models/\(name)\n")
    #expect(try Program.run(["models", "path", "../x"]).code == 2)
    #expect(try Program.run(["models", "verify"]).code == 2)
  }
}
