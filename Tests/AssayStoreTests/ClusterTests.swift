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

  private func new(_ ids: Int64...) -> Cluster {
    Cluster(
      id: ClusterID(99), method: "minhash", kind: .near, threshold: 0.7,
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
    #expect(try members == [[1, 3], [4, 5]])
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
    let writer = try workspace.beginImport(name: nil, fingerprintSettings: 7)
    _ = try writer.add(row, contentHash: hash(row), bands: [9, 0, 255])
    _ = try writer.finish()
    let all = ExampleID(1)...ExampleID(100)
    func missing(_ settings: Int64, _ limit: Int) throws -> [Int64] {
      try workspace.examplesWithoutFingerprint(in: all, settings: settings, limit: limit).map(\.rawValue)
    }
    #expect(try missing(7, 3) == [1, 2, 3])
    try workspace.write(
      [
        Fingerprint(example: ExampleID(2), bands: []), Fingerprint(example: ExampleID(1), bands: [1]),
        Fingerprint(example: ExampleID(1), bands: [2]),
      ], settings: 7)
    var read: [Fingerprint] = []
    try workspace.forEachFingerprint(in: all, settings: 7) {
      read.append(Fingerprint(example: $0, bands: Array($1)))
    }
    #expect(
      read == [
        Fingerprint(example: ExampleID(1), bands: [2]), Fingerprint(example: ExampleID(2), bands: []),
        Fingerprint(example: ExampleID(9), bands: [9, 0, 255]),
      ])
    // Other settings: what is there is stale, until it is made again.
    #expect(try missing(8, 9) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
    try workspace.write([Fingerprint(example: ExampleID(1), bands: [3])], settings: 8)
    #expect(try missing(8, 2) == [2, 3])
    #expect(try missing(7, 1) == [1])
  }

  // MARK: Numbers

  private func given(_ key: String, _ cluster: String, similarity: Double = 1) -> ImportAnnotation {
    ImportAnnotation(key: key, cluster: ImportedCluster(id: cluster, similarity: similarity))
  }

  @Test func aClusterGoesByItsOldestMember() throws {
    try workspace.replaceClusters([new(5, 3, 4), new(8, 7)])
    #expect(try workspace.clusters(limit: 9).map(\.id.rawValue) == [3, 7])
    #expect(try workspace.cluster(ClusterID(3))?.members.first?.example == ExampleID(5))
    try workspace.replaceClusters([new(7, 8), new(5, 4, 3, 1)])
    #expect(try workspace.clusters(limit: 9).map(\.id.rawValue) == [1, 7])
  }

  @Test func anImportedClusterGoesByTheFirstThatWasNamed() throws {
    try workspace.annotate(given("k6", "given"), given("k2", "given"), given("k5", "other"))
    #expect(try workspace.importedClusters().map(\.id.rawValue) == [5, 6])
    #expect(try workspace.cluster(of: ExampleID(2))?.id == ClusterID(6))
  }

  /// The number of an example that leaves for an imported cluster goes with it.
  @Test func numbersNeverCollide() throws {
    try workspace.replaceClusters([new(1, 2, 3), new(4, 5)])
    try workspace.annotate(given("k1", "given"), given("k4", "pair"))
    #expect(try members == [[2, 3], [1], [4]])
    #expect(try workspace.clusters(limit: 9).map(\.id.rawValue) == [2, 1, 4])
    #expect(try workspace.cluster(of: ExampleID(5)) == nil)
    // A search that knows nothing of them gives the same.
    try workspace.replaceClusters([new(1, 2, 3), new(4, 5, 6)])
    #expect(try Set(workspace.clusters(limit: 9).map(\.id.rawValue)) == [1, 2, 4, 5])
    #expect(try workspace.integrityProblems().isEmpty)
  }

  /// Whatever is imported and searched in whatever order, every cluster goes by one of its members.
  @Test(arguments: 0..<30) func everyClusterIsNamedAfterAMember(seed: Int) throws {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<12 {
      if random(2) == 0 {
        try workspace.annotate(given("k\(1 + random(8))", "g\(random(3))"))
      } else {
        let shuffled = (1...8).map { (random(1_000), Int64($0)) }.sorted { $0 < $1 }.map(\.1)
        let cut = 2 + random(5)
        try workspace.replaceClusters(
          [shuffled[..<cut], shuffled[cut...]].map { part in
            Cluster(
              id: ClusterID(0), method: "minhash", kind: .near, threshold: 0.7,
              members: part.map { Cluster.Member(example: ExampleID($0), similarity: 1) })
          })
      }
      for cluster in try workspace.clusters(limit: 9) {
        #expect(cluster.members.contains { $0.example.rawValue == cluster.id.rawValue })
      }
      #expect(try workspace.integrityProblems().isEmpty)
    }
  }

  @Test func kindsAndMethodsAreKept() throws {
    let members = [
      Cluster.Member(example: ExampleID(2), similarity: 1, method: "embedding"),
      Cluster.Member(example: ExampleID(1), similarity: 0.96, method: "embedding"),
      Cluster.Member(example: ExampleID(4), similarity: 0.5, method: "person"),
    ]
    let cluster = Cluster(
      id: ClusterID(1), method: "embedding", kind: .semantic, threshold: 0.95, members: members)
    try workspace.replaceClusters([cluster])
    #expect(try workspace.cluster(ClusterID(1)) == cluster)
    let row = try #require(try workspace.allRows().first { $0.id == ExampleID(4) })
    #expect(
      row.cluster
        == ImportedCluster(
          id: "1", method: "embedding", threshold: 0.95, similarity: 0.5, kind: .semantic,
          memberMethod: "person"))
  }
}
