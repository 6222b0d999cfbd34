import AssayWorkbench

/// Everything that the workbench needs to know to start.
public struct LaunchOptions: Sendable {
  /// The workspace's folder.
  public var folder: String
  public var configuration: WorkspaceConfiguration
  public var folders: ConfigurationFolders
  public var themes: ThemeLibrary
  /// nil: nobody chose one; the one that suits the terminal.
  public var theme: Theme?
  /// The name that decisions are signed with.
  public var reviewer: String
  /// false: `--no-color` or `NO_COLOR`.
  public var color: Bool
  public var mouse: Bool
  /// Borders and bars in ASCII.
  public var ascii: Bool
  /// Plain prompts and lines instead of a screen.
  public var linear: Bool
  public var blind: Bool
  /// What is wrong with the theme, to be shown and not in the way.
  public var warnings: [String]

  public init(
    folder: String, configuration: WorkspaceConfiguration, folders: ConfigurationFolders,
    themes: ThemeLibrary, theme: Theme?, reviewer: String, color: Bool, mouse: Bool, ascii: Bool,
    linear: Bool, blind: Bool, warnings: [String]
  ) {
    self.folder = folder
    self.configuration = configuration
    self.folders = folders
    self.themes = themes
    self.theme = theme
    self.reviewer = reviewer
    self.color = color
    self.mouse = mouse
    self.ascii = ascii
    self.linear = linear
    self.blind = blind
    self.warnings = warnings
  }
}
