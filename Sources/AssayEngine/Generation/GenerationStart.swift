import AssayGeneration
import AssayModel
import AssayStore

/// Everything that a run has when its first call is made: new, or as an earlier process left it.
struct GenerationStart {
  let workspace: Workspace
  /// The run under which calls are kept.
  let first: RunID
  var material: GenerationMaterial
  let bench: GenerationBench
  let writer: GenerationWriter
  let watch: DiversityWatch
  let grid: GridStep
  var ledger: GenerationLedger
  private(set) var pool: InstructionPool?
  /// Calls that are not done.
  private(set) var open: [ChainRecord] = []
  private(set) var lastNumber = 0

  /// - Parameter first: the run that the work began with; that of this process where it is new.
  init(workspace: Workspace, options: GenerationRun.Options, first: RunID) throws {
    self.workspace = workspace
    self.first = first
    let calls = try workspace.generationCalls(of: first)
    let kept = try calls.first { $0.number == 0 }.map {
      try KeptJSON.value(GenerationBeginning.self, $0.json)
    }
    var material = try GenerationMaterial(workspace: workspace, options: options, kept: kept)
    if kept == nil { try material.begin(workspace, first) }
    bench = GenerationBench(material, options, secret: try workspace.secret())
    writer = try workspace.generationWriter(
      first, fingerprintSettings: FingerprintSettings(options.task.duplicates).number)
    watch = try DiversityWatch(
      workspace: workspace,
      known: options.order.technique == .distillation ? 0 : material.beginning.known,
      without: try workspace.knownBad(), guardian: options.guardian, model: options.measuringModel,
      isOff: !options.watchesDiversity)
    grid = try GridStep(material, bench, kept: calls.first { $0.number == 0 }?.result)
    ledger = GenerationLedger(
      material.plan, technique: options.order.technique, batch: material.beginning.batch)
    pool =
      options.order.technique == .instruction
      ? try InstructionsThere.pool(workspace, known: material.beginning.known) : nil
    self.material = material
    try replay(calls.filter { $0.number > 0 })
  }

  // MARK: What an earlier process has done

  private mutating func replay(_ calls: [StoredCall]) throws {
    var done: [(record: ChainRecord, result: ChainResult)] = []
    for call in calls {
      let record = try KeptJSON.value(ChainRecord.self, call.json)
      lastNumber = max(lastNumber, call.number)
      material.parents.use(
        record.call.parents.compactMap(\.key), each: record.call.eachParent, variant: record.call.variant)
      if let result = call.result {
        done.append((record, try KeptJSON.value(ChainResult.self, result)))
      } else {
        open.append(record)
      }
      for instruction in record.stages.first?.flatMap(\.parents) ?? [] {
        _ = pool?.offer(instruction.fields.first { $0.name == "instruction" }?.text ?? "")
      }
    }
    for (record, result) in done.sorted(by: { $0.result.order < $1.result.order }) {
      ledger.replay(result, asked: record.call.count)
      try replay(record, result)
    }
    ledger.take(watch)
  }

  /// Reads the answers again, for what is not kept beside them: the texts that were left out.
  private mutating func replay(_ record: ChainRecord, _ result: ChainResult) throws {
    let chain = GenerationChain(record, bench: bench, isReplay: true)
    while !chain.isOver {
      let turns = try chain.open.map { (place: $0, hash: try bench.hash(chain.requests[$0])) }
      let found = try workspace.answers(turns.map(\.hash))
      for (place, hash) in turns {
        let missing = ChatProblem(kind: .notRecorded, message: "no answer")
        chain.take(found[hash].map { .success($0.answer) } ?? .failure(missing), at: place)
      }
      try chain.advance(filter: { _ in [] }, select: { _, _ in [] })
    }
    material.parents.release(
      record.call.parents.compactMap(\.key), each: record.call.eachParent, variant: record.call.variant,
      taken: chain.parents(of: result.taken))
    if material.order.technique == .distillation {
      for place in result.taken where chain.candidates.indices.contains(place) {
        material.parents.finish(chain.candidates[place].example.provenance.parent)
      }
    } else {
      watch.observe(chain.candidates.map { DiversityWatch.text($0.example.fields) })
    }
  }
}

/// The instructions that a workspace has.
enum InstructionsThere {
  /// A new instruction is compared with each of them.
  private static let most = 10_000

  /// The newest of the first `known` examples.
  static func pool(_ workspace: Workspace, known: Int) throws -> InstructionPool {
    let bad = try workspace.knownBad()
    let texts = try workspace.texts()
    var instructions: [String] = []
    var number = known
    while number > 0, instructions.count < most, known - number < 5 * most {
      let id = ExampleID(Int64(number))
      number -= 1
      if bad.contains(id) { continue }
      if let text = try texts.fields(of: id).first(where: { $0.name == "instruction" })?.text {
        instructions.append(text)
      }
    }
    return InstructionPool(instructions.reversed())
  }
}
