import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct DuplicateClustersTests {
  private let corpus: DuplicateCorpus
  private var workspace: Workspace { corpus.workspace }
  private let settings: DuplicateSettings

  init() throws {
    corpus = try DuplicateCorpus()
    var settings = DuplicateSettings()
    settings.methods = [.exact, .minhash]
    self.settings = settings
    try corpus.add(DuplicateCorpus.planted(count: 300, seed: 9))
  }

  @Test func clustersFormAsASearchFormsThem() throws {
    let clusters = DuplicateClusters(workspace: workspace, settings: settings)
    #expect(try clusters.hasPairs() == false)
    #expect(try clusters.form(constraints: []) == [])
    #expect(try clusters.histogram(.minhash) == nil)
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    #expect(try clusters.hasPairs())
    #expect(try clusters.form(constraints: []) == workspace.clusters(limit: 999))
  }

  @Test func aMovedThresholdFormsOthersAndThoseCanBeWritten() throws {
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    let clusters = DuplicateClusters(workspace: workspace, settings: settings)
    let strict = try clusters.form(thresholds: [.minhash: 0.95], constraints: [])
    let loose = try clusters.form(thresholds: [.minhash: 0.56], constraints: [])
    #expect(strict.reduce(0) { $0 + $1.members.count } < loose.reduce(0) { $0 + $1.members.count })
    try clusters.write(loose)
    #expect(try workspace.clusters(limit: 999) == loose)
  }

  @Test func theHistogramCountsEveryPairOnce() throws {
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    let clusters = DuplicateClusters(workspace: workspace, settings: settings)
    let figures = try #require(try clusters.histogram(.minhash))
    #expect(figures.floor == 0.55)
    #expect(figures.counts.count == 46)
    #expect(figures.counts.reduce(0, +) == (try workspace.duplicatePairCount(method: .minhash)))
    let pairs = try workspace.duplicatePairs(method: .minhash)
    #expect(figures.counts[25...].reduce(0, +) == pairs.count { $0.similarity >= 0.8 })
    #expect(try clusters.histogram(.embedding) == nil)
  }

  @Test func importedClustersAreShownAndStay() throws {
    let writer = try workspace.beginImport(name: nil)
    for key in ["k0", "k1"] {
      _ = try writer.annotate(ImportAnnotation(key: key, cluster: ImportedCluster(id: "given")))
    }
    _ = try writer.finish()
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    let clusters = DuplicateClusters(workspace: workspace, settings: settings)
    let formed = try clusters.form(thresholds: [.minhash: 0.6], constraints: [])
    #expect(formed.contains { $0.method == "imported" && $0.members.count == 2 })
    try clusters.write(formed)
    #expect(try workspace.clusters(limit: 999) == formed)
    #expect(try workspace.importedClusters().count == 1)
  }

  @Test func aSearchByAnotherProcessIsNoticed() throws {
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    let clusters = DuplicateClusters(workspace: workspace, settings: settings)
    let before = try clusters.form(constraints: []).count
    try corpus.add([
      "a text with a copy and nothing else to say", "a text with a copy and nothing else to say",
    ])
    _ = try DuplicateRun(workspace: workspace, settings: settings).run()
    #expect(try clusters.form(constraints: []).count == before + 1)
  }
}
