import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore

/// `assay judge versions`
struct JudgeVersionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "versions", abstract: "List the judge versions, with their figures on dev and test.",
    discussion: """
      A version is everything that decides what a judge says: prompt, rubric, shots, model, parameters. It is never \
      changed; what is changed is another version, below the one it was made from. Figures on dev are made from the \
      scores that are there; those on test only come from openings that were asked for. docs/judges.md is the guide.
      """)

  @OptionGroup var location: WorkspaceOptions
  /// Takes the flags that it has too, wherever they stand.
  @ParentCommand var parent: JudgeCommand

  @Flag(help: "The list as JSON.")
  var json = false

  func run() throws {
    let configuration = try location.configuration(RuntimeEnvironment.current.folders)
    let workspace = try location.open()
    let records = try JudgeMeasurer(workspace: workspace, task: configuration.task).records()
    let rows = VersionTree.rows(try workspace.judges(), records.lineages)
    let entries = try rows.map { row in
      JudgeVersionEntry(
        row, records, definition: try workspace.judgeDefinition(row.judge.id)?.definition,
        names: Dictionary(uniqueKeysWithValues: rows.map { ($0.judge.id, $0.judge.name) }),
        keepAt: configuration.task.keepAt)
    }
    if json || parent.json { return try JSONOutput.print(entries) }
    if entries.isEmpty {
      return Console.output("There is no judge version yet; `assay judge` makes the first")
    }
    for line in JudgeVersionTable.lines(entries, depths: rows.map(\.depth)) { Console.output(line) }
  }
}
