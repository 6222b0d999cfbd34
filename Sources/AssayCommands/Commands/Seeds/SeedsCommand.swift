import ArgumentParser

/// `assay seeds`
struct SeedsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seeds", abstract: "Look at the seeds before a token is spent.",
    subcommands: [SeedsCheckCommand.self], defaultSubcommand: SeedsCheckCommand.self)
}
