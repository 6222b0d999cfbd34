import AssayGeneration
import AssayModel

/// Decides what is asked for next: what is missing and not under way, dealt over calls.
struct CallDealer {
  private let order: GenerationOrder
  private let maker: CallMaker
  private var material: GenerationMaterial
  private var lastNumber: Int
  /// The decks have nothing more.
  private(set) var isDealt = false
  /// What open calls have asked for, by their number.
  private var pending: [Int: [Quota]] = [:]
  private let unfillable: Set<Quota>

  /// - Parameter run: under which calls are kept.
  init(_ material: GenerationMaterial, run: RunID, lastNumber: Int, open: [ChainRecord]) {
    self.material = material
    self.lastNumber = lastNumber
    order = material.order
    maker = CallMaker(
      order: material.order, fields: material.fields, promptVersion: material.prompt.version, run: run)
    unfillable = Set(material.unfillable(material.plan.quotas).map(Self.cell))
    for record in open { pending[record.call.number] = record.asked }
  }

  /// At most `limit` new calls; empty: all that is missing is under way, or there is nothing to make it from.
  mutating func deal(
    _ limit: Int, _ ledger: GenerationLedger, watch: DiversityWatch, grid: AttributeGrid?
  ) throws -> [ChainRecord] {
    guard !isDealt else { return [] }
    let open = QuotaPlan(quotas: ledger.plan.quotas.filter { !unfillable.contains(Self.cell($0)) })
    var made: [ChainRecord] = []
    while made.count < limit {
      // One after the other: a call may have room for more than there are parents to ask for.
      let asks = open.asks(
        perCall: order.perCall, pending: pending.values.flatMap(\.self),
        // What is asked for beyond what is missing would be second texts in the places of parents without one.
        yield: order.technique.keepsLabel ? 1 : ledger.yield, limit: 1)
      guard let quotas = asks.first else { break }
      let number = lastNumber + 1
      let record = try maker.call(
        number, quotas: quotas, material: &material, rotation: watch.rotations,
        grid: material.drawsAttributes ? grid : nil
      ) { watch.different($0, from: $1) }
      guard let record else {
        isDealt = true
        break
      }
      lastNumber = number
      pending[number] = record.asked
      made.append(record)
    }
    return made
  }

  /// What each parent has by now.
  var parents: ParentDeck { material.parents }

  /// Takes note of a call that is done.
  mutating func close(_ chain: GenerationChain, _ result: ChainResult) {
    pending[chain.number] = nil
    let call = chain.record.call
    material.parents.release(
      call.parents.compactMap(\.key), each: call.eachParent, variant: call.variant,
      taken: chain.parents(of: result.taken))
    guard order.technique == .distillation else { return }
    for place in result.taken { material.parents.finish(chain.candidates[place].example.provenance.parent) }
    // An input that brought nothing can be asked once more.
    isDealt = false
  }

  private static func cell(_ quota: Quota) -> Quota {
    Quota(label: quota.label, difficulty: quota.difficulty, wanted: 0)
  }
}
