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
    let segments = WordDiff.segments(old: before.definition.template, new: after.definition.template)
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

/// Two versions' differences as plain lines.
enum DifferenceText {
  static func lines(_ changes: [DefinitionChange], _ segments: [WordDiff.Segment]) -> [String] {
    let isSame = !segments.contains { $0.kind == .changed }
    if changes.isEmpty, isSame { return ["They are the same."] }
    let facts = changes.map { "\($0.name): \($0.old ?? "none") -> \($0.new ?? "none")" }
    if isSame { return facts + ["The words of the prompt are the same."] }
    return facts + (facts.isEmpty ? [] : [""])
      + marked(segments).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The new text with what was taken out and put in between marks, as wdiff has them.
  private static func marked(_ segments: [WordDiff.Segment]) -> String {
    segments.map { segment in
      guard segment.kind == .changed else { return segment.text }
      let removed = segment.removed.isEmpty ? "" : "[-\(segment.removed)-]"
      // Marks around white space alone would break the lines apart.
      let end = String(segment.text.reversed().prefix { $0.isWhitespace }.reversed())
      let words = segment.text.dropLast(end.count)
      return removed + (words.isEmpty ? "" : "{+\(words)+}") + end
    }.joined()
  }
}
