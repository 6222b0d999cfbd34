import AssayDuplicates
import AssayModel
import Testing

@Suite struct LexicalSearchTests {
  private func pairs(_ texts: [String], _ settings: DuplicateSettings = .init()) throws -> [DuplicatePair] {
    let corpus = try LexicalCorpus(
      texts: texts.map { Array($0.utf8) }, fingerprinter: LexicalFingerprinter(settings))
    return try LexicalSearch(settings: settings).find(corpus).pairs
  }

  @Test func copiesArePairedWithTheFirst() throws {
    let found = try pairs(["Say it again.", "something else", "say it  AGAIN", "Say it again!"])
    #expect(
      found == [
        DuplicatePair(0, 2, method: .exact, similarity: 1),
        DuplicatePair(0, 3, method: .exact, similarity: 1),
      ])
  }
}
