import AssayFormats
import AssayModel
import AssayStore

extension BatchFile {
  /// Writes the requests that a run would send now. `requests.jsonl` is followed by `requests-2.jsonl` and so on.
  ///
  /// - Parameters:
  ///   - force: whether files that are there may be replaced.
  ///   - progress: told the number of examples done and of all.
  /// - Throws: `AtomicFileWriter.Failure`, a ``WorkspaceError``, or what the encoding says.
  public static func write(
    to path: String, workspace: Workspace, options: JudgeRun.Options, encoding: any ChatEncoding,
    limits: Limits = Limits(), force: Bool = false, control: RunControl = RunControl(),
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> Written {
    let bench = try JudgeBench(workspace: workspace, options: options, registers: false)
    for member in bench.members where member.endpoint.dialect != .openAI {
      throw JudgeProblem.noBatch(endpoint: member.endpoint.name)
    }
    let plan = try JudgePlan(workspace: workspace, bench: bench, options: options)
    let desk = try AnswerDesk(workspace: workspace, options: options, bench: bench, plan: plan) {
      control.stop != .no
    }
    var shards = BatchShards(path: path, limits: limits, force: force)
    var result = Written()
    var order = plan.order
    // Of requests that are in the files: services want each name once. Eight bytes of a hash tell them apart.
    var known: Set<UInt64> = []
    while true {
      if control.stop != .no { throw CancellationError() }
      let ids = order.next(64)
      if ids.isEmpty { break }
      let cases = try desk.maker.cases(ids)
      let missing = try desk.advance(desk.turns(cases))
      let asked = Set(missing.map { ObjectIdentifier($0.example) })
      result.examples += asked.count
      result.cached += cases.count - asked.count
      for turn in missing where known.insert(turn.hash.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }).inserted
      {
        let endpoint = bench.members[turn.member].endpoint
        try shards.write(try line(turn, endpoint, bench.secret, encoding), endpoint: endpoint.name)
      }
      progress(order.count - order.left, order.count)
    }
    result.shards = try shards.finish()
    return result
  }

  private static func line(
    _ turn: AnswerDesk.Turn, _ endpoint: ModelEndpoint, _ secret: [UInt8], _ encoding: any ChatEncoding
  ) throws -> String {
    let request = turn.example.dialogues[turn.dialogue].request
    // A line break in JSON stands between values only, since one inside a text is written as an escape.
    let body = try encoding.body(for: request, endpoint: endpoint).map {
      $0 == 0x0A || $0 == 0x0D ? 0x20 : $0
    }
    let id = BatchIdentifier.text(example: turn.example.example, hash: turn.hash, secret: secret)
    return "{\"custom_id\": \"\(id)\", \"method\": \"POST\", \"url\": \"/v1/chat/completions\", \"body\": "
      + String(decoding: body, as: UTF8.self) + "}"
  }
}
