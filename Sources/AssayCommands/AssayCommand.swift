import ArgumentParser

/// `assay`.
public struct AssayCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Review generated data in the terminal: judge scores, near duplicates, your decisions.",
    discussion: """
      Without a command, assay opens the workbench on the workspace of this folder.

      A first time:
        assay init                    write assay.toml, which describes the task
        assay import examples.jsonl   take in examples and scores
        assay judge                   let the model score them that assay.toml names
        assay                         review them; ? shows all keys
        assay export calibration -o calibration.jsonl

      Exit codes: 0 all good, 1 done with problems, 2 nothing done; `assay help judge` has more.
      """,
    version: AssayVersion.current,
    subcommands: [
      OpenCommand.self, InitCommand.self, FitnessCommand.self, SeedsCommand.self, ImportCommand.self,
      MergeCommand.self, ExportCommand.self,
      StatusCommand.self, ReviewersCommand.self,
      GenerateCommand.self, AugmentCommand.self, DedupeCommand.self, JudgeCommand.self, ProbesCommand.self,
      RunCommand.self, RunsCommand.self, CalibrateCommand.self,
      ReportCommand.self,
      ModelsCommand.self, DoctorCommand.self, ThemesCommand.self, KeysCommand.self, CompletionsCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  public init() {}
}
