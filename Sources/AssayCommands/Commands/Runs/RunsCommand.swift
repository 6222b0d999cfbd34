import ArgumentParser

/// `assay runs`
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List long pieces of work, and pause, resume or cancel them.",
    discussion: """
      A run looks twice a second at what is asked of it, whichever program started it. One whose program was killed is \
      shown as interrupted: the command that started it goes on from where it was.
      """,
    subcommands: [
      RunsListCommand.self, RunsPauseCommand.self, RunsResumeCommand.self, RunsCancelCommand.self,
      RunsConcurrencyCommand.self,
    ],
    defaultSubcommand: RunsListCommand.self)
}
