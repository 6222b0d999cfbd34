import AssayModel
import AssayWorkbench
import Foundation

/// Reads `assay.toml` and the person's `config.toml`.
public struct ConfigurationLoader {
  /// The workspace's file, inside its folder.
  public static let fileName = "assay.toml"

  /// The configuration as far as it could be understood, and every mistake that was found. What is
  /// wrong keeps its default.
  public struct Result: Sendable {
    public var configuration: WorkspaceConfiguration
    public var problems: [ConfigurationProblem]
  }

  /// Reads what is there of a workspace's and the person's own configuration. Missing files are no
  /// mistake.
  ///
  /// - Parameters:
  ///   - workspace: the workspace's folder.
  ///   - folders: where the person's own files are.
  ///   - text: in the place of what the workspace's file says; nil: the file.
  public static func load(workspace: URL, folders: ConfigurationFolders, text: String? = nil) -> Result {
    let base = WorkspaceConfiguration(task: TaskSpecification(name: defaultName(of: workspace)))
    let personal = readFile(folders.personal.appendingPathComponent("config.toml"))
    let own = text.map { .text($0, name: fileName) } ?? readFile(workspace.appendingPathComponent(fileName))
    var result = Result(configuration: base, problems: [])
    for (read, kind) in [(personal, Kind.personal), (own, Kind.workspace)] {
      switch read {
      case .missing: continue
      case .unreadable(let problem): result.problems.append(problem)
      case .text(let text, let name):
        let layer = parse(text, name: name, kind: kind, over: result.configuration)
        result.configuration = layer.configuration
        result.problems += layer.problems
      }
    }
    // As seen from the workspace's folder, wherever the program was started.
    for index in result.configuration.task.duplicates.references.indices {
      let file = result.configuration.task.duplicates.references[index].file
      if file.hasPrefix("/") { continue }
      result.configuration.task.duplicates.references[index].file =
        workspace.appendingPathComponent(file).path
    }
    for index in result.configuration.task.models.indices {
      guard let file = result.configuration.task.models[index].authorities, !file.hasPrefix("/") else {
        continue
      }
      result.configuration.task.models[index].authorities = workspace.appendingPathComponent(file).path
    }
    return result
  }

  /// Which of the two files a text is; each may say different things.
  public enum Kind: Sendable {
    case workspace, personal
  }

  /// Reads one file's text.
  ///
  /// - Parameters:
  ///   - name: the file's name in messages.
  ///   - base: what holds where the text says nothing.
  public static func parse(
    _ text: String, name: String, kind: Kind, over base: WorkspaceConfiguration
  ) -> Result {
    do throws(ConfigurationProblem) {
      let file = try TOMLFile(text: text, name: name)
      var parser = ConfigurationParser(file: name, kind: kind, base: base)
      parser.read(file.root)
      return Result(configuration: parser.configuration, problems: parser.sortedProblems)
    } catch {
      return Result(configuration: base, problems: [error])
    }
  }

  private enum FileText {
    case missing
    case unreadable(ConfigurationProblem)
    case text(String, name: String)
  }

  private static func readFile(_ url: URL) -> FileText {
    let name = url.lastPathComponent
    guard FileManager.default.fileExists(atPath: url.path) else { return .missing }
    do {
      let data = try Data(contentsOf: url)
      guard let text = String(validating: data, as: UTF8.self) else {
        return .unreadable(
          ConfigurationProblem(file: name, line: nil, message: "this is not UTF-8; save it as UTF-8"))
      }
      return .text(text, name: name)
    } catch {
      return .unreadable(
        ConfigurationProblem(file: name, line: nil, message: "cannot be read: \(error.localizedDescription)"))
    }
  }

  private static func defaultName(of workspace: URL) -> String {
    let name = workspace.standardizedFileURL.lastPathComponent
    return name.isEmpty || name == "/" ? "workspace" : name
  }
}
