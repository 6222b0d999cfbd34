import AssayEngine
import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct MessageTests {
  @Test func figures() {
    #expect(Figures.grouped(0) == "0")
    #expect(Figures.grouped(999) == "999")
    #expect(Figures.grouped(1_000) == "1,000")
    #expect(Figures.grouped(-1_234_567) == "-1,234,567")
    #expect(Figures.count(1, "example") == "1 example")
    #expect(Figures.count(2, "batch", "batches") == "2 batches")
    #expect(Figures.bytes(999) == "999 B")
    #expect(Figures.bytes(12_345_678) == "12.3 MB")
    #expect(Figures.duration(59.4) == "0:59")
    #expect(Figures.duration(3_725) == "1:02:05")
    #expect(Figures.percent(0.8344) == "83.4 %")
  }

  /// What is escaped is still the same text to whoever reads the JSON.
  @Test func nothingThatATerminalActsOnStandsRawInJSON() throws {
    let hostile = "\u{1B}[31m\u{9B}1m\u{202E}live\u{2066}\u{7F}\u{E0041}\u{2028}é漢😀"
    let encoded = String(decoding: try JSONEncoder().encode([hostile]), as: UTF8.self)
    let safe = JSONOutput.safe(encoded)
    let raw = safe.unicodeScalars.filter {
      [.control, .format, .lineSeparator].contains($0.properties.generalCategory)
    }
    #expect(Array(raw) == [])
    #expect(safe.contains(#"\u202elive"#) && safe.contains(#"\udb40\udc41"#) && safe.contains("é漢😀"))
    #expect(try JSONDecoder().decode([String].self, from: Data(safe.utf8)) == [hostile])
    #expect(JSONOutput.safe("{\n}") == "{\n}")
  }

  @Test func aTerminalBreaksMessagesBetweenWords() {
    let message = "Stopped before the end; what came is saved\nand  two"
    #expect(
      Console.errorLines(message, columns: 30)
        == ["Stopped before the end; what", "came is saved", "and  two"])
    #expect(Console.errorLines(message, columns: nil).first == "Stopped before the end; what came is saved")
  }

  @Test func progressOfAnImport() {
    let known = ImportProgress(
      file: "a.jsonl", bytes: 5_000_000, totalBytes: 20_000_000, rows: 20_000, seconds: 2)
    #expect(
      ImportCommand.line(for: known)
        == "[#####---------------] 25 %  5.0 MB of 20.0 MB  10,000 rows/s  0:06 left")
    let piped = ImportProgress(file: "standard input", bytes: 100, totalBytes: nil, rows: 1, seconds: 0)
    #expect(ImportCommand.line(for: piped) == "100 B  1 row")
    // A file may grow while it is read.
    let grown = ImportProgress(file: "a", bytes: 30, totalBytes: 20, rows: 1, seconds: 1)
    #expect(ImportCommand.line(for: grown).hasPrefix("[####################] 100 %"))
    #expect(grown.secondsLeft == 0)
  }

  @Test func summaryOfAnImport() {
    var summary = ImportSummary()
    summary.added = 1200
    #expect(ImportCommand.sentence(summary) == "Imported 1,200 examples in 0:00")
    summary.alreadyThere = 3
    summary.merged = 2
    summary.refused = 1
    summary.failedFiles = 1
    summary.decisions = 1
    summary.seconds = 2
    #expect(
      ImportCommand.sentence(summary)
        == "Imported 1,200 examples (3 were there already, 2 of them with something new, 1 decision, "
        + "1 line refused, 1 file not read) in 0:02, 602 rows/s")
  }

  @Test func mappings() {
    #expect(ImportCommand.entry("text=instances.0.input")?.path == "instances.0.input")
    #expect(ImportCommand.entry("text=a=b")?.path == "a=b")
    for wrong in ["text", "=path", "text=", ""] { #expect(ImportCommand.entry(wrong) == nil) }
  }
}
