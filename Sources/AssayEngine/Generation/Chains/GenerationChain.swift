import AssayGeneration
import AssayModel

/// One first call with all that follows from it: calls of later stages, then the requests of the checks. A class: the
/// run and those who wait for answers share it.
final class GenerationChain {
  /// An example on its way.
  struct Candidate {
    var example: GeneratedExample
    var refusal: String?
    var isFlagged = false
  }

  private enum Step {
    /// Who is attacked is asked first.
    case hearing
    case stage(Int)
    case check(Int)
    case over
  }

  let bench: GenerationBench
  private(set) var record: ChainRecord
  /// Whether ``record`` says more than what is on disk.
  var hasNews = false
  private var step = Step.stage(0)
  /// What the step asks, and what has come.
  private(set) var requests: [CheckRequest] = []
  private var answers: [Result<ChatAnswer, ChatProblem>?] = []
  private var calls: [GenerationCall] = []
  private(set) var candidates: [Candidate] = []
  /// The candidates that the check at hand was given.
  private var looked: [Int] = []
  /// Whether all answers so far were on disk.
  var isCached = true
  private(set) var isBroken = false
  private(set) var failure: ChatProblem?
  /// Only to see what came of it: nothing is filtered or checked.
  private let isReplay: Bool

  init(_ record: ChainRecord, bench: GenerationBench, isReplay: Bool = false) {
    self.record = record
    self.bench = bench
    self.isReplay = isReplay
    let hearing = StudentSaid.requests(record, bench)
    if hearing.isEmpty {
      begin([record.call])
    } else {
      step = .hearing
      ask(hearing)
    }
  }

  var number: Int { record.call.number }
  var isOver: Bool { if case .over = step { true } else { false } }
  var isComplete: Bool { !answers.contains { $0 == nil } }
  /// The places of requests without an answer.
  var open: [Int] { answers.indices.filter { answers[$0] == nil } }

  func take(_ result: Result<ChatAnswer, ChatProblem>, at place: Int) { answers[place] = result }

  private func begin(_ calls: [GenerationCall]) {
    self.calls = []
    var requests: [CheckRequest] = []
    for call in calls {
      do throws(TranslationProblem) {
        requests.append(try bench.request(call))
        self.calls.append(call)
      } catch {
        failure = ChatProblem(kind: .malformed, message: error.description)
      }
    }
    ask(requests)
  }

  private func ask(_ requests: [CheckRequest]) {
    self.requests = requests
    answers = Array(repeating: nil, count: requests.count)
  }

  /// Those of the call's parents that the candidates at `places` were made from.
  func parents(of places: [Int]) -> [String: Int] {
    places.filter(candidates.indices.contains).compactMap { candidates[$0].example.provenance.parent }
      .reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  // MARK: Going on

  /// Goes one step further, when all answers of this one are there.
  ///
  /// - Parameters:
  ///   - filter: which of a stage's examples go on.
  ///   - select: which candidates are worth a check.
  func advance(
    filter: ([GeneratedExample]) -> [GeneratedExample], select: ([Candidate], GenerationCall) throws -> [Int]
  ) throws {
    switch step {
    case .hearing:
      record = StudentSaid.heard(record, answers, bench)
      hasNews = true
      step = .stage(0)
      begin([record.call])
    case .stage(let number): try finish(stage: number, filter, select)
    case .check(let number):
      take(check: number)
      beginCheck(number + 1)
    case .over: break
    }
  }

  private func finish(
    stage: Int, _ filter: ([GeneratedExample]) -> [GeneratedExample],
    _ select: ([Candidate], GenerationCall) throws -> [Int]
  ) throws {
    var next: [GenerationCall] = []
    for (call, answer) in zip(calls, answers) {
      switch answer {
      case .failure(let problem): failure = problem
      case .success(let answer):
        let (examples, problems) = bench.parse(answer, call: call)
        if !problems.isEmpty, examples.count < call.count { isBroken = true }
        if call.isLast {
          candidates += examples.map { Candidate(example: bench.signed($0)) }
        } else if record.stages.count <= stage {
          let left = filter(examples)
          record.refused += examples.count - left.count
          next += call.following(left, from: number(stage: stage + 1, place: next.count))
        }
      case nil: break
      }
    }
    if record.stages.count <= stage, !next.isEmpty {
      record.stages.append(next)
      hasNews = true
    }
    if record.stages.count > stage, !(record.stages[stage].isEmpty) {
      step = .stage(stage + 1)
      return begin(record.stages[stage])
    }
    refuseInstances()
    guard !isReplay else {
      step = .over
      return
    }
    if !bench.checks.isEmpty, record.checked == nil {
      record.checked = try select(candidates, record.call)
      hasNews = true
    }
    beginCheck(0)
  }

  /// Calls of later stages have numbers of their own, so that no two requests of a run have one mark.
  private func number(stage: Int, place: Int) -> Int { 1_000_000 * stage + 10 * number + place }

  private func refuseInstances() {
    guard bench.order.technique == .instruction else { return }
    for (place, refusal) in InstanceFilter.refusals(of: candidates.map(\.example)).enumerated() {
      candidates[place].refusal = refusal?.rawValue
    }
  }

  // MARK: Checks

  private func beginCheck(_ number: Int) {
    for index in bench.checks.indices.dropFirst(number) {
      looked = (record.checked ?? []).filter {
        candidates.indices.contains($0) && candidates[$0].refusal == nil
      }
      guard !looked.isEmpty else { continue }
      let requests = bench.checks[index].requests(
        looked.map { candidates[$0].example }, secret: bench.secret)
      if !requests.isEmpty {
        step = .check(index)
        return ask(requests)
      }
      // With nothing to ask it may still have something to say: that it is not checked.
      ask([])
      take(check: index)
    }
    step = .over
    ask([])
  }

  private func take(check number: Int) {
    let results = bench.checks[number].checked(
      looked.map { candidates[$0].example }, answers: answers.compactMap(\.self))
    for (place, result) in zip(looked, results) {
      candidates[place].example = result.example
      candidates[place].isFlagged = candidates[place].isFlagged || result.isFlagged
      candidates[place].refusal = result.refusal
    }
  }
}
