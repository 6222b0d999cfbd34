import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct ClusterTests {
  let workspace: Workspace

  init() throws {
    workspace = try temporaryWorkspace()
    try workspace.load((1...8).map { SampleRows.row("row \($0)", key: "k\($0)") })
  }

  private func new(_ ids: Int64...) -> NewCluster {
    NewCluster(
      method: "minhash", threshold: 0.7,
      members: ids.enumerated().map {
        Cluster.Member(example: ExampleID($0.element), similarity: 1 - Double($0.offset) / 10)
      })
  }

  private var members: [[Int64]] {
    get throws { try workspace.clusters(limit: 10).map { $0.members.map(\.example.rawValue) } }
  }

  @Test func computedClustersAreReplacedAsAWhole() throws {
    #expect(try workspace.replaceClusters([new(1, 2), new(5, 3, 4)]) == 2)
    #expect(try members == [[5, 3, 4], [1, 2]])
    let cluster = try #require(try workspace.cluster(of: ExampleID(4)))
    #expect(cluster.method == "minhash" && cluster.threshold == 0.7)
    #expect(cluster.members.map(\.similarity) == [1, 0.9, 0.8])
    #expect(try workspace.cluster(cluster.id) == cluster)
    let revision = try workspace.revision()
    try workspace.replaceClusters([new(2, 8)])
    #expect(try members == [[2, 8]])
    #expect(try workspace.cluster(of: ExampleID(4)) == nil)
    #expect(try workspace.revision() == revision + 1)
    #expect(try workspace.clusterCount() == 1)
  }

  @Test func importedClustersWin() throws {
    try workspace.replaceClusters([new(1, 2), new(3, 4, 5)])
    try workspace.annotate(
      ImportAnnotation(key: "k1", cluster: ImportedCluster(id: "given", representative: true)),
      ImportAnnotation(key: "k3", cluster: ImportedCluster(id: "given", similarity: 0.8)))
    #expect(try members == [[4, 5], [1, 3]])
    try workspace.replaceClusters([new(1, 6, 7), new(3, 8)])
    #expect(try members == [[1, 3], [6, 7]])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  @Test func clustersComeByPage() throws {
    try workspace.replaceClusters([new(1, 2), new(3, 4, 5), new(6, 7)])
    #expect(try workspace.clusters(limit: 1).first?.members.count == 3)
    let rest = try workspace.clusters(limit: 5, offset: 1)
    #expect(rest.map { $0.members.map(\.example.rawValue) } == [[1, 2], [6, 7]])
  }

  @Test func fingerprintsAreKept() throws {
    let row = SampleRows.row("row 9")
    let writer = try workspace.beginImport(name: nil)
    _ = try writer.add(row, contentHash: hash(row), bands: [9, 0, 255])
    _ = try writer.finish()
    let all = ExampleID(1)...ExampleID(100)
    #expect(try workspace.examplesWithoutFingerprint(in: all, limit: 3).map(\.rawValue) == [1, 2, 3])
    try workspace.write([
      Fingerprint(example: ExampleID(2), bands: []), Fingerprint(example: ExampleID(1), bands: [1]),
      Fingerprint(example: ExampleID(1), bands: [2]),
    ])
    var read: [Fingerprint] = []
    try workspace.forEachFingerprint(in: all) { read.append(Fingerprint(example: $0, bands: Array($1))) }
    #expect(
      read == [
        Fingerprint(example: ExampleID(1), bands: [2]), Fingerprint(example: ExampleID(2), bands: []),
        Fingerprint(example: ExampleID(9), bands: [9, 0, 255]),
      ])
  }
}
