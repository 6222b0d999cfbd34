import AssayJudging
import AssayModel
import AssayStore
import Foundation

/// What tuning was started with, as the list of runs keeps it: enough to go on with it.
public struct TuneParameters: Hashable, Sendable, Codable {
  /// The judge's name in the configuration.
  public var judge: String
  /// Of the judge in use, hexadecimal.
  public var fingerprint: String
  /// The endpoint of the tuner's model.
  public var tuner: String
  public var budget: TuneRun.Budget
  public var seed: UInt64
  public var candidates: Int
  public var rounds: Int
  public var adopts: Bool
  /// Whose decisions count; nil: everybody's.
  public var reviewer: String?
  /// When the first run of this work began: answers since then count against the budget.
  public var began: Int64

  init(_ options: TuneRun.Options, began: Int64) {
    judge = options.definition.specification.name
    fingerprint = options.definition.fingerprint.map {
      String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
    }.joined()
    tuner = options.tuner
    budget = options.budget
    seed = options.seed
    candidates = options.candidates
    rounds = options.rounds
    adopts = options.adopter != nil
    reviewer = options.reviewer
    self.began = began
  }

  /// Whether a run with `other` is this work: the budget may have been raised since.
  func isSameWork(as other: TuneParameters) -> Bool {
    var (one, two) = (self, other)
    (one.budget, two.budget) = (TuneRun.Budget(), TuneRun.Budget())
    (one.began, two.began) = (0, 0)
    return one == two
  }

  /// nil: the text is no tuning's.
  public init?(json: String) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
    self = found
  }

  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}

extension TuneRun {
  /// When the work began that these options would go on with: the same work in a run that was stopped, killed, or came
  /// to the end of its budget; nil: there is none, or it was brought to an end.
  public static func unfinished(_ options: Options, _ workspace: Workspace) throws -> Int64? {
    let wanted = TuneParameters(options, began: 0)
    for run in try workspace.runs(limit: 100) where run.kind == .tune {
      guard let parameters = TuneParameters(json: run.parameters), parameters.isSameWork(as: wanted) else {
        continue
      }
      return run.state == .finished ? nil : parameters.began
    }
    return nil
  }

  /// What runs of the same work, in whatever process, have taken of the limit of time. Of one that was killed its last
  /// sign of life is its end.
  static func earlier(_ options: Options, began: Int64, _ workspace: Workspace) throws -> TuneLedger.Earlier {
    let wanted = TuneParameters(options, began: began)
    var earlier = TuneLedger.Earlier()
    for run in try workspace.runs(limit: 100) where run.kind == .tune {
      guard let parameters = TuneParameters(json: run.parameters), parameters.began == began,
        parameters.isSameWork(as: wanted)
      else { continue }
      earlier.milliseconds += max(0, (run.endedAt ?? run.updatedAt) - run.startedAt)
      earlier.calls += run.progress.traffic.answered
    }
    return earlier
  }
}
