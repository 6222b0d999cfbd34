import AssayModel
import Foundation

/// A pipeline as its file describes it.
struct PipelineFile {
  /// The file's name in messages.
  let name: String
  /// Its folder, from which files are seen that it names.
  let folder: URL
  let definition: PipelineDefinition
  /// The line of each stage's head.
  let lines: [Int]
  /// The line of each key of a stage.
  private let keys: [[String: Int]]

  /// - Parameters:
  ///   - path: of the file.
  ///   - task: whose models and judges it may name.
  /// - Throws: ``CommandFailure`` that names every mistake with its line.
  init(path: String, task: TaskSpecification) throws {
    let url = URL(fileURLWithPath: path)
    let text: String
    do {
      guard let read = String(validating: try Data(contentsOf: url), as: UTF8.self) else {
        throw CommandFailure("\(path): this is not UTF-8; save it as UTF-8")
      }
      text = read
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(Self.unreadable(path))
    }
    try self.init(
      text: text, name: url.lastPathComponent, folder: url.deletingLastPathComponent(), task: task)
  }

  init(text: String, name: String, folder: URL, task: TaskSpecification) throws(CommandFailure) {
    self.name = name
    self.folder = folder
    let root: [ConfigurationValue.Entry]
    do {
      root = try TOMLFile(text: text, name: name).root
    } catch {
      throw Self.failure([error])
    }
    var parser = PipelineParser(file: name, task: task)
    parser.read(root)
    if !parser.problems.isEmpty { throw Self.failure(parser.problems) }
    definition = parser.definition
    lines = parser.stages.map(\.line)
    keys = parser.stages.map(\.keys)
  }

  private static func unreadable(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return "there is no file \(path); `assay run --example > pipeline.toml` writes one to begin with"
    }
    return isFolder.boolValue
      ? "\(path) is a folder; name the pipeline's file in it"
      : "\(path): cannot be read; look at its permissions"
  }

  private static func failure(_ problems: [ConfigurationProblem]) -> CommandFailure {
    let sorted = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    return CommandFailure(
      sorted.map(\.element.description).joined(separator: "\n") + "\nassay: nothing was done; correct "
        + (problems.count == 1 ? "this line" : "these lines") + " and try again")
  }

  /// What is wrong with one stage, with its place: the line of the key that the message is about, else of its head.
  func problem(_ stage: Int, _ message: String) -> CommandFailure {
    let named = keys[stage].filter { message.hasPrefix("\"\($0.key)\"") || message.hasPrefix("\($0.key) = ") }
    return CommandFailure(
      "\(name):\(named.values.first ?? lines[stage]): stage \"\(definition.stages[stage].name)\": \(message)")
  }
}
