import AssayDuplicates
import AssayGeneration
import AssayModel
import AssayStore

/// Decides what becomes of a chain's candidates, while the transaction is open that writes them.
struct GenerationAccept {
  /// A candidate ready to be written.
  struct Prepared {
    var candidate: GenerationChain.Candidate
    var row: GenerationRow
  }

  let needsLabel: Bool
  /// Whether new examples have the texts of their parents: then a copy is none.
  let keepsTexts: Bool

  init(_ material: GenerationMaterial) {
    needsLabel = material.needsLabel
    keepsTexts = material.order.technique == .distillation && !material.task.labels.isEmpty
  }

  /// Writes what has its place in the plan.
  func settle(
    _ chain: GenerationChain, _ prepared: [Prepared], ledger: inout GenerationLedger,
    shares: inout ParentShares, in transaction: GenerationTransaction
  ) throws -> ChainResult {
    var result = ChainResult(order: ledger.done + 1)
    result.returned = chain.candidates.count + chain.record.refused
    result.filtered = chain.record.refused
    result.isBroken = chain.isBroken
    result.isCached = chain.isCached
    if chain.candidates.isEmpty { result.failure = chain.failure?.message }
    shares.begin(chain.record.call)
    for (place, item) in prepared.enumerated() {
      guard item.candidate.refusal == nil else {
        result.filtered += 1
        continue
      }
      // What was left out of the checks takes no place that has become free since: nobody has looked at it.
      let isUnchecked = chain.record.checked.map { !$0.contains(place) } ?? false
      if !keepsTexts, try transaction.contains(contentHash: item.row.contentHash) {
        result.copies += 1
        continue
      }
      guard shares.hasRoom(for: item.candidate.example) else {
        result.overfull += 1
        continue
      }
      switch isUnchecked
        ? unchecked(item.candidate.example, ledger.plan)
        : accept(item.candidate.example, &ledger.plan, shares)
      {
      case .overfull: result.overfull += 1
      case .wrongLabel: result.wrongLabel += 1
      case .wrongDifficulty: result.wrongDifficulty += 1
      case .taken(let cell):
        try write(item.row, in: transaction)
        shares.take(item.candidate.example)
        result.taken.append(place)
        result.cells.append(cell)
        if item.candidate.isFlagged { result.flagged += 1 }
        if LabelVerification.isUnreadable(item.candidate.example) {
          result.unverified = (result.unverified ?? 0) + 1
        }
      }
    }
    return result
  }

  private func unchecked(_ example: GeneratedExample, _ plan: QuotaPlan) -> QuotaPlan.Acceptance {
    var trial = plan
    let acceptance = accept(example, &trial)
    if case .taken = acceptance { return .overfull }
    return acceptance
  }

  private func accept(_ example: GeneratedExample, _ plan: inout QuotaPlan) -> QuotaPlan.Acceptance {
    needsLabel && example.label == nil ? .wrongLabel : plan.accept(example)
  }

  /// The same where no other parent's text is waited for.
  private func accept(
    _ example: GeneratedExample, _ plan: inout QuotaPlan, _ shares: ParentShares
  ) -> QuotaPlan.Acceptance {
    let acceptance = accept(example, &plan)
    guard case .taken(let cell) = acceptance else { return acceptance }
    var quota = plan.quotas[cell]
    quota.got -= 1
    guard shares.isKept(quota, from: example) else { return acceptance }
    plan.quotas[cell] = quota
    return .overfull
  }

  /// A file may have brought an example with the same key.
  private func write(_ row: GenerationRow, in transaction: GenerationTransaction) throws {
    var copy = row.row
    var number = 2
    while try transaction.add(copy, contentHash: row.contentHash, bands: row.bands) == nil {
      copy.key = (row.row.key ?? "") + "-\(number)"
      number += 1
    }
  }

  /// Which candidates are worth a check: not those that would be left out as things stand.
  ///
  /// - Parameter mayMove: whether a check refuses examples or gives them another difficulty. Then all are worth it, since
  ///   nobody can say before which of them will have a place.
  func worthChecking(
    _ candidates: [GenerationChain.Candidate], of call: GenerationCall, plan: QuotaPlan,
    shares: ParentShares, mayMove: Bool, isThere: (String) throws -> Bool
  ) throws -> [Int] {
    var plan = plan
    var shares = shares
    shares.begin(call)
    return try candidates.indices.filter { place in
      let candidate = candidates[place]
      guard candidate.refusal == nil else { return false }
      if !keepsTexts, try isThere(GenerationRow.contentHash(candidate.example.fields)) { return false }
      guard shares.hasRoom(for: candidate.example) else { return mayMove }
      switch accept(candidate.example, &plan, shares) {
      case .taken:
        shares.take(candidate.example)
        return true
      case .wrongLabel: return false
      case .overfull, .wrongDifficulty: return mayMove
      }
    }
  }
}
