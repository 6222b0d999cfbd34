import AssayModel

/// How hard an item is by those who were asked, beside what its author said.
public struct MeasuredDifficulty: Hashable, Sendable {
  public var outcome: DifficultyCheck
  /// The level that counts: what was said, where it holds or is no level of easy, medium, hard; else the nearest to it
  /// that all who were asked support. nil: nothing was said and nobody could be asked.
  public var level: String?
  /// The judge finds it easy and the weak model gets it wrong, or the other way round. Where the judge finds it easy its
  /// label or its reference answer is wrong more often than not.
  public var isDisputed: Bool

  /// - Parameters:
  ///   - said: the difficulty that the generator gave; nil: none.
  ///   - rated: the judge's; nil: not asked, or not to be read.
  ///   - errors: how often the weak model was wrong, asked blind.
  ///   - tries: how often it was asked and could be read; 0: not.
  public init(said: String?, rated: String?, errors: Int, tries: Int) {
    let levels = DifficultyCheck.levels
    outcome = DifficultyCheck(said: said, rated: rated, errors: errors, tries: tries)
    let rating = rated.flatMap(levels.firstIndex(of:))
    let measured = tries > 0 ? DifficultyCheck.level(errors: errors, tries: tries) : nil
    let witnesses = [rating, measured].compactMap(\.self)
    isDisputed = witnesses.count == 2 && abs(witnesses[0] - witnesses[1]) > 1
    switch outcome {
    case .confirmed: level = said
    case .easierThanSaid: level = witnesses.max().map { levels[$0] }
    case .harderThanSaid: level = witnesses.min().map { levels[$0] }
    case .unknown: level = said ?? (rating ?? measured).map { levels[$0] }
    }
  }
}
