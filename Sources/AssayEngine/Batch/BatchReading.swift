import AssayFormats
import AssayJudging
import AssayModel
import AssayStore

/// Results on their way to disk, a group in one transaction.
struct BatchReading {
  private(set) var imported = BatchFile.Imported()
  /// What the file is called in messages.
  var file = ""
  private let workspace: Workspace
  private let bench: JudgeBench
  private let encoding: any ChatEncoding
  private let now: @Sendable () -> Int64
  private var answers: [StoredAnswer] = []
  private static let group = 256
  /// Lines that cannot be read, to be shown.
  private static let mostProblems = 100

  init(
    workspace: Workspace, bench: JudgeBench, encoding: any ChatEncoding, now: @escaping @Sendable () -> Int64
  ) {
    self.workspace = workspace
    self.bench = bench
    self.encoding = encoding
    self.now = now
  }

  var isFull: Bool { answers.count >= Self.group }

  mutating func add(_ problem: LineProblem) {
    imported.lines += 1
    imported.problemCount += 1
    if imported.problems.count < Self.mostProblems { imported.problems.append(problem) }
  }

  mutating func add(_ result: BatchResult) {
    guard let hash = BatchIdentifier.hash(result.id, secret: bench.secret) else {
      imported.lines += 1
      imported.foreign += 1
      return
    }
    switch result.outcome {
    case .error(let kind, let message):
      imported.lines += 1
      imported.errors[kind, default: 0] += 1
      imported.messages[kind] = message
    case .answer(let body):
      add(body, hash, line: result.line)
    }
  }

  private mutating func add(_ body: [UInt8], _ hash: [UInt8], line: Int) {
    do {
      // One language for all: which member was asked does not matter for reading.
      let endpoint = bench.members[0].endpoint
      let answer = try encoding.answer(from: body, endpoint: endpoint)
      imported.lines += 1
      // What a service charges for batches is not what the configuration says of single requests.
      answers.append(
        StoredAnswer(
          hash: hash, model: bench.isPanel ? answer.model ?? "batch" : endpoint.name,
          answer: answer.withoutIdleAlternatives, seconds: 0, cost: nil, at: now()))
    } catch {
      add(LineProblem(file: file, line: line, field: "response.body", message: "\(error)"))
    }
  }

  /// An answer that is there already stays: judgements have been made by it.
  mutating func write() throws {
    guard !answers.isEmpty else { return }
    var known = Set(try workspace.answers(answers.map(\.hash)).keys)
    let new = answers.filter { known.insert($0.hash).inserted }
    imported.repeated += answers.count - new.count
    if !new.isEmpty { try workspace.record(JudgingResult(answers: new), at: now()) }
    imported.stored += new.count
    answers = []
  }
}
