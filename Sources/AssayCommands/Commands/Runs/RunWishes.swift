import ArgumentParser
import AssayModel
import AssayStore

/// The run that a command is about.
struct RunOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The run's number, as `assay runs` lists it.", valueName: "run"))
  var run: Int64

  @OptionGroup var location: WorkspaceOptions

  /// Asks something of the run.
  ///
  /// - Throws: ``CommandFailure`` when there is no such run, or when it is over.
  func ask(_ change: (inout RunWish) -> Void) throws {
    let workspace = try location.open()
    let id = RunID(run)
    guard let found = try workspace.run(id) else {
      let newest = try workspace.runs(limit: 1).first
      throw CommandFailure(
        "there is no run \(run)"
          + (newest.map { "; the newest is \($0.id.rawValue)" } ?? "; there was none yet"))
    }
    guard !found.state.isOver else {
      throw CommandFailure(
        "run \(run) is over (\(found.state.rawValue)); "
          + (found.state == .finished
            ? "nothing is left to do" : "the command that started it goes on from where it was"))
    }
    var wish = found.wish
    change(&wish)
    try workspace.setWish(wish, for: id)
  }
}

/// `assay runs pause`
struct RunsPauseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause", abstract: "Send nothing more for now; what is in flight comes in.")
  @OptionGroup var options: RunOptions

  func run() throws {
    try options.ask { $0.isPaused = true }
    Console.output("Run \(options.run) pauses; assay runs resume \(options.run) goes on")
  }
}

/// `assay runs resume`
struct RunsResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on after a pause.")
  @OptionGroup var options: RunOptions

  func run() throws {
    try options.ask { $0.isPaused = false }
    Console.output("Run \(options.run) goes on")
  }
}

/// `assay runs cancel`
struct RunsCancelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "End a run; what is in flight comes in and is saved.")
  @OptionGroup var options: RunOptions

  func run() throws {
    try options.ask { $0.isCancelled = true }
    Console.output("Run \(options.run) ends; what it has done is saved")
  }
}

/// `assay runs concurrency`
struct RunsConcurrencyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "concurrency", abstract: "Change how many requests a run sends at once.")
  @OptionGroup var options: RunOptions

  @Argument(help: ArgumentHelp("Requests at once to each model; 0: as assay.toml says.", valueName: "n"))
  var number: Int

  func validate() throws {
    if !(0...1024).contains(number) {
      throw ValidationError("the number must be from 0 to 1024, not \(number)")
    }
  }

  func run() throws {
    try options.ask { $0.concurrency = number == 0 ? nil : number }
    Console.output(
      number == 0
        ? "Run \(options.run) sends as many requests at once as assay.toml says"
        : "Run \(options.run) sends \(Figures.count(number, "request")) at once")
  }
}
