import TerminalCore

/// The five screens, in the order of their keys.
public enum Screen: Int, Hashable, Sendable, CaseIterable {
  case review = 1
  case clusters, calibration, judge, runs

  public var title: String {
    switch self {
    case .review: "Review"
    case .clusters: "Clusters"
    case .calibration: "Calibration"
    case .judge: "Judge"
    case .runs: "Runs"
    }
  }

  /// The section of a configuration file that rebinds keys of this screen: `[keys.review]`.
  public var section: String { title.lowercased() }
}

/// Where a key means something. While a search is on, its keys come before the screen's, which come
/// before those of everywhere.
public enum KeyScope: Hashable, Sendable {
  case everywhere
  case screens(Set<Screen>)
  case searching

  public static let review = KeyScope.screens([.review])
  public static let clusters = KeyScope.screens([.clusters])
  public static let runs = KeyScope.screens([.runs])
  public static let withPanes = KeyScope.screens([.review, .clusters, .judge, .runs])
  public static let examples = KeyScope.screens([.review, .clusters])
  public static let calibration = KeyScope.screens([.calibration])
  public static let judge = KeyScope.screens([.judge])
}

/// One line of the only table of commands: keys, footer, help, documentation and the command line
/// are all made from it.
public struct Command: Sendable {
  public let id: CommandID
  public let title: String
  /// The word beside the key in the footer; nil: help only.
  public let footer: String?
  /// Where the footer has it; nil: wherever it works.
  public let footerScreens: Set<Screen>?
  public let scope: KeyScope
  /// The keys that it has unless a person rebinds them; the first is the one that is shown.
  public let keys: [String]
  public let section: String
}

public enum CommandTable {
  private static func command(
    _ id: CommandID, _ title: String, _ keys: [String], footer: String? = nil,
    footerOn footerScreens: Set<Screen>? = nil, on scope: KeyScope = .everywhere, in section: String
  ) -> Command {
    Command(
      id: id, title: title, footer: footer, footerScreens: footerScreens, scope: scope, keys: keys,
      section: section)
  }

  public static let all: [Command] =
    deciding + finding + judging + generating + threshold + rule + moving + everywhere

  private static let deciding: [Command] = [
    command(.accept, "Accept and go on", ["a"], footer: "accept", on: .examples, in: "Decide"),
    command(.reject, "Reject and go on", ["r"], footer: "reject", on: .examples, in: "Decide"),
    command(.relabel, "Choose another label and go on", ["l"], footer: "relabel", on: .review, in: "Decide"),
    command(.edit, "Edit the text in $EDITOR", ["e"], footer: "edit", on: .review, in: "Decide"),
    command(.score, "Score a dimension yourself", ["s"], footer: "score", on: .review, in: "Decide"),
    command(.note, "Write a note", ["n"], footer: "note", on: .review, in: "Decide"),
    command(.skip, "Skip: leave it for later", ["x"], on: .review, in: "Decide"),
    command(
      .keepOne, "Keep this one, or all marked, and reject the rest of the cluster", ["K"], footer: "keep",
      footerOn: [.clusters], on: .examples, in: "Decide"),
    command(
      .separate, "Not a duplicate: split it off, for good", ["x"], footer: "not a duplicate", on: .clusters,
      in: "Decide"),
    command(
      .merge, "Merge clusters: this one, then another", ["m"], footer: "merge", on: .clusters, in: "Decide"),
    command(
      .settle, "Settle all copies and all that differ in names and numbers only", ["S"], footer: "settle all",
      on: .clusters, in: "Decide"),
    command(
      .adjudicate, "Rule where people differ, side by side and without names", ["C"],
      on: .screens([.review, .calibration]), in: "Decide"),
    command(.undo, "Undo your last step", ["u"], footer: "undo", in: "Decide"),
    command(.redo, "Redo", ["ctrl+r"], in: "Decide"),
    command(
      .mark, "Mark or unmark", ["space"], footer: "mark", footerOn: [.clusters], on: .examples, in: "Decide"),
    command(.markRange, "Mark a range: start, then end", ["V"], on: .review, in: "Decide"),
    command(.unmarkAll, "Take all marks away", ["U"], on: .examples, in: "Decide"),
    command(.acceptMarked, "Accept all marked", ["A"], on: .review, in: "Decide"),
    command(.rejectMarked, "Reject all marked", ["R"], on: .review, in: "Decide"),
  ]

