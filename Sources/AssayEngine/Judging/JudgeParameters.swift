import AssayJudging
import AssayModel
import Foundation

/// What a judging run was started with, as the list of runs keeps it: enough to go on with it.
public struct JudgeParameters: Hashable, Sendable, Codable {
  /// The judge's name in the configuration.
  public var judge: String
  /// Of its definition, hexadecimal. A run can be gone on with while the configuration still says the same.
  public var fingerprint: String
  /// "unjudged", "failed", "all", "examples" or "feed".
  public var selection: String
  /// The examples by their numbers, "1-20,35"; nil: ``selection`` says which.
  public var examples: String?
  public var isFresh: Bool
  /// Whether those that failed are tried once more; nil: the selection says so.
  public var triesFailedAgain: Bool?
  public var samples: Int
  public var includesProbes: Bool
  public var budget: Double?
  /// What the run is a part of; nil: it stands for itself.
  public var origin: String?

  init(_ options: JudgeRun.Options, fingerprint: [UInt8]) {
    judge = options.definition.specification.name
    self.fingerprint = Self.hexadecimal(fingerprint)
    isFresh = options.asksAnew
    triesFailedAgain = options.triesFailedAgain ? true : nil
    samples = options.definition.specification.samples
    includesProbes = options.includesProbes
    budget = options.budget
    origin = options.origin
    if options.feed != nil {
      selection = "feed"
      return
    }
    switch options.selection {
    case .unjudged: selection = "unjudged"
    case .failed: selection = "failed"
    case .all: selection = "all"
    case .examples(let ids):
      selection = "examples"
      examples = Self.ranges(ids)
    }
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Whether the run asked a judge with this definition.
  public func isOf(_ definition: JudgeDefinition) -> Bool {
    fingerprint == Self.hexadecimal(definition.fingerprint)
  }

  /// Whether a run with `other` is this one, begun again.
  func isSameWork(as other: JudgeParameters) -> Bool {
    var (one, two) = (self, other)
    (one.budget, two.budget) = (nil, nil)
    return one == two
  }

  /// The selection to go on with; nil: these parameters are not of this version, or what
  /// fed the run is gone.
  public var judgeSelection: JudgeSelection? {
    switch selection {
    case "unjudged": .unjudged
    case "failed": .failed
    case "all": .all
    case "examples": Self.ids(examples ?? "").map(JudgeSelection.examples)
    default: nil
    }
  }

  public init?(json: String) {
    guard let found = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
    self = found
  }

  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers; a budget that JSON has no sign for is no budget.
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  // MARK: Lists of numbers

  private static func ranges(_ ids: [ExampleID]) -> String {
    var parts: [ClosedRange<Int64>] = []
    for id in Set(ids.map(\.rawValue)).sorted() {
      if let last = parts.last, last.upperBound + 1 == id {
        parts[parts.count - 1] = last.lowerBound...id
      } else {
        parts.append(id...id)
      }
    }
    return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }

  private static func ids(_ text: String) -> [ExampleID]? {
    var ids: [ExampleID] = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").compactMap { Int64($0) }
      guard let first = ends.first, let last = ends.last, first <= last, ends.count <= 2 else { return nil }
      ids += (first...last).map { ExampleID($0) }
    }
    return ids
  }
}

extension JudgeRun.Options {
  /// Whether answers that are on disk from other runs do not count.
  var asksAnew: Bool {
    if let isFresh { return isFresh }
    if case .examples = selection { return true }
    return false
  }
}
