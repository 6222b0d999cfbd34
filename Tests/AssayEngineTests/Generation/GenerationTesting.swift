import AssayEngine
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore
import AssayText
import Foundation

/// Workspaces to generate into, and a model that answers whatever it is asked.
enum GenerationTesting {
  /// Rows of banking: `text` and `label`.
  static func workspace(
    _ count: Int = 12, labels: [String] = ["card", "fee"], rows: ((Int) -> String)? = nil
  ) throws -> Workspace {
    let workspace = try Workspace.temporary(bodyReader: RowReader.bodyReader)
    guard count > 0 else { return workspace }
    try load(
      (0..<count).map { number in
        rows?(number)
          ?? #"{"id": "s\#(number)", "text": "seed \#(words(number, 7))", "label": "\#(labels[number % labels.count])"}"#
      }, into: workspace)
    return workspace
  }

  static func load(_ lines: [String], into workspace: Workspace, batch: String = "seeds") throws {
    let files = try TemporaryFiles()
    var options = ImportRun.Options()
    options.batch = batch
    let path = try files.write("rows.jsonl", lines.joined(separator: "\n"))
    _ = try ImportRun(workspace: workspace, sources: [.file(path)], options: options).run()
  }

  static let endpoint: ModelEndpoint = {
    var endpoint = ModelEndpoint(name: "big", url: "http://127.0.0.1:1/v1", model: "big-model")
    (endpoint.priceIn, endpoint.priceOut) = (1, 2)
    return endpoint
  }()

  static func options(
    _ technique: Technique = .direct, count: Int = 40, labels: [String] = ["card", "fee"],
    change: (inout GenerationOrder) -> Void = { _ in }
  ) -> GenerationRun.Options {
    var order = GenerationOrder(technique: technique, count: count, model: "big")
    order.perCall = 10
    change(&order)
    var options = GenerationRun.Options(
      order: order, task: TaskSpecification(name: "bank", description: "Requests to a bank.", labels: labels),
      template: DefaultTemplates.text(for: technique), endpoints: [endpoint])
    options.heartbeat = 0.02
    return options
  }

  static func run(
    _ workspace: Workspace, _ options: GenerationRun.Options, _ service: any ChatService,
    control: RunControl = RunControl()
  ) throws -> GenerationSummary {
    try GenerationRun(workspace: workspace, options: options).run(service: service, control: control)
  }

  /// Words that look random and are the same for the same number.
  static func words(_ seed: Int, _ count: Int) -> String {
    var random = RepeatableGenerator(seed: UInt64(bitPattern: Int64(seed)))
    return (0..<count).map { _ in
      "w" + String(random.next(below: 60_000), radix: 36)
    }.joined(separator: " ")
  }

  /// A number that belongs to a request, the same in all workspaces.
  static func number(_ request: ChatRequest) -> Int {
    SHA256.bytes(of: request.replayText).prefix(6).reduce(0) { $0 << 8 | Int($1) }
  }

  /// Everything that `workspace` has of a batch.
  static func rows(_ workspace: Workspace, batch: String) throws -> [StoredRow] {
    var rows: [StoredRow] = []
    try workspace.forEachExample { if $0.batchName == batch { rows.append($0) } }
    return rows
  }
}

/// A model that does what it is asked: it reads the form of the answer and what is wanted out of the request.
struct ScriptedGenerator: Sendable {
  struct Item {
    var label: String?
    var difficulty: String?
    var place: Int
    var text: String
  }

  /// Changes an item before it is written.
  var change: @Sendable (inout Item, ChatRequest) -> Void = { _, _ in }
  /// Fewer or more items than were asked for.
  var count: @Sendable (Int) -> Int = { $0 }

  func answer(_ request: ChatRequest) -> ChatAnswer {
    ChatAnswer(text: text(request), tokensIn: 400, tokensOut: 200, model: "big-model-0001")
  }

  func text(_ request: ChatRequest) -> String {
    guard let schema = request.schema,
      let root = try? JSONSerialization.jsonObject(with: Data(schema.json.utf8)) as? [String: Any],
      let properties = root["properties"] as? [String: Any]
    else { return "" }
    if schema.name == "attributes" { return attributes(Array(properties.keys)) }
    let list = (properties["examples"] ?? properties["labels"]) as? [String: Any]
    let members = (list?["items"] as? [String: Any])?["properties"] as? [String: [String: Any]] ?? [:]
    // Who only labels is asked about so many texts; the request's first number may be one of its mark.
    let texts = properties["labels"].map { _ in (members["of"]?["enum"] as? [Any] ?? [0]).count }
    let items = items(request, labelling: texts).enumerated().map { place, item in
      object(members, item, place: place)
    }
    return "{\"examples\": [" + items.joined(separator: ",\n") + "]}"
  }

  private func attributes(_ names: [String]) -> String {
    let lists = names.sorted().map { name in
      "\"\(name)\": [\"\(name) one\", \"\(name) two\", \"\(name) three\"]"
    }
    return "{" + lists.joined(separator: ", ") + "}"
  }

  private func object(_ members: [String: [String: Any]], _ item: Item, place: Int) -> String {
    let written = members.keys.sorted().map { name -> String in
      let choices = members[name]?["enum"] as? [Any] ?? []
      let value: String
      switch name {
      case "of", "profile": value = "\(place % max(1, choices.count) + 1)"
      case "label": value = "\"\(item.label ?? (choices.first as? String) ?? "none")\""
      case "difficulty": value = "\"\(item.difficulty ?? "medium")\""
      case "confidence": value = "80"
      case "adversarial", "classification": value = place % 2 == 0 ? "true" : "false"
      default: value = "\"\(name) \(item.text)\""
      }
      return "\"\(name)\": \(value)"
    }
    return "{" + written.joined(separator: ", ") + "}"
  }

  /// What is asked for, by the lines of quotas, else by the number in the ask.
  private func items(_ request: ChatRequest, labelling texts: Int?) -> [Item] {
    let all = request.messages.last?.content ?? ""
    let ask = all.range(of: "WHAT TO DO\n").map { String(all[$0.upperBound...]) } ?? all
    var wanted: [(label: String?, difficulty: String?)] = []
    for line in ask.split(separator: "\n") where line.hasPrefix("- ") {
      guard let count = Int(line.dropFirst(2).prefix { $0.isNumber }) else { continue }
      let label = line.range(of: "the label \"").map { String(line[$0.upperBound...].prefix { $0 != "\"" }) }
      let difficulty = line.range(of: "difficulty ").map {
        String(line[$0.upperBound...].prefix { $0.isLetter })
      }
      wanted += Array(repeating: (label, difficulty), count: count)
    }
    if let texts { wanted = Array(repeating: (nil, nil), count: texts) }
    if wanted.isEmpty {
      let digits = ask.drop { !$0.isNumber }.prefix { $0.isNumber }
      wanted = Array(repeating: (nil, nil), count: Int(digits) ?? 1)
    }
    let number = GenerationTesting.number(request)
    return (0..<count(wanted.count)).map { place in
      let cell = wanted[place % wanted.count]
      var item = Item(
        label: cell.label, difficulty: cell.difficulty, place: place,
        text: GenerationTesting.words(number &+ place &* 7919, 8))
      change(&item, request)
      return item
    }
  }
}

extension ScriptedService {
  /// Answers as a generator does.
  convenience init(_ generator: ScriptedGenerator, atOnce: Int = 4, cost: Double? = 0.01) {
    self.init(atOnce: atOnce, cost: cost) { job, _ in .success(generator.answer(job.request)) }
  }
}
