/// What is wrong with a known-bad probe.
public enum Fault: String, Hashable, Sendable, Codable, CaseIterable {
  /// The label that is wrong by the least.
  case nearLabel = "near label"
  case randomLabel = "random label"
  case truncated
  case alteredFact = "altered fact"
  case offTopic = "off topic"
  /// Two fields contradict each other.
  case contradiction
  /// Nearly another example.
  case nearCopy = "near copy"
  case garbled
  case repeated
  case instructionIgnored = "instruction ignored"
  /// The text gives the judge orders.
  case injectedOrders = "injected orders"
  /// Written by a model, confirmed by a person.
  case subtle
}

/// An example of which it is known whether it is good, or a copy of one that measures whether a reviewer says the same
/// twice. Known-bad ones and copies are examples of their own that look like any other; they are judged and reviewed,
/// and never exported.
public struct Probe: Hashable, Sendable {
  /// Whether it counts.
  public enum Status: String, Hashable, Sendable, Codable, CaseIterable {
    /// A person has to say first whether it is bad indeed; until then it counts nowhere.
    case proposed
    case confirmed
    case discarded
  }

  public var example: ExampleID
  /// What it was made from; the example itself for a known-good one.
  public var origin: ExampleID
  /// nil: known-good, or a repeat.
  public var fault: Fault?
  /// What was done to it, for people: "number 14 became 41".
  public var detail: String
  public var status: Status
  /// Whose word it is that the origin is good; nil: the publisher's. A known-good probe says nothing of this reviewer.
  public var reviewer: String?
  /// The label of the origin: the right one where the fault is a wrong label.
  public var rightLabel: String?
  /// The example after which a list in the order of import shows it, where it looks like one of its neighbours; nil:
  /// anywhere.
  public var place: ExampleID?

  /// A copy of an example that a reviewer has decided, to be decided again unseen. Nothing is known of it but what it
  /// is a copy of.
  public var isRepeat: Bool { fault == nil && origin != example }

  /// Whether it is a row that was made to measure with, and is no data: known-bad ones and repeats.
  public var isOwnRow: Bool { fault != nil || isRepeat }

  /// Whether review shows it among the other examples: a known-bad one that a person has not confirmed, or has
  /// discarded, is nowhere, and a repeat only in the queue that it was made for.
  public var isListed: Bool { !isRepeat && (fault == nil || status == .confirmed) }

  public var expected: Verdict { fault == nil ? .accept : .reject }

  public init(
    example: ExampleID, origin: ExampleID, fault: Fault?, detail: String, status: Status = .confirmed,
    reviewer: String? = nil, rightLabel: String? = nil, place: ExampleID? = nil
  ) {
    self.example = example
    self.origin = origin
    self.fault = fault
    self.detail = detail
    self.status = status
    self.reviewer = reviewer
    self.rightLabel = rightLabel
    self.place = place
  }
}

/// How a judge or a reviewer did on probes: plain counts, from which rates and intervals are made.
public struct ProbeTally: Hashable, Sendable, Codable {
  /// So many right of so many.
  public struct Count: Hashable, Sendable, Codable {
    /// Probes with a verdict.
    public var n: Int
    /// Those with the right one: known-bad dropped or rejected, known-good kept or accepted.
    public var right: Int
    public init(n: Int = 0, right: Int = 0) {
      self.n = n
      self.right = right
    }
  }

  public var bad = Count()
  public var good = Count()
  /// By fault, known-bad only; the key is ``Fault``'s raw value.
  public var byFault: [String: Count] = [:]
  /// The examples on which the verdict was wrong, in the order of their numbers.
  public var misses: [ExampleID] = []
  /// The known-bad ones of them, which are the costly ones.
  public var missedBad: [ExampleID] = []
  public init() {}

  /// Counts a verdict on a probe; a repeat tells nothing of right and wrong.
  public mutating func add(_ probe: Probe, verdict: Verdict) {
    guard !probe.isRepeat else { return }
    let isRight = verdict == probe.expected
    if let fault = probe.fault {
      Self.count(&bad, isRight)
      Self.count(&byFault[fault.rawValue, default: Count()], isRight)
    } else {
      Self.count(&good, isRight)
    }
    guard !isRight else { return }
    misses.append(probe.example)
    if probe.fault != nil { missedBad.append(probe.example) }
  }

  private static func count(_ count: inout Count, _ isRight: Bool) {
    count.n += 1
    if isRight { count.right += 1 }
  }
}
