import AssayGeneration
import AssayModel
import AssayStatistics

/// Makes the first call of a chain. Everything in it but the parents and what to differ from follows from its number, so
/// that a run that goes on asks as the first one would have.
struct CallMaker {
  let order: GenerationOrder
  let fields: [String]
  let promptVersion: String
  /// Keeps two runs of one order apart: with the same seed they would ask for the same.
  let run: RunID

  private static let avoided = 8

  /// - Parameter avoid: texts to differ from, those most like the given ones first.
  func call(
    _ number: Int, quotas: [Quota], material: inout GenerationMaterial, rotation: Int, grid: AttributeGrid?,
    avoid: (_ count: Int, _ shown: [String]) -> [String]
  ) throws -> ChainRecord? {
    var random = RepeatableGenerator(
      seed: GenerationSeed.mix(order.seed, UInt64(run.rawValue), UInt64(number)))
    let share = Double(random.next(below: 1_001)) / 1_000
    let range = order.temperature
    let temperature = range.lowerBound + share * (range.upperBound - range.lowerBound)
    var call = GenerationCall(
      number: number, technique: order.technique, fields: fields,
      temperature: (temperature * 100).rounded() / 100, seed: random.next())
    call.phrasing = phrasing(number, rotation)
    call.variant = variant(number, rotation)
    var asked = quotas
    if order.technique.needsParents {
      // Each parent meets all of them, but where what people accepted prefers some.
      if let turn = call.variant, order.learning?.variants.isEmpty ?? true {
        call.variant = material.parents.variant(inTurn: turn, for: quotas)
      }
      let hand = material.parents.deal(quotas, rotation: rotation, variant: call.variant)
      guard !hand.ids.isEmpty else { return nil }
      let isAttackOnJudge = order.technique == .adversarial && call.variant != "student"
      call.parents =
        isAttackOnJudge
        ? try material.sources.judged(hand.ids, by: material.task.judge)
        : try material.sources.shown(hand.ids)
      call.perParent = hand.perParent
      call.fields = call.parents.first.map { $0.fields.map(\.name) } ?? fields
      asked = hand.asked
    } else {
      call.quotas = quotas
      call.seeds = try material.sources.shown(
        material.seeds.deal(order.seedsPerCall, number: number, rotation: rotation))
    }
    call.wish = order.wish
    call.promptVersion = promptVersion
    if let grid { call.attributes = grid.draw(call.count, seed: random.next()) }
    if order.technique != .backTranslation, order.technique != .distillation {
      let shown = (call.parents + call.seeds).map { DiversityWatch.text($0.fields) }
      call.avoid = avoid(Self.avoided, shown)
    }
    return ChainRecord(call: call, asked: asked)
  }

  /// Wordings go round, or come up as often as people accepted what they brought.
  private func phrasing(_ number: Int, _ rotation: Int) -> Int {
    let count = max(1, Phrasing.count(of: order.technique))
    // A version with other wordings has learned nothing of these.
    if let weights = order.learning?.phrasings, weights.count == count {
      return WeightedTurns.choice(number - 1 + rotation, over: weights)
    }
    return (number - 1 + rotation) % count
  }

  /// Kinds, contexts and pivots go round, or come up as often as people accepted what they brought.
  private func variant(_ number: Int, _ rotation: Int) -> String? {
    var all = order.variants
    switch order.technique {
    case .edgeCase: if all.isEmpty { all = EdgeCase.allCases.map(\.rawValue) }
    case .adversarial: if all.isEmpty { all = [order.weak == nil ? "judge" : "student"] }
    case .backTranslation, .contextVariation: break
    default: return nil
    }
    let step = number - 1 + rotation
    if let weights = order.learning?.variants, !weights.isEmpty, !all.isEmpty {
      return all[WeightedTurns.choice(step, over: all.map { weights[$0] ?? 1 }, .second)]
    }
    // Every kind meets every wording in time, also where there are as many of both.
    return all.isEmpty ? nil : all[(step + step / all.count) % all.count]
  }
}
