import ArgumentParser
import AssayFormats
import AssayStore
import Foundation

/// Where the program begins and ends.
public enum CommandLineEntry {
  /// Runs the command that the arguments name, and leaves with its exit code.
  public static func main() -> Never {
    // A file that may not grow any more is an error to report, not a reason to die.
    signal(SIGXFSZ, SIG_IGN)
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command.
  ///
  /// - Parameter arguments: those after the program's name.
  /// - Returns: the exit code: 0 all good, 1 done with problems, 2 nothing done or wrong usage.
  static func run(_ arguments: [String]) -> Int32 {
    do {
      try refuseUnknownCommand(arguments)
      var command = try AssayCommand.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let failure as CommandFailure {
      Console.error("assay: " + failure.message)
      return failure.exitCode
    } catch let error as WorkspaceError {
      Console.error("assay: \(error)")
      return 2
    } catch let error as AtomicFileWriter.Failure {
      Console.error("assay: \(error)")
      return 2
    } catch {
      return report(error)
    }
  }

  /// What the argument parser has to say: help and version on the standard output, mistakes elsewhere.
  private static func report(_ error: any Error) -> Int32 {
    let message = AssayCommand.fullMessage(for: error)
    guard AssayCommand.exitCode(for: error) == .success else {
      Console.error(message)
      return 2
    }
    Console.output(message)
    return 0
  }

  /// Without this a misspelt command would be an unexpected argument of the default one.
  private static func refuseUnknownCommand(_ arguments: [String]) throws(CommandFailure) {
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    let known = AssayCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    if name == "help" || known.contains(name) { return }
    throw CommandFailure("there is no command \"\(name)\"" + Spelling.hint(for: name, among: known))
  }
}
