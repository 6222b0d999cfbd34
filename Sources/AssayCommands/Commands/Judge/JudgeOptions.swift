import ArgumentParser
import AssayModel

/// What `assay judge` judges, by whom, and how far it goes.
struct JudgeOptions: ParsableArguments {
  /// Which examples.
  enum Scope: String, CaseIterable, ExpressibleByArgument {
    case unjudged, failed, all, marked, filter
  }

  @Option(
    help: ArgumentHelp(
      "The judge, a [judges.NAME], a model of [models.NAME], or a version by its name; without it, [judge].",
      valueName: "name"))
  var judge: String?

  @Option(
    help: ArgumentHelp(
      "unjudged: those that this judge has not judged. failed: those whose answers could not be read. all: "
        + "what was answered before costs nothing again. filter: see --filter.", valueName: "which"))
  var only: Scope?

  @Option(
    help: ArgumentHelp(
      "Only examples that fulfil this, written as in Review: 'label:billing score<3'. Repeat for more.",
      valueName: "terms"))
  var filter: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Answers to each question; their mean counts. Makes a judge version of its own.", valueName: "k"))
  var samples: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("What may be spent at most, in the currency of the prices.", valueName: "amount"))
  var budget: Double?

  @Option(parsing: .unconditional, help: ArgumentHelp("Requests at once to each model.", valueName: "n"))
  var concurrency: Int?

  @Flag(help: "Ask anew although the answers are on disk; new judgements take the place of the old.")
  var again = false

  @Flag(name: .customLong("no-probes"), help: "Leave out probes that this judge has not judged yet.")
  var omitsProbes = false

  func validate() throws {
    if let samples, !(1...100).contains(samples) {
      throw ValidationError("--samples must be from 1 to 100, not \(samples)")
    }
    try BudgetArgument.check(budget)
    if let concurrency, !(1...1024).contains(concurrency) {
      throw ValidationError("--concurrency must be from 1 to 1024, not \(concurrency)")
    }
    if only == .filter, filter.isEmpty {
      throw ValidationError("--only filter needs --filter, for example --filter 'label:billing score<3'")
    }
    if let only, only != .filter, !filter.isEmpty {
      throw ValidationError("--filter and --only \(only.rawValue) exclude each other")
    }
  }

  var wishes: JudgeSetup.Wishes {
    JudgeSetup.Wishes(judge: judge, samples: samples, concurrency: concurrency)
  }
}
