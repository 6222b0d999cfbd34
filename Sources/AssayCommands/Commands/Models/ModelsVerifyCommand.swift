import ArgumentParser
import AssayEmbedding
import AssayModel
import TerminalCore

/// `assay models verify`
struct ModelsVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare the checksums of installed models.",
    discussion: "Exit code 1 when a file is missing or damaged, 2 when no model is there.")

  @Argument(help: "The model's name; without it, all that are there.")
  var name: String?

  @Flag(help: "The outcome as JSON.")
  var json = false

  struct Outcome: Encodable, Hashable {
    var name: String
    var state: String
    /// What is wrong, in one sentence.
    var problem: String?
  }

  func run() throws {
    let library = RuntimeEnvironment.current.models
    let outcomes = try Self.outcomes(name, library)
    if json {
      try JSONOutput.print(outcomes)
    } else {
      for outcome in outcomes {
        Console.output(DisplayText.safe("\(outcome.name): \(outcome.problem ?? "all good")"))
      }
    }
    if outcomes.contains(where: { $0.problem != nil }) { throw ExitCode(1) }
  }

  /// - Throws: ``CommandFailure`` when there is nothing to verify.
  static func outcomes(_ name: String?, _ library: ModelLibrary) throws -> [Outcome] {
    let names = name.map { [$0] } ?? ModelEntry.all(in: library).filter { $0.state != "missing" }.map(\.name)
    if let name, library.state(of: name) == .missing {
      let there = ModelEntry.all(in: library).map(\.name)
      throw CommandFailure(
        KnownModels.named(name) != nil
          ? "\(name) is not installed; get it with: assay models fetch \(name)"
          : "no model \"\(name)\" is installed\(Spelling.hint(for: name, among: there))")
    }
    guard !names.isEmpty else {
      throw CommandFailure("no model is installed; `assay models` lists those that can be fetched")
    }
    return names.map { name in
      do {
        let state = try library.verify(name)
        let fetch = "fetch it again with: assay models fetch \(name)"
        let problem: String? =
          switch state {
          case .installed: nil
          case .missing: "missing; \(fetch)"
          case .damaged(let file): "\(file) is missing or damaged; \(fetch)"
          }
        return Outcome(name: name, state: ModelEntry.word(for: state), problem: problem)
      } catch EmbeddingProblem.unreadable(let file, let detail) {
        return Outcome(name: name, state: "damaged", problem: "\(file): \(detail)")
      } catch {
        return Outcome(name: name, state: "damaged", problem: "\(error)")
      }
    }
  }
}
