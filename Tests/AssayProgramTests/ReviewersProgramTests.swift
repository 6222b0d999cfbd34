import Foundation
import Testing

/// `assay merge` and `assay reviewers`: two people, two folders.
@Suite struct ReviewersProgramTests {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("assay-people-\(UUID().uuidString)")
    let verdicts = ["ana": ["accept", "reject", "accept"], "ben": ["accept", "reject", "reject"]]
    for (name, words) in verdicts {
      let folder = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let rows = words.enumerated().map { index, word in
        let decision =
          #"{"reviewer": "\#(name)", "verdict": "\#(word)", "at": "2026-01-31T12:30:0\#(index).000Z", "rubric": "00000000"}"#
        return #"{"id": "e\#(index)", "text": "text \#(index)", "decisions": [\#(decision)]}"#
      }
      let file = folder.appendingPathComponent("rows.jsonl")
      try Data(rows.joined(separator: "\n").utf8).write(to: file)
      let output = try Program.run(["import", "rows.jsonl", "--no-duplicates", "--quiet"], in: folder)
      #expect(output.code == 0)
    }
  }

  private func end() { try? FileManager.default.removeItem(at: root) }

  private func assay(_ arguments: String...) throws -> Program.Output {
    try Program.run(arguments, in: root.appendingPathComponent("ana"))
  }

  private func object(_ output: Program.Output) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any])
  }

  @Test func twoPeopleAreMergedOnceAndMeasured() throws {
    defer { end() }
    let first = try assay("merge", "../ben")
    #expect(first.code == 0)
    #expect(first.out.contains("../ben: 3 new decisions"))
    #expect(first.out.contains("People differ on 1 example"))
    let again = try object(try assay("merge", "../ben/assay.db", "--json"))
    let source = try #require((again["sources"] as? [[String: Any]])?.first)
    #expect(source["decisions"] as? Int == 0 && source["already_there"] as? Int == 3)
    #expect(again["reviewers"] as? [String] == ["ana", "ben"])

    let report = try object(try assay("reviewers", "--json"))
    let agreement = try #require(report["agreement"] as? [String: Any])
    #expect(agreement["conflicts"] as? Int == 1)
    let pair = try #require((agreement["pairs"] as? [[String: Any]])?.first)
    let kappa = try #require(pair["kappa"] as? [String: Any])
    #expect(abs((kappa["value"] as? Double ?? 0) - 0.4) < 1e-9)
    #expect(kappa["n"] as? Int == 3)
    let ana = try #require((report["reviewers"] as? [[String: Any]])?.first)
    #expect((ana["known_bad_caught"] as? [String: Any])?["value"] is NSNull)
    #expect((report["rubric"] as? [String: Any])?["under_older"] as? Int == 6)
    let lines = try assay("reviewers")
    #expect(lines.code == 0)
    #expect(lines.out.contains("ana and ben: kappa 0.40"))
    #expect(try assay("status").out.contains("2 of 100 (1 accepted, 1 rejected, 1 disputed"))
  }

  @Test func exitCodesSayWhatWasLeftOut() throws {
    defer { end() }
    try Data(#"{"id": "nowhere", "reviewer": "eve", "verdict": "accept"}"#.utf8).write(
      to: root.appendingPathComponent("eve.jsonl"))
    let unknown = try assay("merge", "../eve.jsonl")
    #expect(unknown.code == 1)
    #expect(unknown.error.contains("../eve.jsonl:1: there is no example with the id “nowhere”"))
    let mixed = try assay("merge", "../ben", "../missing.jsonl")
    #expect(mixed.code == 1)
    #expect(mixed.out.contains("3 new decisions"))
    #expect(mixed.error.contains("../missing.jsonl: "))
    #expect(try assay("merge", "../missing.jsonl").code == 2)
    let itself = try assay("merge", ".")
    #expect(itself.code == 2)
    #expect(itself.error.contains("this is the workspace itself"))
    let renamed = try assay("merge", "../ben", "--rename", "ben")
    #expect(renamed.code != 0 && renamed.error.contains("name=new"))
  }
}
