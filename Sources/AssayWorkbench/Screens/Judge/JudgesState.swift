import AssayCalibration
import AssayModel

/// The judge screen: the versions, and what the one under the cursor is made of, how it differs, how it does.
public struct JudgesState: Sendable {
  public enum Pane: Sendable { case list, detail }

  /// What the lower pane shows of the version under the cursor.
  public enum Tab: Int, CaseIterable, Sendable {
    case definition, difference, examples, figures

    var title: String {
      switch self {
      case .definition: "Definition"
      case .difference: "Difference"
      case .examples: "Examples"
      case .figures: "Figures"
      }
    }
  }

  /// A version that is being judged and then measured.
  public struct Measuring: Equatable, Sendable {
    public var judge: JudgeID
    public var split: Split
    public init(judge: JudgeID, split: Split) {
      self.judge = judge
      self.split = split
    }
  }

  /// A template that a person has written and that is no version, since something is wrong with it.
  public struct Draft: Equatable, Sendable {
    /// The version that it was made from.
    public var parent: JudgeID
    public var template: String
    /// "12:4: there is no variable …".
    public var problem: String
    public init(parent: JudgeID, template: String, problem: String) {
      self.parent = parent
      self.template = template
      self.problem = problem
    }
  }

  public var pane = Pane.list
  public internal(set) var tab = Tab.definition
  public internal(set) var isZoomed = false
  /// The place in the tree of versions.
  public internal(set) var cursor = 0
  public internal(set) var top = 0
  /// The first line of the detail in sight.
  public internal(set) var scroll = 0
  /// What has been read of the versions' making.
  public internal(set) var facts: [JudgeID: JudgeFacts] = [:]
  /// nil: not read yet.
  public internal(set) var records: VersionRecords?
  /// What was read may be old.
  public internal(set) var isStale = true
  /// The version that the one under the cursor is compared with; nil: its parent.
  public internal(set) var marked: JudgeID?
  public internal(set) var contrast: VersionContrast?
  /// The place among the examples on which two versions differ.
  public internal(set) var exampleCursor = 0
  public internal(set) var exampleTop = 0
  public internal(set) var measuring: Measuring?
  public internal(set) var draft: Draft?
  public init() {}
}

/// The versions in the order of the screen.
func judgeRows(_ state: AppState) -> [VersionTree.Row] {
  VersionTree.rows(state.workspace.judges, state.judges.records?.lineages ?? [])
}

/// The version under the cursor.
func judgeUnderCursor(_ state: AppState) -> JudgeVersion? {
  let rows = judgeRows(state)
  return rows.indices.contains(state.judges.cursor) ? rows[state.judges.cursor].judge : nil
}

/// The version that the one under the cursor is compared with: the marked one, else the one that it was made from.
func judgeToCompare(_ state: AppState) -> JudgeVersion? {
  guard let current = judgeUnderCursor(state)?.id else { return nil }
  let other =
    state.judges.marked.flatMap { $0 == current ? nil : $0 }
    ?? state.judges.records?.lineage(of: current)?.parent
  return state.workspace.judges.first { $0.id == other && $0.id != current }
}

/// The rule in force for a version.
func keepRule(of judge: JudgeID, _ state: AppState) -> KeepRule {
  state.judges.records?.rule(of: judge)?.rule ?? .mean(atLeast: state.task.keepAt)
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
