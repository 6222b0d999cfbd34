import AssayEngine
import AssayFormats
import AssayJudging
import AssayModel
import AssayStore
import Foundation

@testable import AssayCommands

/// A workspace with a configured judge, for tests of its versions.
final class JudgeWorkspace {
  let files: TemporaryFolder
  let workspace: Workspace

  static let configuration = """
    # Mine, and it stays.
    [task]
    name = "tickets"
    description = "Is the label right?"
    labels = ["billing", "shipping"]

    [dimensions.accuracy]
    [dimensions.clarity]

    [judge]
    keep_at = 4.0   # from the pilot
    model = "local"

    [models.local]
    url = "http://127.0.0.1:9/v1"
    model = "qwen"

    [models.far]
    url = "http://127.0.0.1:9/v1"
    model = "gpt"

    """

  init(
    _ configuration: String = JudgeWorkspace.configuration,
    template: String? = "Judge {{example}}. {{format}}\n"
  )
    throws
  {
    files = try TemporaryFolder()
    try files.write("assay.toml", configuration)
    if let template { try files.write("judge.mustache", template) }
    workspace = try Workspace.create(at: files.root.path, bodyReader: RowReader.bodyReader)
  }

  var folders: ConfigurationFolders { ConfigurationFolders(personal: files.url("personal")) }

  var adopter: WorkspaceAdopter {
    WorkspaceAdopter(workspace: workspace, folder: files.root, folders: folders, environment: [:])
  }

  /// What `assay judge` would ask now.
  func configured() throws -> JudgeDefinition {
    let task = ConfigurationLoader.load(workspace: files.root, folders: folders).configuration.task
    return try JudgeSetup(task: task, folder: files.root, environment: [:]).definition
  }

  /// A version that is made from what is configured.
  func version(_ parent: JudgeID? = nil, _ change: (inout JudgeDefinition) -> Void) throws -> JudgeVersion {
    var definition = try configured()
    change(&definition)
    return try JudgeVersions(workspace: workspace).register(
      definition, parent: parent, author: "ana", at: 1)
  }

  func fingerprint(of judge: JudgeVersion) throws -> [UInt8]? {
    try workspace.judgeDefinition(judge.id)?.definition.fingerprint
  }

  static func shot(_ text: String, _ name: String = "question", score: Double = 13.0 / 3)
    -> JudgeDefinition.Shot
  {
    JudgeDefinition.Shot(
      fields: [TextField(name: name, text: text), TextField(name: "any name", text: "b\nc")],
      label: "billing",
      scores: ["accuracy": score, "clarity": 2], reason: "so")
  }
}
