import AssayModel
import Foundation

/// Answers every job in this process, as fast as the work takes answers, and measures what the work does with them: from
/// answers until examples are on the disk.
final class InstantService: ChatService, @unchecked Sendable {
  /// Answers that end together, as the dispatcher tells them.
  static let together = 8

  private let examples: Int
  private let texts: GeneratedTexts
  private let first: UInt64
  /// Milliseconds of each ``ChatWork/finished(_:)``. Used by the thread that runs the work.
  private(set) var settling: [Double] = []
  /// When the first jobs were there.
  private(set) var begun: ContinuousClock.Instant?

  /// - Parameter first: the number of the first answer.
  init(texts: GeneratedTexts, examples: Int, first: UInt64) {
    self.texts = texts
    self.examples = examples
    self.first = first
  }

  func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    var number = first
    while let jobs = try work.next(Self.together) {
      begun = begun ?? .now
      let outcomes = jobs.map { job in
        number += 1
        let answer = ChatAnswer(
          text: texts.answer(number, examples: examples), tokensIn: 500, tokensOut: 400, model: "bench-model")
        return ChatOutcome(job: job, result: .success(answer), seconds: 0.01, cost: 0)
      }
      let start = ContinuousClock.now
      _ = try work.finished(outcomes)
      settling.append((ContinuousClock.now - start).milliseconds)
    }
    return .finished
  }
}
