import ArgumentParser
import AssayWorkbench

/// `assay keys`.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print all keys and the names by which assay.toml rebinds them.",
    discussion: "With a workspace, its own keys and yours are in the table.")

  @OptionGroup var location: WorkspaceOptions

  func run() throws {
    let result = ConfigurationLoader.load(
      workspace: location.folder, folders: RuntimeEnvironment.current.folders)
    let (bindings, problems) = KeyBindings.make(overrides: result.configuration.keys)
    for problem in problems { Console.error("assay: \(problem)") }
    Console.output(KeyTable.markdown(bindings))
  }
}
