import AssayModel
import Foundation

/// Where the thread that sends and the thread that asks for work and hands out answers meet.
final class JobExchange: @unchecked Sendable {
  // Unchecked: every access holds the condition's lock.
  private let condition = NSCondition()
  private var jobs: [PreparedJob] = []
  private var outcomes: [ChatOutcome] = []
  private var wanted = 0
  /// There will be no jobs but those that follow from answers.
  private var isExhausted = false
  /// None before something outstanding has ended.
  private var isAwaiting = false
  /// Outcomes are with the handler.
  private var isDelivering = false
  /// The handler asks for jobs.
  private var isAsking = false
  private var isOver = false
  private var failure: (any Error)?

  // MARK: The thread that sends

  func takeJobs() -> [PreparedJob] {
    locked {
      defer { jobs.removeAll() }
      return jobs
    }
  }

  /// - Parameter wanted: how many jobs it would like to have.
  func post(_ new: [ChatOutcome], wanted count: Int) {
    locked {
      outcomes += new
      wanted = count
      if !new.isEmpty || (count > 0 && !isExhausted && !isAwaiting) { condition.signal() }
    }
  }

  /// Whether no job can come any more, given that none is under way.
  var isDrained: Bool {
    locked {
      jobs.isEmpty && outcomes.isEmpty && !isDelivering && !isAsking && (isExhausted || isAwaiting)
    }
  }

  var hasFailed: Bool { locked { failure != nil } }

  /// Nothing more will be sent.
  func finish() {
    locked {
      isOver = true
      condition.signal()
    }
  }

  // MARK: The thread that handles

  enum Task {
    case deliver([ChatOutcome])
    case fetch(Int)
    case stop
  }

  /// Blocks until there is something to do. Answers go first: they may bring jobs.
  func nextTask() -> Task {
    locked {
      isDelivering = false
      isAsking = false
      while true {
        if !outcomes.isEmpty {
          defer { outcomes.removeAll() }
          isDelivering = true
          return .deliver(outcomes)
        }
        if isOver { return .stop }
        if wanted > 0, !isExhausted, !isAwaiting {
          isAsking = true
          defer { wanted = 0 }
          return .fetch(wanted)
        }
        condition.wait()
      }
    }
  }

  /// - Parameter new: nil: there are no more.
  func fetched(_ new: [PreparedJob]?) {
    locked {
      jobs += new ?? []
      if new == nil { isExhausted = true }
      if let new, new.isEmpty { isAwaiting = true }
    }
  }

  /// - Parameter following: jobs that follow from answers.
  func delivered(_ following: [PreparedJob]) {
    locked {
      jobs += following
      isAwaiting = false
    }
  }

  func fail(_ error: any Error) { locked { failure = failure ?? error } }

  /// What the handler threw.
  func rethrow() throws { if let failure = locked({ failure }) { throw failure } }

  private func locked<Value>(_ body: () -> Value) -> Value {
    condition.lock()
    defer { condition.unlock() }
    return body()
  }
}
