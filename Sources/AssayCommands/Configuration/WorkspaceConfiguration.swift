import AssayModel
import AssayWorkbench

/// What the configuration files say: the workspace's `assay.toml`, laid over the person's own
/// `config.toml`.
public struct WorkspaceConfiguration: Sendable {
  public var task: TaskSpecification
  /// The theme to start with; nil: the program chooses.
  public var theme: String?
  public var mouse: Bool?
  public var blind: Bool?
  /// The person's name for decisions; `config.toml` only.
  public var reviewer: String?
  /// The person's own keys; those of the workspace come last.
  public var keys: [KeyOverride]

  public init(
    task: TaskSpecification, theme: String? = nil, mouse: Bool? = nil, blind: Bool? = nil,
    reviewer: String? = nil, keys: [KeyOverride] = []
  ) {
    self.task = task
    self.theme = theme
    self.mouse = mouse
    self.blind = blind
    self.reviewer = reviewer
    self.keys = keys
  }
}
