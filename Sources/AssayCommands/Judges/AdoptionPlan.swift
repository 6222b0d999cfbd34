import AssayCalibration
import AssayEngine
import AssayJudging
import AssayModel
import Foundation

/// What has to be written so that `assay judge` makes a given version: the prompt, the shots, lines of the judge's
/// section. Made and checked before anything is touched.
struct AdoptionPlan {
  /// A file with its new text.
  struct Change: Hashable {
    /// As seen from the workspace's folder.
    var name: String
    var text: String
  }

  /// In the order in which they are written: what others name comes first.
  var changes: [Change]
  /// What the files say now; nil: they say no judge at all.
  var current: JudgeDefinition?
  var warnings: [String]

  /// - Parameters:
  ///   - name: of the version, for messages.
  ///   - folder: of the workspace.
  /// - Throws: ``CommandFailure`` when the files cannot say what the version is, or say something now that would be lost.
  init(
    _ version: JudgeDefinition, name: String, folder: URL, folders: ConfigurationFolders,
    environment: [String: String]
  ) throws {
    let files = WorkspaceFiles(folder: folder)
    let text = try files.text(ConfigurationLoader.fileName) ?? ""
    let task = try Self.task(folder, folders, text: nil)
    guard let target = task.usableJudges.first else {
      // Says what to write.
      throw Self.noJudge(task, folder, environment)
    }
    current = try Self.current(task, files, environment)
    let (wanted, endpoints) = try JudgeSetup.located(version, task, JudgeSetup.Wishes())
    let shots = try ShotsPlan(wanted.shots, current?.shots ?? [], target.shots, files)
    let edited = try Self.edited(text, target, wanted, endpoints, shots.name)

    changes = []
    if let text = shots.text, let name = shots.name { changes.append(Change(name: name, text: text)) }
    if try files.text(target.template) != version.template {
      changes.append(Change(name: target.template, text: version.template))
    }
    if edited != text { changes.append(Change(name: ConfigurationLoader.fileName, text: edited)) }
    warnings = Self.warnings(task, target)
    try Self.check(
      wanted, name: name, task: Self.task(folder, folders, text: edited), target: target.name)
  }

  // MARK: What is there

  /// What the files say; nil: they name no judge.
  ///
  /// - Throws: ``CommandFailure`` when they say something that is no judge.
  static func current(
    folder: URL, folders: ConfigurationFolders, environment: [String: String]
  ) throws -> JudgeDefinition? {
    let task = try task(folder, folders, text: nil)
    if task.usableJudges.isEmpty { return nil }
    return try current(task, WorkspaceFiles(folder: folder), environment)
  }

  private static func task(
    _ folder: URL, _ folders: ConfigurationFolders, text: String?
  ) throws(CommandFailure) -> TaskSpecification {
    let result = ConfigurationLoader.load(workspace: folder, folders: folders, text: text)
    guard let first = result.problems.first else { return result.configuration.task }
    throw CommandFailure("\(first); correct assay.toml first, nothing was written")
  }

  private static func noJudge(
    _ task: TaskSpecification, _ folder: URL, _ environment: [String: String]
  ) -> any Error {
    do {
      _ = try JudgeSetup(task: task, folder: folder, environment: environment)
      return CommandFailure("assay.toml: there is no judge")
    } catch { return error }
  }

  /// What the files say. A prompt or shots that cannot be read are nobody's version yet, and would be lost.
  private static func current(
    _ task: TaskSpecification, _ files: WorkspaceFiles, _ environment: [String: String]
  ) throws -> JudgeDefinition? {
    do {
      return try JudgeSetup(task: task, folder: files.folder, environment: environment).definition
    } catch {
      throw CommandFailure(
        "what the files say now is no judge, so it cannot be kept as a version: \(error); mend it, or move it away"
      )
    }
  }

  // MARK: The section

  private static func edited(
    _ text: String, _ target: JudgeSpecification, _ wanted: JudgeDefinition, _ endpoints: [ModelEndpoint],
    _ shots: String?
  ) throws(CommandFailure) -> String {
    let settings = JudgeSettings.between(
      target, wanted.specification, models: endpoints.map(\.name), shots: shots)
    if settings.isEmpty { return text }
    let path = target.name == JudgeSpecification().name ? ["judge"] : ["judges", target.name]
    let editor = TOMLSectionEditor(
      path: path, settings: settings, remark: "Written by adopting a judge version.")
    do throws(TOMLSectionEditor.Problem) {
      return try editor.edited(text)
    } catch {
      throw CommandFailure(
        "\(ConfigurationLoader.fileName): the section of the judge cannot be changed: \(error). Write this yourself:\n"
          + editor.section)
    }
  }

