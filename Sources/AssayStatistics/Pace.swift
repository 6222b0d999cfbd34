/// How fast somebody decides, and how long the rest will take.
public struct Pace: Hashable, Sendable {
  /// A gap longer than this is a break, not a decision: five minutes, in milliseconds.
  public static let longestGap: Int64 = 300_000

  /// The median of the gaps between decisions, without breaks.
  public let secondsPerDecision: Double

  /// Takes the times of recent decisions in any order, in milliseconds since any moment. Decisions of
  /// the same millisecond were made by one key press and count as one.
  ///
  /// nil when there is no gap to measure: fewer than two moments, or breaks only.
  public init?(timestamps: [Int64]) {
    let sorted = timestamps.sorted()
    let gaps = zip(sorted.dropFirst(), sorted).map { $0.subtractingReportingOverflow($1) }
      .filter { !$0.overflow && $0.partialValue > 0 && $0.partialValue <= Self.longestGap }
      .map { Double($0.partialValue) }
    guard let gap = Summary.median(gaps) else { return nil }
    secondsPerDecision = gap / 1000
  }

  /// The time that `decisions` more will take, in seconds.
  public func secondsLeft(for decisions: Int) -> Double { Double(max(0, decisions)) * secondsPerDecision }
}
