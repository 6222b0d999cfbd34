import AssayModel
import AssayWorkbench
import Dispatch
import Synchronization

/// Forms and reads clusters in the background, and writes those that were formed once the person has stopped moving
/// the threshold.
final class ClusterWorker: Sendable {
  private struct Pending {
    var clusters: [Cluster]
    var number: Int
  }

  private let source: any ClusterSource
  private let inbox: Inbox
  private let queue = DispatchQueue(label: "assay.clusters", qos: .userInitiated)
  /// Formed and not written yet.
  private let pending = Mutex<Pending?>(nil)
  /// The number of the newest request; older ones are passed over.
  private let newest = Mutex(0)

  /// How long the clusters must have stood before they are written.
  private static let pause = DispatchTimeInterval.milliseconds(400)

  init(_ source: any ClusterSource, inbox: Inbox) {
    self.source = source
    self.inbox = inbox
  }

  func read(_ request: ClusterRequest) {
    newest.withLock { $0 = max($0, request.number) }
    queue.async { [self] in
      answering(request) {
        // What the person sees is newer than what is stored.
        try writePending()
        let (clusters, pairs) = try source.stored()
        return ClusterAnswer(ClusterSnapshot(clusters), pairs: pairs, number: request.number)
      }
    }
  }

  func form(_ request: ClusterRequest, _ constraints: [ClusterConstraint]) {
    newest.withLock { $0 = max($0, request.number) }
    queue.async { [self] in
      // Keys can be faster than the forming: only the last place of the threshold counts.
      guard newest.withLock({ $0 }) == request.number else { return }
      answering(request) {
        let (clusters, pairs) = try source.formed(thresholds: request.thresholds, constraints: constraints)
        pending.withLock { $0 = Pending(clusters: clusters, number: request.number) }
        queue.asyncAfter(deadline: .now() + Self.pause) { [self] in writeIfStill(request.number) }
        return ClusterAnswer(ClusterSnapshot(clusters), pairs: pairs, number: request.number)
      }
    }
  }

  func plan(_ kinds: [DuplicateKind], _ state: AppState) {
    guard let clusters = state.clusters.snapshot?.clusters else { return }
    let log = state.log
    let reviewer = state.reviewer
    let isBlind = state.review.isBlind
    let labels = state.columns?.label ?? []
    queue.async { [self] in
      let plan = Settlement.plan(
        clusters: clusters, kinds: Set(kinds), log: log, reviewer: reviewer,
        label: { example in
          let index = Int(example.rawValue) - 1
          return labels.indices.contains(index) ? labels[index] : -1
        }, blind: isBlind)
      inbox.post(.settlementPlanned(plan))
    }
  }

  /// Writes what is not written yet and waits for all that was asked for.
  func finish() {
    queue.sync {
      do { try writePending() } catch {
        inbox.post(.notice(Message(.error, "The clusters are not saved: \(error)")))
      }
    }
  }

  private func answering(_ request: ClusterRequest, _ work: () throws -> ClusterAnswer) {
    do {
      inbox.post(.clustersFormed(try work()))
    } catch {
      inbox.post(.clustersFailed("\(error)", request: request.number))
    }
  }

  private func writeIfStill(_ number: Int) {
    guard pending.withLock({ $0?.number == number }) else { return }
    do { try writePending() } catch {
      inbox.post(.notice(Message(.error, "The clusters are not saved: \(error)")))
    }
  }

  private func writePending() throws {
    guard
      let clusters = pending.withLock({ pending in
        defer { pending = nil }
        return pending?.clusters
      })
    else { return }
    try source.write(clusters)
    inbox.post(.clustersWritten)
  }
}
