import ArgumentParser

/// `assay completions`
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print completions for a shell.",
    discussion: """
      bash: assay completions bash > ~/.local/share/bash-completion/completions/assay
      zsh:  assay completions zsh > a folder of $fpath, as _assay
      fish: assay completions fish > ~/.config/fish/completions/assay.fish
      """)

  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    var generator: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    Console.output(AssayCommand.completionScript(for: shell.generator))
  }
}
