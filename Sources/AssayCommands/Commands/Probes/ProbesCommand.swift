import ArgumentParser

/// `assay probes`
struct ProbesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probes",
    abstract: "Test judges and reviewers with examples of which it is known whether they are good.",
    discussion: """
      Known-bad probes are good examples with a fault made in them, known-good ones are good examples as they are. Both
      are judged with the others, and stand unmarked among them in Review. No export has them. docs/probes.md
      """,
    subcommands: [
      ProbesListCommand.self, ProbesMakeCommand.self, ProbesStatusCommand.self, ProbesConfirmCommand.self,
      ProbesDiscardCommand.self,
    ],
    defaultSubcommand: ProbesListCommand.self)
}
