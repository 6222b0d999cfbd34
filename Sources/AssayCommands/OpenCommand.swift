import ArgumentParser
import AssayStore
import AssayWorkbench
import Foundation

/// `assay` without a command: the workbench.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open the workbench (also without this word).")

  @OptionGroup var location: WorkspaceOptions

  @Option(help: ArgumentHelp("The name that your decisions are signed with.", valueName: "name"))
  var reviewer: String?

  @Option(help: ArgumentHelp("The theme to start with; `assay themes` lists them.", valueName: "name"))
  var theme: String?

  @Flag(name: .customLong("no-color"), help: "No colours, as with NO_COLOR.")
  var noColor = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Borders and bars in ASCII.")
  var ascii = false

  @Flag(help: "Plain prompts and lines, for screen readers and dumb terminals; as ASSAY_LINEAR=1.")
  var linear = false

  @Flag(help: "Hide the judge's scores and others' verdicts until you have decided.")
  var blind = false

  func run() throws {
    let environment = RuntimeEnvironment.current
    let options = try launchOptions(environment)
    // Plain lines can come from and go to anything; a screen needs a terminal at both ends.
    guard options.linear || (Console.isTerminal(0) && Console.isTerminal(1)) else {
      throw CommandFailure(
        "the workbench needs a terminal, and the input or output is none; for scripts there are "
          + "`assay status --json` and `assay export`, and `assay --linear` works with plain lines")
    }
    let code = try WorkbenchLauncher.run(options)
    if code != 0 { throw ExitCode(code) }
  }

  private func launchOptions(_ environment: RuntimeEnvironment) throws -> LaunchOptions {
    guard location.hasDatabase else {
      throw CommandFailure(Beginning.sentence(folder: location.workspace))
    }
    let folders = environment.folders
    let configuration = try location.configuration(folders)
    let reviewer = try ReviewerName.resolve(
      flag: reviewer, configured: configuration.reviewer, environment: environment.variables)
    let themes = ThemeLibrary(workspace: location.folder, folders: folders)
    let color = !(noColor || environment.forbidsColor)
    let chosen = try chooseTheme(configuration, themes: themes, color: color)
    return LaunchOptions(
      folder: location.folder.path, configuration: configuration, folders: folders, themes: themes,
      theme: chosen?.theme, reviewer: reviewer, color: color,
      mouse: !noMouse && configuration.mouse ?? true, ascii: ascii || !environment.usesUTF8,
      linear: linear || environment.wantsLinear, blind: blind || configuration.blind ?? false,
      warnings: (chosen?.warnings ?? []).map(\.description))
  }

  /// The one that was asked for; nil: the terminal decides when it is known. A theme in a file that is missing or broken is a
  /// warning, since a person can work without it; one on the command line is a mistake.
  private func chooseTheme(
    _ configuration: WorkspaceConfiguration, themes: ThemeLibrary, color: Bool
  ) throws -> ThemeLibrary.Loaded? {
    if let theme { return try themes.load(theme) }
    guard color, let name = configuration.theme else { return nil }
    do {
      return try themes.load(name)
    } catch {
      let warning = ConfigurationProblem(
        file: ConfigurationLoader.fileName, line: nil, message: "[interface] \(error.message)")
      return ThemeLibrary.Loaded(theme: .fallback, warnings: [warning])
    }
  }
}
