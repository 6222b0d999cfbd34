import AssayCalibration
import AssayJudging
import AssayModel
import AssayStatistics
import Foundation

/// What tuning has done.
public struct TuneSummary: Sendable {
  /// What came of it.
  public enum Result: Sendable {
    /// Nothing costs less on dev than the judge in use; the test split was not opened.
    case nothingBetter
    /// The test split has no accepted or no rejected example: a winner cannot be proven.
    case noTest(accepted: Int, rejected: Int)
    /// The winner met the judge in use on the test split.
    case decided(TuningDecision)
    /// It ended before that.
    case unfinished(String)
  }

  /// A candidate that has judged all of dev.
  public struct Entry: Sendable {
    public var measured: MeasuredCandidate
    /// Its version in the list of judges; nil: it is not there.
    public var judge: JudgeVersion?
    public var isOnFront: Bool
  }

  public var run: RunID
  public var result: Result
  public var ending: ChatEnding
  public var incumbent: JudgeVersion
  /// The rule in force for it.
  public var incumbentRule: KeepRule
  /// With that rule, on dev; nil: it could not be measured.
  public var incumbentFigures: TuningFigures?
  /// The best one on dev; nil: none was measured.
  public var winner: Entry?
  /// All that have judged the whole of dev, in the order in which they came; the judge in use is the first.
  public var entries: [Entry] = []
  /// What the adoption has done; nil: nothing was adopted.
  public var adoption: AdoptionOutcome?
  /// Why a winner could not be adopted; nil: it could, or nobody tried.
  public var adoptionProblem: String?
  /// Proposals that became no candidates, and how often for which reason.
  public var refused: [(why: String, count: Int)] = []
  public var diagnoses: [String] = []
  /// Candidates that took part in a race, and rounds that were finished.
  public var tried = 0
  public var rounds = 0
  /// Examples of the split, without those left out.
  public var devCount = 0
  public var testCount = 0
  public var poolCount = 0
  public var costRatio: Double
  public var calls = 0
  /// nil: a price is not known.
  public var cost: Double?
  public var minutes = 0.0
  public var warnings: [String] = []
  /// The report's file; nil: none was written.
  public var report: String?

  /// Whether the winner became the judge in use.
  public var isAdopted: Bool { adoption != nil }

  /// The result in a sentence.
  public var sentence: String {
    switch result {
    case .nothingBetter:
      return "not better: nothing costs less on dev than the judge in use, so the test split stayed sealed"
    case .noTest(let accepted, let rejected):
      return "cannot be told: the test split has \(accepted) accepted and \(rejected) rejected examples"
    case .unfinished(let why): return why
    case .decided(let decision):
      let costs =
        "cost on test \(Self.fixed(decision.incumbent.cost)) -> \(Self.fixed(decision.challenger.cost))"
      let test =
        "\(decision.test.onlySecond) put right, \(decision.test.onlyFirst) made wrong, "
        + "p = \(Self.fixed(decision.test.pValue))"
      switch decision.outcome {
      case .better:
        let what =
          isAdopted
          ? "adopted"
          : adoptionProblem == nil ? "better, and not adopted as was asked" : "better, not adopted"
        return "\(what): \(winner?.judge?.name ?? "the winner"), \(costs) (\(test))"
      case .cannotTell:
        let needed =
          decision.neededCount.map { "; about \($0) test examples would be needed" } ?? ""
        return "not better: n too small to tell, \(costs) (\(test))\(needed)"
      case .worse: return "not better: worse or the same, \(costs) (\(test))"
      case .uninformative:
        return "not better: it does not tell good from bad, \(costs) (\(test))"
      }
    }
  }

  static func fixed(_ value: Double, places: Int = 3) -> String {
    var factor = 1.0
    for _ in 0..<places { factor *= 10 }
    let text = "\(abs((value * factor).rounded() / factor))"
    let parts = text.split(separator: ".")
    let fraction = String((parts.count > 1 ? parts[1] : "").prefix(places))
    return (value < 0 ? "-" : "") + parts[0] + "."
      + fraction.padding(toLength: places, withPad: "0", startingAt: 0)
  }
}
