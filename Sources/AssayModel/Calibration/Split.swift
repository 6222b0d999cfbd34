/// The part of the calibration set that an example belongs to. Once given it never changes.
public enum Split: String, Hashable, Sendable, Codable, CaseIterable {
  /// The pool from which examples are taken into a prompt; nothing is measured on it.
  case fewShot = "few-shot"
  /// Prompts, rules and thresholds are chosen on it.
  case dev
  /// Sealed: measured only when somebody asks, and each opening is counted.
  case test
}

/// How large the splits are, as shares of the calibration set that add up to 1.
public struct SplitShares: Hashable, Sendable, Codable {
  public var fewShot: Double
  public var dev: Double
  public var test: Double

  public init(fewShot: Double = 0.2, dev: Double = 0.4, test: Double = 0.4) {
    self.fewShot = fewShot
    self.dev = dev
    self.test = test
  }

  public subscript(split: Split) -> Double {
    switch split {
    case .fewShot: fewShot
    case .dev: dev
    case .test: test
    }
  }
}

/// Which split an example has been given, and with which others: duplicates of one cluster share a group.
public struct SplitAssignment: Hashable, Sendable, Codable {
  public var example: ExampleID
  public var split: Split
  /// Names the group: the smallest example number of the cluster when it was given.
  public var group: ExampleID
  /// Milliseconds since 1970.
  public var at: Int64
  public init(example: ExampleID, split: Split, group: ExampleID, at: Int64) {
    self.example = example
    self.split = split
    self.group = group
    self.at = at
  }
}
