import AssayEngine
import AssayModel
import AssayStore
import Foundation
import Testing

@Suite struct DuplicateRunTests {
  private let workspace: Workspace

  init() throws {
    // The body is the text itself: what rows look like does not matter here.
    workspace = try Workspace.temporary { body, _, _ in ([TextField(name: "text", text: body)], []) }
  }

  private func add(_ texts: [String], scores: [Double?] = []) throws {
    let writer = try workspace.beginImport(name: nil)
    let before = try workspace.exampleCount()
    for (index, text) in texts.enumerated() {
      let score = index < scores.count ? scores[index] : nil
      let row = ImportRow(
        key: "k\(before + index)", body: text, fields: [TextField(name: "text", text: text)],
        judgements: score.map {
          [Judgement(judge: "j", scores: [DimensionScore(dimension: "d", value: $0)])]
        } ?? [])
      _ = try writer.add(row, contentHash: String(repeating: "0", count: 30) + hex(before + index))
    }
    _ = try writer.finish()
  }

  private func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 2 - digits.count) + digits
  }

  private func families() throws -> [[Int64]] {
    try workspace.clusters(limit: 100).map { $0.members.map(\.example.rawValue) }
  }

  private let near = [
    "I was charged twice for my order last week and nobody has refunded me yet, please help me with this",
    "My parcel says delivered but there is nothing at my door and the neighbours have not seen it either",
    "I was charged twice for my order last week and nobody has refunded me yet, please help me with that",
    "  i was CHARGED twice for my order last week and nobody has refunded me yet, please help me with this ",
  ]

  @Test func findsCopiesAndNearCopies() throws {
    try add(near)
    let summary = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    #expect(summary == DuplicateRun.Summary(examples: 4, clusters: 1, members: 3, exact: 0, threshold: 0.7))
    let cluster = try #require(try workspace.clusters(limit: 10).first)
    #expect(Set(cluster.members.map(\.example.rawValue)) == [1, 3, 4])
    #expect(cluster.method == "minhash")
    #expect(cluster.threshold == 0.7)
    #expect(cluster.members[0].similarity == 1)
    #expect(cluster.members.allSatisfy { $0.similarity >= 0.7 && $0.similarity <= 1 })
  }

  @Test func theThresholdDecides() throws {
    try add(near)
    let strict = try DuplicateRun(workspace: workspace, threshold: 1).run()
    #expect(strict.clusters == 1)
    #expect(strict.exact == 1)
    #expect(try families() == [[1, 4]])
    // The same fingerprints serve any threshold.
    _ = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    #expect(try families().map { Set($0) } == [[1, 3, 4]])
  }

  @Test func runningAgainChangesNothing() throws {
    try add(near)
    _ = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    let first = try workspace.clusters(limit: 10).map(\.members)
    _ = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    #expect(try workspace.clusters(limit: 10).map(\.members) == first)
  }

  @Test func laterExamplesJoin() throws {
    try add([near[0], near[1]])
    #expect(try DuplicateRun(workspace: workspace, threshold: 0.7).run().clusters == 0)
    try add([near[2]])
    #expect(try DuplicateRun(workspace: workspace, threshold: 0.7).run().clusters == 1)
    #expect(try families().map { Set($0) } == [[1, 3]])
  }

  @Test func theBestScoreRepresents() throws {
    try add([near[0], near[2], near[3]], scores: [2, 5, nil])
    _ = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    #expect(try families().first?.first == 2)
  }

  @Test func emptyAndWordlessTextsStayAlone() throws {
    #expect(try DuplicateRun(workspace: workspace, threshold: 0.7).run().clusters == 0)
    try add(["one", "!!!", "…", "two"])
    #expect(try DuplicateRun(workspace: workspace, threshold: 0.7).run().clusters == 0)
  }

  @Test func cancellingLeavesTheClustersAlone() throws {
    try add(near)
    _ = try DuplicateRun(workspace: workspace, threshold: 0.7).run()
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationError.self) {
      try DuplicateRun(workspace: workspace, threshold: 1, cancellation: cancellation).run()
    }
    #expect(try families().map { Set($0) } == [[1, 3, 4]])
  }
}
