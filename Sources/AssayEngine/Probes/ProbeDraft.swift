import AssayJudging
import AssayModel
import AssayStore

/// Probes that could be made; nothing is written yet.
public struct ProbeDraft: Sendable {
  public var source: ProbeSource
  /// Good examples that there are.
  public var origins: [ProbePlan.Origin]
  public var bad: [NewProbe]
  public var good: [ProbePlan.Origin]
  /// Kinds that came to fewer than their share, and why.
  public var shortages: [ProbePlan.Shortage]
  /// Decides on everything that was chosen.
  public var seed: UInt64
}

/// Why no probes can be made.
public enum ProbeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  case nothingGood(ProbeSource?)
  case seedsRefused(file: String, count: Int)

  public var description: String {
    switch self {
    case .nothingGood(nil):
      "there are no good examples to make probes from: accept some in Review, or name a file of hand-made ones with --from seeds:FILE"
    case .nothingGood(.accepted):
      "nobody has accepted an example as it stands; try --from truth or --from seeds:FILE"
    case .nothingGood(.truth):
      "no example came with a truth that says it is good; try --from accepted or --from seeds:FILE"
    case .nothingGood(.seeds(let file)): "\(file): there are no examples in it"
    case .seedsRefused(let file, let count): "\(file): \(count) lines cannot be read; nothing was made"
    }
  }
}
