import AssayJudging
import AssayModel
import AssayParallel
import AssayStore
import AssayText

/// Reads examples and makes the questions about them.
struct CaseMaker: Sendable {
  let workspace: Workspace
  let bench: JudgeBench
  /// nil: no question shows neighbours.
  let neighbours: NeighbourPool?
  /// 0, or the number of a round in which everything is asked anew.
  let round: Int
  let threads: Int

  /// The cases in the order of the examples, each request with its hash; examples that do not exist are left out.
  func cases(_ ids: [ExampleID]) throws -> [JudgeCase] {
    let examples = try workspace.examples(ids)
    let around = try neighbours?.neighbours(of: examples, count: bench.prompt.neighbours)
    let parts = try Parallel(threads: threads).map(count: examples.count, part: 16) { index in
      part(examples[index], neighbours: around?[index] ?? [])
    }
    return zip(examples, parts).map { example, part in
      JudgeCase(
        example: example.id, questions: part.questions, dialogues: part.dialogues,
        givesOrders: part.givesOrders, generator: example.provenance.model)
    }
  }

  private struct Part: Sendable {
    var questions: [JudgeQuestion]
    var dialogues: [Dialogue]
    var givesOrders: Bool
  }

  private func part(_ example: Example, neighbours: [[TextField]]) -> Part {
    let text = JudgedText(fields: example.fields, label: example.label, neighbours: neighbours)
    let questions = bench.prompt.questions(for: text, secret: bench.secret)
    var dialogues = bench.dialogues(questions, round: round)
    for index in dialogues.indices { dialogues[index].hash = hash(dialogues[index]) }
    let givesOrders = example.fields.contains { !OrderDetector.findings(in: $0.text).isEmpty }
    return Part(questions: questions, dialogues: dialogues, givesOrders: givesOrders)
  }

  /// Names what a dialogue asks next.
  func hash(_ dialogue: Dialogue) -> [UInt8] {
    RequestHash(dialogue.request, endpoint: bench.members[dialogue.member].endpoint).bytes
  }
}
