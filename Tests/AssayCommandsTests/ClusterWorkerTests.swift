import AssayModel
import AssayWorkbench
import Synchronization
import Testing

@testable import AssayCommands

/// Clusters of one pair, whose similarity tells by which threshold they were formed.
private final class RecordingSource: ClusterSource {
  let written = Mutex<[[Cluster]]>([])

  private func cluster(_ threshold: Double) -> Cluster {
    Cluster(
      id: ClusterID(1), method: "minhash", kind: .near, threshold: threshold,
      members: [
        .init(example: ExampleID(1), similarity: 1), .init(example: ExampleID(2), similarity: threshold),
      ])
  }

  func stored() throws -> (clusters: [Cluster], pairs: PairFacts?) {
    (written.withLock { $0.last } ?? [], nil)
  }

  func formed(thresholds: [DuplicateMethod: Double], constraints: [ClusterConstraint]) throws
    -> (clusters: [Cluster], pairs: PairFacts?)
  {
    ([cluster(thresholds[.minhash] ?? 0)], nil)
  }

  func write(_ clusters: [Cluster]) throws { written.withLock { $0.append(clusters) } }
  func references(of example: ExampleID) throws -> [ReferenceMatch] { [] }
}

@Suite struct ClusterWorkerTests {
  private func answers(_ inbox: Inbox) -> [ClusterAnswer] {
    inbox.takeAll().compactMap { if case .clustersFormed(let answer) = $0 { answer } else { nil } }
  }

  @Test func onlyTheLastPlaceOfTheThresholdIsWritten() throws {
    let inbox = try Inbox()
    let source = RecordingSource()
    let worker = ClusterWorker(source, inbox: inbox)
    for number in 1...20 {
      worker.form(ClusterRequest(thresholds: [.minhash: Double(number) / 100], number: number), [])
    }
    worker.finish()
    #expect(source.written.withLock { $0.map { $0[0].threshold } } == [0.2])
    #expect(answers(inbox).last?.snapshot.clusters.first?.threshold == 0.2)
  }

  @Test func whatIsReadIsNoOlderThanWhatWasFormed() throws {
    let inbox = try Inbox()
    let source = RecordingSource()
    let worker = ClusterWorker(source, inbox: inbox)
    worker.form(ClusterRequest(thresholds: [.minhash: 0.8], number: 1), [])
    worker.finish()
    worker.form(ClusterRequest(thresholds: [.minhash: 0.6], number: 2), [])
    // Waits until it is formed; the pause before it is written has not passed.
    while answers(inbox).last?.number != 2 {}
    worker.read(ClusterRequest(thresholds: [:], number: 3))
    worker.finish()
    #expect(answers(inbox).last?.snapshot.clusters.first?.threshold == 0.6)
  }
}
