import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore

/// `assay reviewers`
struct ReviewersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reviewers",
    abstract: "Show how people agree, and how each of them reviews.",
    discussion: """
      Agreement between people is the ceiling for a judge: its own stands beside. Of each person: the catch rate on \
      known-bad probes, the consistency on repeats, the pace, and how often and which way verdicts change after the \
      judge was shown. Also how many verdicts were given under an older version of the rubric; the filter rubric:old shows \
      them in the workbench. docs/reviewers.md explains the figures.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(
    help: ArgumentHelp(
      "The judge beside the people; else the adopted one, that of assay.toml, or the newest.",
      valueName: "name"))
  var judge: String?

  @Flag(help: "The figures as JSON; null where nothing was comparable.")
  var json = false

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let workspace = try location.open()
    let report = try ReviewersReport(workspace: workspace, task: task, judge: chosenJudge(workspace, task))
    if json { return try JSONOutput.print(report) }
    for line in report.lines { Console.output(line) }
  }

  private func chosenJudge(_ workspace: Workspace, _ task: TaskSpecification) throws -> JudgeVersion? {
    let judges = try workspace.judges()
    if let judge {
      guard let found = judges.first(where: { $0.name == judge }) else {
        throw CommandFailure("there is no judge “\(judge)” in this workspace; `assay status` lists them")
      }
      return found
    }
    let adopted = try workspace.adoptions().last?.judge
    return judges.first { $0.id == adopted } ?? judges.first { $0.name == task.judge } ?? judges.last
  }
}
