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
  let patience: Dialogue.Patience

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
      workspace: workspace, bench: bench, neighbours: neighbours, round: plan.parameters.round ?? 0,
      threads: options.threads)
    patience = Dialogue.Patience(repairs: options.repairs, freshTries: options.freshTries)
  }

  /// The turns of cases that have just been opened.
  func turns(_ cases: [JudgeCase]) -> [Turn] {
    cases.flatMap { example in example.dialogues.indices.map { Turn(example: example, dialogue: $0) } }
  }

  /// Gives an answer to a dialogue.
  ///
  /// - Returns: whether it asks something else now.
  func take(_ stored: StoredAnswer, _ turn: Turn) -> Bool {
    let dialogue = turn.example.dialogues[turn.dialogue]
    let goesOn = turn.example.dialogues[turn.dialogue].take(
      stored.answer, seconds: stored.seconds, to: turn.example.questions[dialogue.question],
      scoring: maker.bench.specification.scoring, patience: patience)
    if goesOn {
      turn.example.dialogues[turn.dialogue].hash = maker.hash(turn.example.dialogues[turn.dialogue])
    }
    return goesOn
  }

  /// What a question costs, by its length; nil: a price is not known.
  func expectedCost(_ turn: Turn) -> Double? {
    let endpoint = maker.bench.members[turn.member].endpoint
    let dialogue = turn.example.dialogues[turn.dialogue]
    return TokenEstimate.cost(
      endpoint, tokensIn: TokenEstimate.tokensIn(dialogue.request), tokensOut: tokensOut(turn))
  }

  func tokensOut(_ turn: Turn) -> Int {
    let question = turn.example.questions[turn.example.dialogues[turn.dialogue].question]
    return TokenEstimate.tokensOut(
      dimensions: question.dimensions.count, reasons: maker.bench.specification.reasons,
      limit: maker.bench.members[turn.member].endpoint.maxTokens)
  }

  /// Looks for answers, in groups, until none of the dialogues finds one.
  ///
  /// - Parameter arrived: answers that are not on disk yet.
  /// - Returns: the turns for which there is no answer.
  func advance(_ turns: [Turn], arrived: [[UInt8]: StoredAnswer] = [:]) throws -> [Turn] {
    var (open, missing): ([Turn], [Turn]) = (turns, [])
    while !open.isEmpty {
      let found = try maker.workspace.answers(open.map(\.hash).filter { arrived[$0] == nil })
      var next: [Turn] = []
      for turn in open {
        guard let stored = arrived[turn.hash] ?? found[turn.hash] else {
          missing.append(turn)
          continue
        }
        if take(stored, turn) { next.append(turn) }
      }
      open = next
    }
    return missing
  }
}
