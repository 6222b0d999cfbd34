import ArgumentParser
import AssayEmbedding
import Foundation

/// `assay models path`
struct ModelsPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path", abstract: "Print the folder of the models, or of one.")

  @Argument(help: "The model's name.")
  var name: String?

  @Flag(help: "The path as JSON.")
  var json = false

  private struct Outcome: Encodable { var path: String }

  func run() throws {
    let library = RuntimeEnvironment.current.models
    // A name is no path: it stays inside the folder.
    if let name, name.contains("/") || name.hasPrefix(".") || name.isEmpty {
      throw CommandFailure("\"\(name)\" is no name of a model")
    }
    let path = name.map { library.folder(of: $0).path } ?? library.folder.path
    if json { return try JSONOutput.print(Outcome(path: path)) }
    // As it is, for $(assay models path).
    Console.output(path)
  }
}
