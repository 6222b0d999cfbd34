import ArgumentParser
import AssayFormats
import AssayStore
import Foundation

/// `--workspace`, and what follows from it.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: [.customShort("w"), .long],
    help: ArgumentHelp("The workspace's folder.", valueName: "folder"), completion: .directory)
  var workspace = "."

  var folder: URL { URL(fileURLWithPath: workspace, isDirectory: true) }

  /// Whether a workspace's database is in the folder.
  var hasDatabase: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(Workspace.fileName).path)
  }

  /// Reads the configuration.
  ///
  /// - Throws: ``CommandFailure`` that names every mistake.
  func configuration(_ folders: ConfigurationFolders) throws -> WorkspaceConfiguration {
    let result = ConfigurationLoader.load(workspace: folder, folders: folders)
    if result.problems.isEmpty { return result.configuration }
    throw CommandFailure(
      result.problems.map(\.description).joined(separator: "\n") + "\nassay: nothing was done; correct "
        + (result.problems.count == 1 ? "this line" : "these lines") + " and try again")
  }

  /// Opens the workspace.
  ///
  /// - Throws: ``CommandFailure`` that says how to begin when there is none.
  func open() throws -> Workspace {
    guard hasDatabase else { throw CommandFailure(Beginning.sentence(folder: workspace)) }
    return try Workspace.open(at: folder.path, bodyReader: RowReader.bodyReader)
  }

  /// Opens the workspace, or makes it.
  func create() throws -> Workspace {
    try Workspace.create(at: folder.path, bodyReader: RowReader.bodyReader)
  }
}
