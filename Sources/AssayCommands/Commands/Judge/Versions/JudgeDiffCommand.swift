import ArgumentParser
import AssayCalibration
import AssayEngine
import AssayModel
import AssayStore
import AssayText
import TerminalCore

/// `assay judge diff`
struct JudgeDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show in what two judge versions differ, word by word.",
    discussion: """
      What was taken out stands in [-...-], what was put in in {+...+}.

        assay judge diff "judge v2" "judge v3"
      """)

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: "The older version.")
  var old: String

  @Argument(help: "The newer version.")
  var new: String

  @Flag(help: "The differences as JSON.")
  var json = false

  private struct Difference: Encodable {
    struct Segment: Encodable {
      var kind: String
      var text: String
      var removed: String
    }
    var old: String
    var new: String
    var changes: [DefinitionChange]
    var template: [Segment]
  }

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let workspace = try location.open()
    let before = try StoredVersion(named: old, workspace)
    let after = try StoredVersion(named: new, workspace)
    let versions = JudgeVersions(workspace: workspace)
    func rule(_ version: StoredVersion) throws -> KeepRule {
      try versions.rule(of: version.judge.id)?.rule ?? .mean(atLeast: task.keepAt)
    }
    let changes = try DefinitionChange.between(
      before.definition, after.definition, oldRule: rule(before), newRule: rule(after))
    let segments = LineDiff.segments(old: before.definition.template, new: after.definition.template)
    if json {
      return try JSONOutput.print(
        Difference(
          old: old, new: new, changes: changes,
          template: segments.map {
            .init(kind: $0.kind == .same ? "same" : "changed", text: $0.text, removed: $0.removed)
          }))
    }
    for line in DifferenceText.lines(changes, segments) { Console.output(DisplayText.safe(line)) }
  }
}
