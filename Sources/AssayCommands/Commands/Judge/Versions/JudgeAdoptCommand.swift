import ArgumentParser
import AssayEngine
import AssayModel
import AssayStore

/// `assay judge adopt`
struct JudgeAdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt", abstract: "Make a judge version the one that `assay judge` asks.",
    discussion: """
      Writes the prompt, the shots and what else differs in the judge's section of assay.toml. What was edited there by \
      hand becomes a version of its own first, so that nothing is lost.

        assay judge adopt "judge v3" --reason "catches more on test"
        assay judge adopt --undo      what was in use before
      """)

  @OptionGroup var location: WorkspaceOptions

  @Argument(help: "The version, as `assay judge versions` lists it.")
  var name: String?

  @Option(help: ArgumentHelp("Why, for the log of adoptions.", valueName: "text"))
  var reason = ""

  @Flag(help: "Take the last adoption back.")
  var undo = false

  @Option(help: ArgumentHelp("Who adopts it.", valueName: "name"))
  var reviewer: String?

  @Flag(help: "The result as JSON.")
  var json = false

  func validate() throws {
    if undo == (name != nil) { throw ValidationError("give the name of a version, or --undo") }
  }

  private struct Result: Encodable {
    var judge: String
    var author: String
    var at: Int64
    var reason: String
    var files: [String]
    var preserved: String?
    var warnings: [String]
  }

  func run() throws {
    let environment = RuntimeEnvironment.current
    let configuration = try location.configuration(environment.folders)
    let workspace = try location.open()
    let author = try ReviewerName.resolve(
      flag: reviewer, configured: configuration.reviewer, environment: environment.variables)
    let adopter = WorkspaceAdopter(
      workspace: workspace, folder: location.folder, folders: environment.folders,
      environment: environment.variables)
    let now = Clock.milliseconds()
    let outcome: AdoptionOutcome
    if let name {
      let version = try StoredVersion(named: name, workspace).judge
      outcome = try adopter.adopt(version.id, author: author, reason: reason, at: now)
    } else {
      outcome = try adopter.undo(author: author, at: now)
    }
    let adopted = try workspace.judges().first { $0.id == outcome.adoption.judge }?.name ?? ""
    if json {
      return try JSONOutput.print(
        Result(
          judge: adopted, author: author, at: now, reason: outcome.adoption.reason, files: outcome.files,
          preserved: outcome.preserved?.name, warnings: outcome.warnings))
    }
    for warning in outcome.warnings { Console.error("Warning: " + warning) }
    Console.output(AdoptionMessage.text(outcome, name: adopted))
  }
}

/// What is said of an adoption.
enum AdoptionMessage {
  /// "judge v3 is in use; written: judge.mustache. What was edited by hand is judge v2 now."
  static func text(_ outcome: AdoptionOutcome, name: String) -> String {
    let files =
      outcome.files.isEmpty ? "the files say so already" : "written: " + outcome.files.joined(separator: ", ")
    let kept = outcome.preserved.map { " What was edited by hand is \($0.name) now." } ?? ""
    return "\(name) is in use; \(files).\(kept)"
  }
}
