import ArgumentParser
import AssayModel
import Foundation
import TerminalCore

/// `assay fitness`
struct FitnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fitness",
    abstract: "Ask whether data from a model is right for the task, and keep the answer in assay.toml.",
    discussion: """
      On a terminal it asks three questions. With --risks it asks nothing; without a terminal and --risks it says what \
      was answered.
      """)

  @OptionGroup var location: WorkspaceOptions

  @Option(
    help: ArgumentHelp(
      "The risks that the task has: none, or of safety-critical, specific-distribution, expert-nuance.",
      valueName: "a,b"))
  var risks: String?

  @Option(help: ArgumentHelp("Why it goes on all the same.", valueName: "text"))
  var reason: String?

  func validate() throws {
    if reason != nil, risks == nil { throw ValidationError("--reason needs --risks") }
  }

  func run() throws {
    let files = WorkspaceFiles(folder: location.folder)
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    guard let text = try files.text(ConfigurationLoader.fileName) else {
      throw CommandFailure("there is no assay.toml in this folder; assay init writes one, and asks this too")
    }
    Console.output(wrapping: ["Fitness: " + DisplayText.safe(Fitness.summary(task.fitness))])
    guard let fitness = try answer() else { return }
    try files.write(ConfigurationLoader.fileName, try Self.edited(text, fitness))
    Console.output(wrapping: ["Written: " + DisplayText.safe(Fitness.summary(fitness))])
  }

  /// nil: nobody is there to answer.
  private func answer() throws -> Fitness? {
    if let risks {
      return try FitnessAnswers(risks: risks, reason: reason, names: ("--risks", "--reason")).fitness()
    }
    guard Console.isTerminal(0), Console.isTerminal(2) else { return nil }
    guard let fitness = FitnessQuestions().ask() else {
      throw CommandFailure("the questions were not answered to the end; nothing was written")
    }
    return fitness
  }

  /// An `assay.toml` with the answer in it and every other byte as it was.
  static func edited(_ text: String, _ fitness: Fitness) throws(CommandFailure) -> String {
    let editor = TOMLSectionEditor(
      path: ["fitness"], settings: WorkspaceTemplate.settings(of: fitness),
      remark: WorkspaceTemplate.fitnessRemark)
    do throws(TOMLSectionEditor.Problem) {
      return try editor.edited(text)
    } catch {
      throw CommandFailure("assay.toml was not changed: \(error). Put this in yourself:\n\(editor.section)")
    }
  }
}
