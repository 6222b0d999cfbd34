import AssayModel

/// Whether an item of an evaluation set is as hard as it says: by a judge's rating and by a weak model's errors.
///
/// A model that writes "hard" asserts it. What a weak model gets right every time is not hard, and what it gets wrong
/// every time is not easy; a judge tells a hard item from a wrong one.
public enum DifficultyCheck: String, Hashable, Sendable {
  case confirmed
  case easierThanSaid = "easier than it says"
  case harderThanSaid = "harder than it says"
  /// Neither was asked, or the difficulty is no level of easy, medium, hard.
  case unknown

  static let levels = ["easy", "medium", "hard"]

  /// - Parameters:
  ///   - said: the difficulty that the generator gave.
  ///   - rated: the judge's; nil: not asked.
  ///   - errors: how often the weak model was wrong, asked blind.
  ///   - tries: how often it was asked; 0: not.
  public init(said: String?, rated: String?, errors: Int, tries: Int) {
    guard let said = said.flatMap(Self.levels.firstIndex(of:)) else {
      self = .unknown
      return
    }
    let rated = rated.flatMap(Self.levels.firstIndex(of:))
    let measured = tries > 0 ? Self.level(errors: errors, tries: tries) : nil
    let witnesses = [rated, measured].compactMap(\.self)
    guard !witnesses.isEmpty else {
      self = .unknown
      return
    }
    // One level apart is a matter of taste; both have to agree in the direction.
    if witnesses.allSatisfy({ $0 < said }),
      witnesses.contains(where: { said - $0 > 1 }) || witnesses.count > 1
    {
      self = .easierThanSaid
    } else if witnesses.allSatisfy({ $0 > said }),
      witnesses.contains(where: { $0 - said > 1 }) || witnesses.count > 1
    {
      self = .harderThanSaid
    } else {
      self = .confirmed
    }
  }

  /// Up to a quarter of errors is easy, from three quarters on is hard.
  static func level(errors: Int, tries: Int) -> Int {
    let share = Double(errors) / Double(tries)
    return share <= 0.25 ? 0 : share < 0.75 ? 1 : 2
  }
}
