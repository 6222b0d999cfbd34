import AssayEngine
import AssayModel
import AssayProviders
import AssayStore
import Foundation

/// A run that generates, made of the configuration and of what a person asks for: the command, the workbench and
/// pipelines begin here.
struct GenerationSetup {
  /// What a person asks for in the place of what the configuration says; nil: as that says.
  struct Wishes: Sendable {
    var technique: Technique = .direct
    var count: Int
    var labels: GenerationOrder.LabelShares?
    var difficulty: [String: Double] = [:]
    var model: String?
    var verifier: String?
    var weak: String?
    var translator: String?
    var perCall: Int?
    var temperature: ClosedRange<Double>?
    var seedsPerCall: Int?
    var seeds: ExamplePool?
    var parents: [ExampleID] = []
    var variants: [String] = []
    var drawsAttributes: Bool?
    var seed: UInt64?
    var budget: Double?
    var wish: String?
    var batch: String?
    init(count: Int) { self.count = count }
  }

  let options: GenerationRun.Options
  /// What a person should know before the run: no verifier where the technique keeps labels, a template that was
  /// changed by hand, terms of use.
  let warnings: [String]

  /// - Throws: ``CommandFailure``: which section and key is missing or wrong, and what to write.
  init(
    _ wishes: Wishes, task: TaskSpecification, folder: URL, folders: ConfigurationFolders,
    environment: [String: String], workspace: Workspace
  ) throws {
    throw CommandFailure("not built yet")
  }

  /// To go on with a run that was stopped or killed.
  init(
    resuming run: Run, task: TaskSpecification, folder: URL, folders: ConfigurationFolders,
    environment: [String: String], workspace: Workspace
  ) throws {
    throw CommandFailure("not built yet")
  }

  /// - Throws: a key that is missing, a `ProviderError`.
  func service() throws -> any ChatService { throw CommandFailure("not built yet") }
}