  private static func warnings(_ task: TaskSpecification, _ target: JudgeSpecification) -> [String] {
    let others = task.judges.filter { $0.name != target.name && $0.template == target.template }.map(\.name)
    guard !others.isEmpty else { return [] }
    return [
      "\(target.template) is the prompt of \(others.map { "[judges.\($0)]" }.joined(separator: ", ")) as well, which "
        + "become other versions"
    ]
  }

  // MARK: Afterwards

  /// What the edited files will make is the version itself.
  private static func check(
    _ wanted: JudgeDefinition, name: String, task: TaskSpecification, target: String
  ) throws(CommandFailure) {
    guard let specification = task.usableJudges.first, specification.name == target else {
      throw CommandFailure("assay.toml would name another judge first; nothing was written")
    }
    let made = JudgeSetup.definition(
      specification, task, try JudgeSetup.endpoints(of: specification, task, JudgeSetup.Wishes()),
      template: wanted.template, shots: wanted.shots)
    if made.fingerprint == wanted.fingerprint { return }
    let changes = DefinitionChange.between(made, wanted)
    let lines = changes.map { change in
      "  \(change.name): it has \(change.new ?? "none"), assay.toml says \(change.old ?? "nothing")"
    }
    throw CommandFailure(
      (["\(name) goes by another rubric than assay.toml; bring these into line first, nothing was written"]
        + lines).joined(separator: "\n"))
  }
}

/// Which file has a version's shots.
private struct ShotsPlan {
  /// nil: there are none.
  var name: String?
  /// What to write; nil: the file has them already.
  var text: String?

  init(
    _ wanted: [JudgeDefinition.Shot], _ current: [JudgeDefinition.Shot], _ file: String?,
    _ files: WorkspaceFiles
  ) throws {
    if wanted.isEmpty { return }
    if wanted == current, let file {
      name = file
      return
    }
    let text = try ShotsFile.text(wanted)
    guard ShotsFile.shots(in: text) == wanted else {
      throw CommandFailure("the shots of this version cannot be written as a file; nothing was written")
    }
    self.text = text
    name = Self.free(file, text, files)
  }

  /// A file that adopting wrote before, or a name that is not taken: a person's own rows are never overwritten.
  private static func free(_ file: String?, _ text: String, _ files: WorkspaceFiles) -> String {
    let (stem, end) = ("judge-shots", ".jsonl")
    var number = 1
    while true {
      let name = number == 1 ? stem + end : "\(stem)-\(number)\(end)"
      if name == file || !files.exists(name) { return name }
      if (try? files.text(name)) == text { return name }
      number += 1
    }
  }
}

/// The lines of a judge's section in which two specifications differ.
enum JudgeSettings {
  /// - Parameters:
  ///   - models: the names that the models have in the file.
  ///   - shots: the file; nil: none.
  static func between(
    _ old: JudgeSpecification, _ new: JudgeSpecification, models: [String], shots: String?
  ) -> [TOMLSectionEditor.Setting] {
    var settings: [TOMLSectionEditor.Setting] = []
    if models != old.models {
      let list = "[" + models.map(WorkspaceTemplate.quoted).joined(separator: ", ") + "]"
      settings.append(.text("model", models.count == 1 ? models[0] : nil))
      settings.append(.init(key: "models", value: models.count == 1 ? nil : list))
    }
    if new.calls != old.calls { settings.append(.text("calls", new.calls.rawValue)) }
    if new.scoring != old.scoring { settings.append(.text("scoring", new.scoring.rawValue)) }
    if new.samples != old.samples { settings.append(.number("samples", new.samples)) }
    let temperature = new.chosenTemperature
    if temperature != (old.temperature ?? (new.samples > 1 ? 0.7 : 0)) {
      settings.append(.init(key: "temperature", value: "\(temperature)"))
    }
    if models.count > 1, new.panel != old.panel { settings.append(.text("panel", new.panel.rawValue)) }
    if new.neighbours != old.neighbours { settings.append(.number("neighbours", new.neighbours)) }
    if new.reasons != old.reasons { settings.append(.init(key: "reasons", value: "\(new.reasons)")) }
    if shots != old.shots { settings.append(.text("shots", shots)) }
    return settings
  }
}
