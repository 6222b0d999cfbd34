import AssayModel

/// A job with everything that sending it needs.
struct PreparedJob {
  var job: ChatJob
  /// Where it goes, as an index of the dispatcher's endpoints.
  var lane: Int
  var body: [UInt8] = []
  /// Of the features with which `body` was made; see ``EndpointContext/features``.
  var version = 0
  /// The estimate and the bound of the tokens that it brings.
  var expectedIn = 0
  var mostIn = 0
  /// Of the answer.
  var maxOut = 0
  /// Requests that failed and count.
  var attempts = 0
  /// Requests in all.
  var requests = 0
  /// When it was first told to come back later.
  var limitedSince: Duration?
}

/// A job whose turn comes at a time; the earliest first.
struct RetryQueue {
  private var heap: [(due: Duration, job: PreparedJob)] = []

  var count: Int { heap.count }
  var firstDue: Duration? { heap.first?.due }

  mutating func add(_ job: PreparedJob, due: Duration) {
    heap.append((due, job))
    var child = heap.count - 1
    while child > 0, case let parent = (child - 1) / 2, heap[child].due < heap[parent].due {
      heap.swapAt(child, parent)
      child = parent
    }
  }

  mutating func popFirst() -> PreparedJob? {
    guard !heap.isEmpty else { return nil }
    heap.swapAt(0, heap.count - 1)
    let first = heap.removeLast().job
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { heap[$0].due < heap[$1].due }), heap[least].due < heap[parent].due
      else { break }
      heap.swapAt(least, parent)
      parent = least
    }
    return first
  }
}

/// First in, first out, without moving what is left.
struct JobQueue {
  private var jobs: [PreparedJob?] = []
  private var head = 0

  var count: Int { jobs.count - head }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ job: PreparedJob) { jobs.append(job) }

  mutating func popFirst() -> PreparedJob? {
    guard head < jobs.count else { return nil }
    defer {
      head += 1
      if head > 64, head * 2 > jobs.count {
        jobs.removeSubrange(..<head)
        head = 0
      }
    }
    return jobs[head].take()
  }
}
