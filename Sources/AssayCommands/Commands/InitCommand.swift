import ArgumentParser
import AssayJudging
import AssayModel
import Foundation
import TerminalCore

/// `assay init`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write assay.toml, which describes the task, and the prompts: judge.mustache and prompts/.",
    discussion: "On a terminal and without options it asks; with an option it asks nothing.")

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("The task's name.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("When is an example good, when is it bad?", valueName: "text"))
  var description: String?

  @Option(help: ArgumentHelp("The labels, with commas between them.", valueName: "a,b,c"))
  var labels: String?

  @Option(help: ArgumentHelp("What is scored, with commas between them.", valueName: "a,b,c"))
  var dimensions: String?

  @Option(
    help: ArgumentHelp(
      "The risks of generated data that the task has: none, or of safety-critical, specific-distribution, "
        + "expert-nuance. Without it a script is not asked.", valueName: "a,b"))
  var fitness: String?

  @Option(
    name: .customLong("fitness-reason"),
    help: ArgumentHelp("Why it goes on all the same.", valueName: "text"))
  var fitnessReason: String?

  @Flag(help: "Write over an assay.toml that is there; prompts that are there stay.")
  var force = false

  @Flag(
    name: .customLong("prompt"),
    help:
      "Write judge.mustache alone, for a workspace that has none; `assay generate --prompts` writes the others."
  )
  var onlyPrompt = false

  func validate() throws {
    if fitnessReason != nil, fitness == nil { throw ValidationError("--fitness-reason needs --fitness") }
  }

  func run() throws {
    if onlyPrompt {
      guard let prompt = try writePrompt() else {
        throw CommandFailure("\(promptFile.path): is there already; edit it, or move it away first")
      }
      return Console.output("Wrote \(DisplayText.safe(prompt))")
    }
    let file = location.folder.appendingPathComponent(ConfigurationLoader.fileName)
    if !force, FileManager.default.fileExists(atPath: file.path) {
      throw CommandFailure(
        "\(file.path): is there already; edit it, or give --force to write a new one over it"
          + "; assay fitness\(option) asks again whether generated data is right for the task")
    }
    var task = try asksQuestions ? answeredTask() : specifiedTask()
    task.fitness = try answeredFitness()
    do {
      try FileManager.default.createDirectory(at: location.folder, withIntermediateDirectories: true)
      try Data(WorkspaceTemplate(task: task).text.utf8).write(to: file, options: .atomic)
    } catch {
      throw CommandFailure(
        "\(file.path): cannot be written (\(error.localizedDescription)); check the folder's rights")
    }
    let prompt = try writePrompt()
    let prompts = try PromptFiles(folder: location.folder).write()
    let names = [file.path, prompt, prompts.isEmpty ? nil : "prompts/"].compactMap(\.self)
    let list =
      names.dropLast().joined(separator: ", ") + (names.count > 1 ? " and " : "") + names[names.count - 1]
    if task.fitness == nil {
      Console.error(
        "Nobody was asked whether generated data is right for the task: assay fitness\(option) asks")
    }
    Console.output(
      wrapping: [
        "Wrote \(DisplayText.safe(list)).", "Next, with examples that are there:",
        "  assay import\(option) examples.jsonl",
        "or with a dozen of your own, from which a model makes more:",
        "  assay seeds check\(option) seeds.jsonl", "  assay generate\(option) --seeds seeds.jsonl",
      ])
  }

  private var promptFile: URL { location.folder.appendingPathComponent(JudgeSpecification().template) }

  /// The prompt that Assay comes with, to be edited. One that is there is somebody's work.
  ///
  /// - Returns: its name; nil: there was one.
  private func writePrompt() throws(CommandFailure) -> String? {
    if FileManager.default.fileExists(atPath: promptFile.path) { return nil }
    do {
      try Data(JudgePrompt.defaultTemplate.utf8).write(to: promptFile, options: .withoutOverwriting)
      return promptFile.lastPathComponent
    } catch {
      throw CommandFailure(
        "\(promptFile.path): cannot be written (\(error.localizedDescription)); check the folder's rights")
    }
  }

  private var option: String { location.workspace == "." ? "" : " --workspace \(location.workspace)" }

  private var asksQuestions: Bool {
    [name, description, labels, dimensions, fitness].allSatisfy { $0 == nil } && Console.isTerminal(0)
      && Console.isTerminal(2)
  }

  private var folderName: String { location.folder.standardizedFileURL.lastPathComponent }

  /// What the options or the person say, else what an `assay.toml` that is written over says; nil: nobody was asked.
  private func answeredFitness() throws -> Fitness? {
    if let fitness {
      return try FitnessAnswers(
        risks: fitness, reason: fitnessReason, names: ("--fitness", "--fitness-reason")
      ).fitness()
    }
    guard asksQuestions else {
      return ConfigurationLoader.load(workspace: location.folder, folders: RuntimeEnvironment.current.folders)
        .configuration.task.fitness
    }
    Console.write("\n", to: 2)
    guard let fitness = FitnessQuestions().ask() else { throw brokenOff }
    return fitness
  }

  private var brokenOff: CommandFailure {
    CommandFailure("the questions were not answered to the end; nothing was written")
  }

  private func specifiedTask() throws -> TaskSpecification {
    try task(
      name: name ?? folderName, description: description ?? "", labels: labels ?? "", dimensions: dimensions)
  }

  private func answeredTask() throws -> TaskSpecification {
    let standard = TaskSpecification(name: folderName).dimensions.map(\.name).joined(separator: ",")
    guard let name = Console.ask("Name of the task", default: folderName),
      let description = Console.ask("When is an example good?", default: ""),
      let labels = Console.ask("Labels, with commas between (none: accept and reject only)", default: ""),
      let dimensions = Console.ask("Dimensions that judges score", default: standard)
    else {
      Console.write("\n", to: 2)
      throw brokenOff
    }
    // Whoever has answered four questions is not sent back for a word too many.
    return try task(
      name: name, description: description, labels: withoutRepetitions(labels),
      dimensions: withoutRepetitions(dimensions))
  }

  private func withoutRepetitions(_ list: String) -> String {
    var seen: Set<String> = []
    return list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { seen.insert($0).inserted }.joined(separator: ",")
  }

  private func task(
    name: String, description: String, labels: String, dimensions: String?
  ) throws -> TaskSpecification {
    if name.isEmpty { throw CommandFailure("the task's name is empty; give --name NAME") }
    var task = TaskSpecification(name: name, description: description)
    task.labels = try names(labels, option: "--labels")
    if let dimensions {
      task.dimensions = try names(dimensions, option: "--dimensions").map { Dimension(name: $0) }
    }
    return task
  }

  private func names(_ list: String, option: String) throws -> [String] {
    let names = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
      !$0.isEmpty
    }
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw CommandFailure("\(option) has \"\(twice)\" twice; name each once")
    }
    return names
  }
}