  private static let versions: [Command] = [
    command(
      .judgeMark, "Mark: the version under the cursor is compared with it", ["space"], footer: "mark",
      on: .judge, in: "Judge"),
    command(
      .judgeExamples, "The examples on which they differ", ["x"], footer: "examples", on: .judge, in: "Judge"),
    command(
      .judgeEdit, "Edit the prompt in $EDITOR: makes a new version", ["e"], footer: "edit", on: .judge,
      in: "Judge"),
    command(
      .judgeMeasure, "Judge the dev split and measure the version on it", ["m"], footer: "measure",
      on: .judge,
      in: "Judge"),
    command(
      .judgeMeasureTest, "Open the test split for this version; the opening is written down", ["O"],
      on: .judge,
      in: "Judge"),
    command(
      .judgeAdopt, "Adopt: assay judge asks this version from now on; undo takes it back", ["A"],
      footer: "adopt", on: .judge, in: "Judge"),
    command(
      .judgeTune, "Tune: change the prompt until it matches what people decided", ["t"], footer: "tune",
      on: .judge, in: "Judge"),
    command(
      .judgeDifference, "In what two versions differ, word by word", ["d"], footer: "diff", on: .judge,
      in: "Judge"),
    command(.judgeFigures, "How the version does", ["f"], footer: "figures", on: .judge, in: "Judge"),
    command(.judgeNextTab, "Next view of the version", ["]"], on: .judge, in: "Judge"),
    command(.judgePreviousTab, "View before", ["["], on: .judge, in: "Judge"),
  ]

  private static let judging: [Command] =
    versions + [
      command(
        .judgeAgain, "Judge this example again, or all marked", ["J"], footer: "judge again",
        footerOn: [.review], on: .examples, in: "Judge"),
      command(
        .startRun, "Start judging: choose what and by which judge", ["J"], footer: "judge",
        on: .screens([.runs, .judge]), in: "Judge"),
      command(
        .pauseRun, "Pause the run, or let it go on", ["p", "space"], footer: "pause", on: .runs, in: "Judge"),
      command(
        .cancelRun, "Cancel the run: what is in flight is finished and kept", ["x"], footer: "cancel",
        on: .runs,
        in: "Judge"),
      command(
        .resumeRun, "Go on with a run that ended before it was done", ["R"], footer: "resume", on: .runs,
        in: "Judge"),
      command(
        .concurrencyUp, "More requests at once", ["+"], footer: "at once", on: .runs, in: "Judge"),
      command(.concurrencyDown, "Fewer requests at once", ["-"], on: .runs, in: "Judge"),
      command(
        .concurrencyReset, "As many requests at once as configured", ["="], on: .runs, in: "Judge"),
      command(
        .probes, "Confirm or discard proposed probes", ["p"], footer: "probes", on: .screens([.judge]),
        in: "Judge"),
    ]

  private static let generating: [Command] = [
    command(
      .generate, "Generate from this example, or all marked: alike, harder, opposite",
      ["G"], footer: "generate", on: .review, in: "Generate"),
    command(.news, "Show the batches that have just come in", ["+"], on: .review, in: "Generate"),
  ]

  private static let finding: [Command] = [
    command(.search, "Search all texts as you type", ["/"], footer: "search", on: .review, in: "Find"),
    command(.nextMatch, "Next match", ["n", "ctrl+n"], footer: "next match", on: .searching, in: "Find"),
    command(
      .previousMatch, "Previous match", ["N", "ctrl+p"], footer: "previous", on: .searching, in: "Find"),
    command(
      .split, "The next split: dev, few-shot, both", ["s"], footer: "split", on: .calibration, in: "Find"),
    command(
      .openTest, "Open the test split; the opening is written down", ["O"], on: .calibration, in: "Find"),
    command(
      .filter, "Add a filter", ["f"], footer: "filter", on: .screens([.review, .clusters, .calibration]),
      in: "Find"),
    command(
      .clearFilter, "Clear all filters", ["F"], on: .screens([.review, .clusters, .calibration]), in: "Find"),
    command(.order, "Order the list", ["o"], footer: "order", on: .examples, in: "Find"),
    command(.nextUndecided, "Next undecided", ["."], on: .examples, in: "Find"),
    command(.nextBatch, "Next batch", ["]"], on: .review, in: "Find"),
    command(.previousBatch, "Previous batch", ["["], on: .review, in: "Find"),
    command(
      .blind, "Blind: hide judge and others until you decide", ["b"], footer: "blind", footerOn: [.review],
      on: .examples,
      in: "Find"),
    command(
      .reveal, "Reveal the judge after a blind verdict, then go on", ["B"], on: .review,
      in: "Find"),
    command(
      .nextJudge, "Show the next judge version", ["v"], on: .screens([.review, .calibration, .clusters]),
      in: "Find"),
    command(.truth, "Show or hide the published truth", ["t"], on: .review, in: "Find"),
  ]

