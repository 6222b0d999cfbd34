import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore
import Foundation
import TerminalCore

/// `assay merge`
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Take in what other people have decided about the same examples.",
    discussion: """
      Reads other workspaces, by their folders or databases, and files of decisions as `assay export decisions` writes \
      them. Examples are told by their ids and texts; the others' files are only read. The same file twice adds nothing, \
      and the order of files does not matter: of one person's words on an example the later one holds. A workspace \
      brings undone decisions, rulings, splits that are missing here and draws along; a file of decisions what still holds. \
      docs/reviewers.md has more.

      Exit codes: 0 all good, 1 some decisions left out or some files not read, 2 nothing read.
      """)

  @Argument(
    help: "Folders, databases or files of decisions; - is the standard input.", completion: .file())
  var files: [String]

  @OptionGroup var location: WorkspaceOptions

  @Option(
    name: .customLong("rename"),
    help: ArgumentHelp(
      "Another name for a reviewer of the files, where one name stands for two people. Repeat for more.",
      valueName: "name=new"))
  var renames: [String] = []

  @Flag(help: "The summary as JSON.")
  var json = false

  /// Problems beyond this many are counted only.
  private static let problemLimit = 100

  func validate() throws {
    for rename in renames where Self.pair(rename) == nil {
      throw ValidationError("--rename \(rename): write name=new, for example --rename user=ana")
    }
  }

  func run() throws {
    // A configuration with mistakes is told before anything is written.
    _ = try location.configuration(RuntimeEnvironment.current.folders)
    let workspace = try location.open()
    let reviewers = Dictionary(renames.compactMap(Self.pair), uniquingKeysWith: { first, _ in first })
    for name in reviewers.values {
      if let problem = ReviewerName.problem(with: name) { throw CommandFailure("--rename: \(problem)") }
    }
    let report = try MergeReport(
      sources: merge(into: workspace, reviewers), log: DecisionLog(workspace.decisions()),
      leftOut: workspace.knownBad())
    if json { try JSONOutput.print(report) } else { for line in report.lines { Console.output(line) } }
    if report.sources.allSatisfy({ $0.failure != nil }) { throw ExitCode(2) }
    if !report.sources.allSatisfy(\.isComplete) { throw ExitCode(1) }
  }

  private func merge(into workspace: Workspace, _ reviewers: [String: String]) throws -> [MergeSummary] {
    var problems = 0
    let summaries = try Interruption.handled { cancellation in
      try files.map { file in
        let summary = try MergeSource(path: file).merge(
          into: workspace, reviewers: reviewers, cancellation: cancellation
        ) { problem in
          problems += 1
          if problems <= Self.problemLimit { Console.error(problem.description) }
        }
        if summary.kind == .workspace, let failure = summary.failure { Console.error("\(file): \(failure)") }
        return summary
      }
    }
    if problems > Self.problemLimit {
      Console.error(
        "and \(Figures.count(problems - Self.problemLimit, "more problem")), which are not shown")
    }
    return summaries
  }

  private static func pair(_ text: String) -> (String, String)? {
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let (old, new) = (String(text[..<sign]), String(text[text.index(after: sign)...]))
    return old.isEmpty || new.isEmpty ? nil : (old, new)
  }
}

/// What a merge did, for people and for scripts.
struct MergeReport: Encodable {
  var sources: [MergeSummary]
  /// Everybody who has decided here, in alphabetical order.
  var reviewers: [String]
  /// Examples on which people differ and nobody has ruled.
  var conflicts: Int

  init(sources: [MergeSummary], log: DecisionLog, leftOut: Set<ExampleID>) {
    self.sources = sources
    reviewers = Set(log.decisions.map(\.reviewer)).sorted()
    conflicts = log.examples.count { !leftOut.contains($0) && log.isDisputed($0) }
  }

  var lines: [String] {
    var lines = sources.filter { $0.failure == nil }.flatMap(Self.lines)
    if conflicts > 0 {
      lines.append(
        "People differ on \(Figures.count(conflicts, "example")): `assay`, then :adjudicate, shows them side by side"
      )
    }
    return lines.map(DisplayText.safe)
  }

  private static func lines(_ summary: MergeSummary) -> [String] {
    var parts: [String] = []
    if summary.alreadyThere > 0 {
      parts.append("\(Figures.grouped(summary.alreadyThere)) were there already")
    }
    let leftOut = summary.unknownExamples + summary.otherTexts
    if leftOut > 0 { parts.append("\(Figures.grouped(leftOut)) left out") }
    if summary.splits > 0 { parts.append("\(Figures.count(summary.splits, "split")) taken") }
    if summary.draws > 0 { parts.append("\(Figures.count(summary.draws, "draw")) taken") }
    let inner = parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    var lines = ["\(summary.source): \(Figures.count(summary.decisions, "new decision"))\(inner)"]
    if summary.onItsProbes > 0 {
      lines.append("  \(Figures.count(summary.onItsProbes, "decision")) on its own probes stayed there")
    }
    if summary.splitConflicts > 0 {
      lines.append(
        "  \(Figures.count(summary.splitConflicts, "example")) in another split there: what is here stays")
    }
    if summary.drawsLeftOut > 0 {
      lines.append(
        "  \(Figures.count(summary.drawsLeftOut, "draw")) left out: not all of their examples are here")
    }
    for name in summary.sharedNames {
      lines.append(
        "  \(name) decided here and there, and is taken for one person; --rename \(name)=NAME where they are two"
      )
    }
    return lines
  }
}
