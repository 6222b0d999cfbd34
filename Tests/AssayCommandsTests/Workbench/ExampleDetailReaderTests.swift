import AssayEngine
import AssayFormats
import AssayModel
import AssayStore
import AssayWorkbench
import Testing

@testable import AssayCommands

/// A copy that measures the reviewer stands among its original's near duplicates, and nothing tells it from the original.
@Suite struct ExampleDetailReaderTests {
  private let workspace: Workspace
  private let original = ExampleID(2)
  private let copy: Probe

  init() throws {
    let files = try TemporaryFolder()
    workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    let rows = (1...6).map { #"{"id": "row-\#($0)", "text": "the text of row \#($0)", "label": "x"}"# }
    let path = try files.write("rows.jsonl", rows.joined(separator: "\n"))
    _ = try ImportRun(workspace: workspace, sources: [.file(path)]).run()
    try workspace.replaceClusters([
      Cluster(
        id: ClusterID(1), method: "minhash", kind: .near, threshold: 0.8,
        members: [
          .init(example: ExampleID(1), similarity: 1), .init(example: original, similarity: 0.9),
          .init(example: ExampleID(4), similarity: 0.85),
        ])
    ])
    let example = try #require(try workspace.examples([original]).first)
    copy = try #require(try workspace.addProbes([.repeat(of: example)], at: 1).first)
  }

  private func read(_ id: ExampleID) throws -> ExampleDetail {
    try ExampleDetailReader(
      workspace: workspace, clusters: WorkspaceClusters(workspace: workspace, settings: DuplicateSettings())
    ).read(id, probes: try workspace.probes())
  }

  @Test func aCopyStandsInItsOriginalsPlaceOfTheCluster() throws {
    let (first, second) = (try read(original), try read(copy.example))
    let cluster = try #require(second.cluster)
    #expect(cluster.members.map(\.example) == [ExampleID(1), copy.example, ExampleID(4)])
    #expect(cluster.members.map(\.similarity) == first.cluster?.members.map(\.similarity))
    #expect(second.members.map(\.id) == cluster.members.map(\.example))
    #expect(second.members.map(\.fields) == first.members.map(\.fields))
    #expect(cluster.id == first.cluster?.id && second.isCompared)
    // The original sees no copy.
    #expect(first.cluster?.members.map(\.example) == [ExampleID(1), original, ExampleID(4)])
  }

  @Test func whatStandsAloneStandsAloneAgain() throws {
    let alone = try #require(try workspace.examples([ExampleID(3)]).first)
    let copy = try #require(try workspace.addProbes([.repeat(of: alone)], at: 2).first)
    #expect(try read(copy.example).cluster == nil)
  }

  @Test func filtersByTheClusterFindTheCopyAndItIsNoLarger() throws {
    let columns = try workspace.columns(judge: nil)
    let (place, copied) = (Int(original.rawValue) - 1, Int(copy.example.rawValue) - 1)
    #expect(columns.cluster[copied] == columns.cluster[place] && columns.cluster[place] != 0)
    #expect(columns.clusterSize(at: copied) == 3 && columns.clusterSize(at: place) == 3)
    // A known-bad probe has none: its text is another.
    let bad = try workspace.addProbes(
      [
        NewProbe(
          origin: original, fields: [TextField(name: "text", text: "zzz")], label: nil, fault: .garbled,
          detail: "")
      ], at: 3)
    let after = try workspace.columns(judge: nil)
    #expect(after.cluster[Int(try #require(bad.first).example.rawValue) - 1] == 0)
  }
}
