import AssayFormats
import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization

/// A workspace with a task of three labels, twelve seeds, and a server that writes what it is asked for.
final class GenerateWorkspace: Sendable {
  static let labels = ["refund", "lost card", "transfer"]

  let folder: URL

  /// - Parameters:
  ///   - settings: further lines of [models.local].
  ///   - sections: further sections.
  init(_ server: ChatServer?, settings: String = "", sections: String = "") throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = server?.url ?? "http://127.0.0.1:1/v1"
    try write(
      "assay.toml",
      """
      [task]
      name = "bank"
      description = "What customers of a bank ask for."
      labels = ["refund", "lost card", "transfer"]
      [generate]
      model = "local"
      [models.local]
      url = "\(url)"
      model = "test-7b"
      \(settings)
      [models.other]
      url = "\(url)"
      model = "other-9b"
      \(sections)
      """)
    let seeds = (1...12).map { number in
      "{\"text\": \"seed number \(number) as a person wrote it\", \"label\": \"\(Self.labels[number % 3])\"}\n"
    }
    try write("seeds.jsonl", seeds.joined())
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }

  func run(_ arguments: [String]) throws -> Program.Output { try Program.run(arguments, in: folder) }
  func run(_ arguments: String...) throws -> Program.Output { try run(arguments) }

  /// `assay generate`, with the seeds of the workspace and a yes, as JSON.
  func generate(_ arguments: String...) throws -> (code: Int32, json: [String: Any], error: String) {
    try json(["generate", "--seeds", "seeds.jsonl", "--yes", "--json"] + arguments)
  }

  func json(_ arguments: [String]) throws -> (code: Int32, json: [String: Any], error: String) {
    let output = try run(arguments)
    let object = try? JSONSerialization.jsonObject(with: Data(output.out.utf8)) as? [String: Any]
    return (output.code, object ?? [:], output.error)
  }

  /// Starts the program without waiting for it.
  func start(_ arguments: [String], error: Any = FileHandle.nullDevice) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["HOME": "/nonexistent", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "USER": "ana"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    return process
  }

  func open() throws -> Workspace {
    try Workspace.open(at: folder.path, bodyReader: RowReader.bodyReader)
  }

  /// Those that are no seeds, in the order of their numbers.
  func generated() throws -> [Example] {
    let workspace = try open()
    let count = try workspace.exampleCount()
    let all = try workspace.examples((0..<count).map { ExampleID(Int64($0 + 1)) })
    return all.filter { $0.provenance.technique != "seed" }
  }

  func runs() throws -> [Run] { try open().runs(limit: 100) }
}

/// What a model answers that does all it is told.
enum ScriptedGenerator {
  /// Each text is another one, by the request and its place in the answer.
  static func answer(
    _ request: ChatServer.Request, label: (String, Int) -> String = { label, _ in label },
    text: (ChatServer.Request, Int) -> String = { "\(words($0.hash, $1)) and nothing else" },
    tokensOut: Int = 20
  ) -> ChatServer.Reply {
    let asked = request.messages.last?.text ?? ""
    if asked.contains("values for each of these attributes") { return .openAI(grid) }
    if asked.contains("{\"labels\": [") { return .openAI(list("labels", labels(asked))) }
    if asked.contains("{\"examples\": [{\"of\"") {
      let parents = numbers(asked, before: ", text>>")
      return .openAI(
        list(
          "examples", (1...max(1, parents)).map { "{\"of\": \($0), \"text\": \"\(text(request, $0))\"}" }))
    }
    var items: [String] = []
    for line in asked.split(separator: "\n") where line.hasPrefix("- ") {
      let words = line.split(separator: " ")
      guard words.count > 2, let count = Int(words[1]) else { continue }
      let parts = line.split(separator: "\"")
      let wanted = parts.count > 1 ? String(parts[1]) : ""
      let difficulty = line.range(of: "difficulty ").map { line[$0.upperBound...].prefix { $0.isLetter } }
      for _ in 0..<count {
        let number = items.count
        let level = difficulty.map { ", \"difficulty\": \"\($0)\"" } ?? ""
        items.append(
          "{\"text\": \"\(text(request, number))\", \"label\": \"\(label(wanted, number))\"\(level)}")
      }
    }
    return .openAI(list("examples", items), tokensOut: tokensOut)
  }

  /// Five words out of 2^16 that follow from a name and a number.
  static func words(_ name: String, _ number: Int) -> String {
    var state = (UInt64(name, radix: 16) ?? 7) &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15
    return (0..<5).map { _ in
      state = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9 &+ 0x94D0_49BB_1331_11EB
      return "w" + String(state >> 48, radix: 36)
    }.joined(separator: " ")
  }

  private static func list(_ name: String, _ items: [String]) -> String {
    "{\"\(name)\": [" + items.joined(separator: ", ") + "]}"
  }

  private static let grid =
    "{"
    + ["persona", "register", "length", "channel", "topic"].map { name in
      "\"\(name)\": [" + (1...6).map { "\"\(name) \($0)\"" }.joined(separator: ", ") + "]"
    }.joined(separator: ", ") + "}"

  /// The first label for each text: wrong for two of three.
  private static func labels(_ asked: String) -> [String] {
    (1...max(1, numbers(asked, before: ", text>>"))).map {
      "{\"of\": \($0), \"label\": \"\(GenerateWorkspace.labels[0])\"}"
    }
  }

  /// The highest number that stands before a mark.
  private static func numbers(_ text: String, before mark: String) -> Int {
    text.split(separator: "\n").filter { $0.hasPrefix("<<") && $0.hasSuffix(mark) }
      .compactMap { $0.dropLast(mark.count).split(separator: " ").last.flatMap { Int($0) } }.max() ?? 0
  }
}
