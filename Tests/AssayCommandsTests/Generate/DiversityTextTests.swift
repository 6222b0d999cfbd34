import AssayModel
import Testing

@testable import AssayCommands

@Suite struct DiversityTextTests {
  private func report(_ examples: Int, rate: Double = 40) -> DiversityReport {
    var report = DiversityReport(examples: examples)
    report.newClusterRate = rate
    report.clusters = 30
    report.expectedClusters = 80
    report.vendi = 0.63
    return report
  }

  @Test func theVendiScoreSaysWhatItWasTakenOn() {
    var report = report(200)
    report.vendiBasis = VendiBasis(model: "wordllama-l2-supercat-256 1a2b3c4d")
    #expect(
      DiversityText.sentence(report).hasSuffix("Vendi/n 0.63 on embeddings (wordllama-l2-supercat-256)"))
    report.vendiBasis = VendiBasis(omission: "no embedding model is installed")
    #expect(
      DiversityText.sentence(report).hasSuffix("Vendi/n 0.63 on n-grams (no embedding model is installed)"))
    report.vendiBasis = VendiBasis()
    #expect(DiversityText.sentence(report).hasSuffix("Vendi/n 0.63 on n-grams"))
    // As an older version wrote it.
    report.vendiBasis = nil
    #expect(DiversityText.sentence(report).hasSuffix("Vendi/n 0.63"))
  }

  @Test func scriptsGetTheBasisToo() throws {
    var report = report(200)
    report.vendiBasis = VendiBasis(model: "small 1a2b")
    #expect(try JSONOutput.text(report).contains("\"kind\" : \"embeddings\""))
    report.vendiBasis = VendiBasis(omission: "no model")
    let text = try JSONOutput.text(report)
    #expect(text.contains("\"vendi_basis\"") && text.contains("\"n-grams\"") && text.contains("no model"))
  }

  @Test func ofFewTextsCountsAreToldAndNoRates() {
    let few = DiversityText.sentence(report(17, rate: 800.0 / 17))
    #expect(
      few.hasPrefix("8 of 17 texts were like none before, too few to tell how varied they are, Vendi/n"))
    #expect(DiversityText.sentence(report(1, rate: 100)).hasPrefix("1 of 1 text was like none before"))
    #expect(!few.contains("at least") && !few.contains("per 100"))
    #expect(
      DiversityText.sentence(report(50)).hasPrefix(
        "40 new clusters per 100, 30 clusters of at least about 80"))
  }
}