  private static let threshold: [Command] = [
    command(.thresholdUp, "Threshold up by 0.01", ["+"], footer: "threshold", on: .clusters, in: "Threshold"),
    command(.thresholdDown, "Threshold down by 0.01", ["-"], on: .clusters, in: "Threshold"),
    command(.thresholdFarUp, "Threshold up by 0.05", [">"], on: .clusters, in: "Threshold"),
    command(.thresholdFarDown, "Threshold down by 0.05", ["<"], on: .clusters, in: "Threshold"),
    command(.thresholdReset, "Threshold as configured", ["="], on: .clusters, in: "Threshold"),
    command(.nextMethod, "Next method", ["t"], on: .clusters, in: "Threshold"),
  ]

  private static let rule: [Command] = [
    command(.ruleKind, "Another kind of rule", ["t"], footer: "rule", on: .calibration, in: "Rule"),
    command(
      .calibrationLeft, "A cell to the left, a threshold down", ["left"], on: .calibration, in: "Rule"),
    command(
      .calibrationRight, "A cell to the right, a threshold up", ["right"], on: .calibration, in: "Rule"),
    command(.farLeft, "The threshold far down", ["<"], on: .calibration, in: "Rule"),
    command(.farRight, "The threshold far up", [">"], on: .calibration, in: "Rule"),
    command(
      .ruleBest, "The threshold to where the cost is lowest", ["o"], footer: "best", on: .calibration,
      in: "Rule"),
    command(
      .ruleFit, "Fit the whole rule on dev, with cross-validation", ["c"], footer: "fit", on: .calibration,
      in: "Rule"),
    command(.ruleApply, "Put the rule in force", ["p"], footer: "in force", on: .calibration, in: "Rule"),
    command(.ruleReset, "Back to the rule in force", ["="], footer: "reset", on: .calibration, in: "Rule"),
    command(.ruleBefore, "Put the rule before it in force again", ["P"], on: .calibration, in: "Rule"),
  ]

  private static let moving: [Command] = [
    command(.calibrationNext, "Next part", ["tab", "l"], on: .calibration, in: "Move"),
    command(.calibrationPrevious, "Part before", ["shift+tab", "h"], on: .calibration, in: "Move"),
    command(.down, "Down", ["j", "down"], in: "Move"),
    command(.up, "Up", ["k", "up"], in: "Move"),
    command(.pageDown, "A page down", ["pagedown", "ctrl+f"], in: "Move"),
    command(.pageUp, "A page up", ["pageup", "ctrl+b"], in: "Move"),
    command(.halfPageDown, "Half a page down", ["ctrl+d"], in: "Move"),
    command(.halfPageUp, "Half a page up", ["ctrl+u"], in: "Move"),
    command(.first, "First", ["g", "home"], in: "Move"),
    command(.last, "Last", ["G", "end"], in: "Move"),
    command(
      .open, "Open", ["enter"], footer: "open",
      // In Review it only changes the pane, and the footer is full.
      footerOn: Set(Screen.allCases).subtracting([.review]), in: "Move"),
    command(.nextPane, "Next pane", ["tab", "right"], on: .withPanes, in: "Move"),
    command(.previousPane, "Previous pane", ["shift+tab", "left", "h"], on: .withPanes, in: "Move"),
    command(
      .zoomPane, "Give this pane the whole width", ["z"], on: .screens(Set(Screen.allCases)), in: "Move"),
    command(.members, "The members of the cluster", ["l"], on: .clusters, in: "Move"),
  ]

  private static let everywhere: [Command] = [
    command(.screenReview, "Review", ["1"], in: "Everywhere"),
    command(.screenClusters, "Clusters", ["2"], in: "Everywhere"),
    command(.screenCalibration, "Calibration", ["3"], in: "Everywhere"),
    command(.screenJudge, "Judge", ["4"], in: "Everywhere"),
    command(.screenRuns, "Runs", ["5"], in: "Everywhere"),
    command(.commandLine, "Command line", [":"], in: "Everywhere"),
    command(.help, "Help", ["?", "f1"], footer: "help", in: "Everywhere"),
    command(.theme, "Choose a theme", ["T"], in: "Everywhere"),
    command(.toggleMouse, "Mouse on or off", ["M"], in: "Everywhere"),
    command(.redraw, "Draw the screen again", ["ctrl+l"], in: "Everywhere"),
    command(.suspend, "Suspend (fg comes back)", ["ctrl+z"], in: "Everywhere"),
    command(.cancel, "Cancel, close, clear the message", ["esc"], in: "Everywhere"),
    command(.quit, "Leave; the place is remembered", ["q", "ctrl+c"], footer: "quit", in: "Everywhere"),
  ]

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

  public static subscript(id: CommandID) -> Command {
    guard let command = byID[id] else { preconditionFailure("no line for \(id) in the table of commands") }
    return command
  }
}
