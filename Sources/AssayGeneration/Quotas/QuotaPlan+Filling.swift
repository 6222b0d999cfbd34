import AssayModel

extension QuotaPlan {
  /// What became of an example.
  public enum Acceptance: Hashable, Sendable {
    /// It counts in the cell with this index.
    case taken(Int)
    /// Its cell is full.
    case overfull
    /// The plan has no such label, or the example has none.
    case wrongLabel
    /// The plan has the label, but not with this difficulty, or the example has none.
    case wrongDifficulty
  }

  public var wanted: Int { quotas.reduce(0) { $0 + $1.wanted } }
  /// Never more than ``wanted``: what is over is not counted.
  public var got: Int { quotas.reduce(0) { $0 + min($1.got, $1.wanted) } }
  public var missing: Int { quotas.reduce(0) { $0 + $1.missing } }
  public var isFull: Bool { quotas.allSatisfy { $0.missing == 0 } }

  /// Counts an example where it belongs, if that has room.
  public mutating func accept(_ example: GeneratedExample) -> Acceptance {
    accept(label: example.label, difficulty: example.difficulty)
  }

  /// Counts an example where it belongs, if that has room: the most exact cell first.
  public mutating func accept(label: String?, difficulty: String?) -> Acceptance {
    var (hasLabel, hasCell) = (false, false)
    var best: Int?
    // One pass without arrays: it is done for every example of a run.
    for (cell, quota) in quotas.enumerated() where quota.label == nil || quota.label == label {
      hasLabel = true
      guard quota.difficulty == nil || quota.difficulty == difficulty else { continue }
      hasCell = true
      if quota.missing > 0, best.map({ exactness(of: $0) < exactness(of: cell) }) ?? true { best = cell }
    }
    guard let best else { return hasCell ? .overfull : hasLabel ? .wrongDifficulty : .wrongLabel }
    quotas[best].got += 1
    return .taken(best)
  }

  private func exactness(of cell: Int) -> Int {
    (quotas[cell].label == nil ? 0 : 2) + (quotas[cell].difficulty == nil ? 0 : 1)
  }

  /// What to ask for next: one element for each call, its quotas with ``Quota/wanted`` as the number to ask for.
  ///
  /// Cells follow one another, so that a call asks for few kinds: a model keeps to three lines better than to twenty.
  ///
  /// - Parameters:
  ///   - perCall: examples in one call at most.
  ///   - pending: what calls that are under way have asked for.
  ///   - yield: the share of what is asked for that comes back usable, so far; a plan that asks for that much more needs
  ///     fewer rounds at its end and throws some away. Not under 0.2 is believed.
  ///   - limit: of calls; there may be 50,000 to make and room for eight.
  public func asks(
    perCall: Int, pending: [Quota] = [], yield: Double = 1, limit: Int = .max
  ) -> [[Quota]] {
    var underWay: [Quota: Int] = [:]
    for quota in pending { underWay[Self.cell(quota), default: 0] += max(0, quota.wanted) }
    let factor = 1 / min(1, max(0.2, yield.isFinite ? yield : 1))
    var calls: [[Quota]] = []
    var room = 0
    for quota in quotas {
      let wished = Int((Double(quota.missing) * factor).rounded(.up))
      var number = quota.missing > 0 ? max(0, wished - (underWay[Self.cell(quota)] ?? 0)) : 0
      while number > 0 {
        if room == 0 {
          if calls.count >= limit { return calls }
          calls.append([])
          room = max(1, perCall)
        }
        let part = min(room, number)
        calls[calls.count - 1].append(Quota(label: quota.label, difficulty: quota.difficulty, wanted: part))
        room -= part
        number -= part
      }
    }
    return calls
  }

  /// A cell's name: a quota without its numbers.
  private static func cell(_ quota: Quota) -> Quota {
    Quota(label: quota.label, difficulty: quota.difficulty, wanted: 0)
  }

  /// `30 of 50 "refund", hard`, for cells that are short.
  public var shortfalls: [String] {
    quotas.filter { $0.missing > 0 }.map { quota in
      let name = [quota.label.map { "\"\($0)\"" }, quota.difficulty].compactMap(\.self).joined(
        separator: ", ")
      return "\(quota.got) of \(quota.wanted)" + (name.isEmpty ? "" : " " + name)
    }
  }
}
