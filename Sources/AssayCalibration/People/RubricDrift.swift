import AssayModel

/// Verdicts by the version of the rubric under which they were given. People change what they ask for while they review
/// (criteria drift: Shankar et al. 2024), so those under an older one are worth a second look: the filter `rubric:old`.
public struct RubricDrift: Hashable, Sendable {
  /// The version in force: ``TaskSpecification/rubricVersion``.
  public var current: String
  /// How many verdicts were given under each version; the key of those without one, from before versions were kept or
  /// from files, is "".
  public var counts: [String: Int] = [:]
  /// The examples with a verdict under another version than the current one, in the order of their numbers.
  public var old: [ExampleID] = []

  public var unknown: Int { counts["", default: 0] }
  public var underCurrent: Int { counts[current, default: 0] }
  /// Verdicts, not examples: several people may have decided on one.
  public var underOlder: Int { counts.values.reduce(0, +) - unknown - underCurrent }

  /// - Parameters:
  ///   - reviewer: nil: everybody's.
  ///   - isLeftOut: examples that are no data (probes, repeats).
  public init(
    _ log: DecisionLog, current: String, reviewer: String? = nil,
    isLeftOut: (ExampleID) -> Bool = { _ in false }
  ) {
    self.current = current
    for example in log.examples where !isLeftOut(example) {
      let opinions = log.opinions(on: example).filter { reviewer == nil || $0.key == reviewer }
      let versions = opinions.values.filter { $0.verdict != nil }.map { $0.rubric ?? "" }
      for version in versions { counts[version, default: 0] += 1 }
      if versions.contains(where: { !$0.isEmpty && $0 != current }) { old.append(example) }
    }
  }
}
