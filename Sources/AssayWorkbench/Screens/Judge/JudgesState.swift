import AssayModel

/// The judge screen: the versions, and what the one under the cursor is made of.
public struct JudgesState: Sendable {
  public enum Pane: Sendable { case list, definition }

  public var pane = Pane.list
  public internal(set) var cursor = 0
  public internal(set) var top = 0
  /// The first line of the definition in sight.
  public internal(set) var scroll = 0
  /// What has been read of the versions' making.
  public internal(set) var facts: [JudgeID: JudgeFacts] = [:]
  public init() {}
}

/// The version under the cursor.
func judgeUnderCursor(_ state: AppState) -> JudgeVersion? {
  let judges = state.workspace.judges
  return judges.indices.contains(state.judges.cursor) ? judges[state.judges.cursor] : nil
}

extension JudgeDefinition {
  /// What the server calls the model, or all of a panel's.
  var modelText: String { models.map(\.model).joined(separator: ", ") }

  /// The families of the models, each once.
  var familyText: String {
    var seen: Set<String> = []
    return models.map(\.family).filter { seen.insert($0).inserted }.joined(separator: ", ")
  }

  /// The model, or how many there are: for titles.
  var shortModelText: String {
    models.count == 1 ? models[0].model : "panel of \(models.count)"
  }
}

/// "2026-11-26": days are counted in UTC, as for everybody who reads the same workspace.
func dateText(_ milliseconds: Int64) -> String {
  // Days to a civil date (Hinnant 2013, "chrono-Compatible Low-Level Date Algorithms").
  let days = Int((Double(milliseconds) / 86_400_000).rounded(.down)) + 719_468
  let era = (days >= 0 ? days : days - 146_096) / 146_097
  let dayOfEra = days - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let shifted = (5 * dayOfYear + 2) / 153
  let month = shifted < 10 ? shifted + 3 : shifted - 9
  let day = dayOfYear - (153 * shifted + 2) / 5 + 1
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(two(month))-\(two(day))"
}
