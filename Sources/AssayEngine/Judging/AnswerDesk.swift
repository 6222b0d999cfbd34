import AssayJudging
import AssayModel
import AssayStore

/// Takes dialogues as far as the answers on disk go.
struct AnswerDesk {
  /// A dialogue that waits for an answer.
  struct Turn {
    var example: JudgeCase
    var dialogue: Int
    var hash: [UInt8] { example.dialogues[dialogue].hash }
    var member: Int { example.dialogues[dialogue].member }
  }

  let maker: CaseMaker
  private let patience: Dialogue.Patience
  private let triesFailedAgain: Bool
  /// Told of every answer that was on disk already.
  private let found: ((StoredAnswer) -> Void)?

  /// - Parameter isStopped: asked now and then while near neighbours are got ready, which can take seconds.
  init(
    workspace: Workspace, options: JudgeRun.Options, bench: JudgeBench, plan: JudgePlan,
    isStopped: () -> Bool
  ) throws {
    let showsNeighbours = bench.prompt.neighbours > 0 && plan.order.count > 0
    let neighbours =
      showsNeighbours
      ? try NeighbourPool(
        workspace: workspace, model: options.neighbourModel, probes: plan.probes, threads: options.threads,
        isStopped: isStopped) : nil
    maker = CaseMaker(
      workspace: workspace, bench: bench, neighbours: neighbours, round: plan.round,
      threads: options.threads)
    patience = Dialogue.Patience(repairs: options.repairs, freshTries: options.freshTries)
    triesFailedAgain = options.selection == .failed || options.triesFailedAgain
    found = nil
  }

  /// For questions of which somebody else knows the neighbours and the round.
  init(
    maker: CaseMaker, options: JudgeRun.Options, found: @escaping (StoredAnswer) -> Void
  ) {
    self.maker = maker
    patience = Dialogue.Patience(repairs: options.repairs, freshTries: options.freshTries)
    triesFailedAgain = false
    self.found = found
  }

  /// The turns of cases that have just been opened.
  func turns(_ cases: [JudgeCase]) -> [Turn] {
    cases.flatMap { example in example.dialogues.indices.map { Turn(example: example, dialogue: $0) } }
  }

  private func take(_ stored: StoredAnswer, _ turn: Turn) -> Dialogue.Step {
    let example = turn.example
    let question = example.questions[example.dialogues[turn.dialogue].question]
    let step = example.dialogues[turn.dialogue].take(
      stored.answer, seconds: stored.seconds, to: question, scoring: maker.bench.specification.scoring,
      patience: patience)
    if step != .over {
      example.dialogues[turn.dialogue].hash = maker.hash(example.dialogues[turn.dialogue])
    }
    return step
  }

  /// What a question costs, by its length; nil: a price is not known.
  func expectedCost(_ turn: Turn) -> Double? {
    let endpoint = maker.bench.members[turn.member].endpoint
    let dialogue = turn.example.dialogues[turn.dialogue]
    return ChatPrice.cost(
      tokensIn: TokenEstimate.expected(in: dialogue.request), tokensOut: tokensOut(turn), at: endpoint)
  }

  func tokensOut(_ turn: Turn) -> Int {
    let question = turn.example.questions[turn.example.dialogues[turn.dialogue].question]
    return AnswerLength.expected(
      dimensions: question.dimensions.count, reasons: maker.bench.specification.reasons,
      limit: maker.bench.members[turn.member].endpoint.maxTokens)
  }

  /// Looks for answers, in groups, until none of the dialogues finds one.
  ///
  /// - Parameter arrived: answers that are not on disk yet.
  /// - Returns: the turns that ask for an answer which is not there.
  func advance(_ turns: [Turn], arrived: [[UInt8]: StoredAnswer] = [:]) throws -> [Turn] {
    var open = turns.map { (turn: $0, step: Dialogue.Step.asks) }
    var missing: [Turn] = []
    while !open.isEmpty {
      let onDisk = try maker.workspace.answers(open.map(\.turn.hash).filter { arrived[$0] == nil })
      var next: [(turn: Turn, step: Dialogue.Step)] = []
      for (turn, step) in open {
        if let stored = arrived[turn.hash] ?? onDisk[turn.hash] {
          if arrived[turn.hash] == nil { found?(stored) }
          let step = take(stored, turn)
          if step != .over { next.append((turn, step)) }
        } else if step == .asks || isAnotherTryDue(turn) {
          missing.append(turn)
        } else {
          turn.example.dialogues[turn.dialogue].giveUp()
        }
      }
      open = next
    }
    return missing
  }

  /// A run over what failed before makes one more try than those that are on disk.
  private func isAnotherTryDue(_ turn: Turn) -> Bool {
    triesFailedAgain && !turn.example.dialogues[turn.dialogue].hasNewAnswer
  }
}
