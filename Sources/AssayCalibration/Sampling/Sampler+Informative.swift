import AssayModel

extension Sampler {
  /// Where the next label tells the most: near a threshold or between two, dimensions in conflict, samples that differ,
  /// far from anything decided, labels of which nothing has been rejected.
  func informative() -> SampleDesign {
    let width = Float(knowledge.scaleWidth)
    let margins = knowledge.rules.map { RuleMargin($0, population, width: width) }
    var ways = [conflicts(width), spreads(width), news(), lacking(margins.first)]
    if let first = margins.first { ways.append(near(first, margins.dropFirst())) }
    var notes: [String] = []
    if !hasScores { notes.append(Self.unscored + "only labels and techniques tell where to look") }
    if ways.allSatisfy({ !$0.weights.contains { $0 > 0 } }) {
      notes.append("nothing stands out among these examples: drawn at random")
    }
    return SampleDesign(ways: ways, notes: notes)
  }

  private func near(_ first: RuleMargin, _ others: ArraySlice<RuleMargin>) -> SampleWay {
    var isBetween = [Bool](repeating: false, count: population.count)
    for other in others {
      for index in isBetween.indices where !first.values[index].isNaN && !other.values[index].isNaN {
        if (first.values[index] >= 0) != (other.values[index] >= 0) { isBetween[index] = true }
      }
    }
    let weights = population.examples.indices.map { index -> Double in
      if isBetween[index] { return 1 }
      let distance = abs(first.values[index]) / first.near
      return distance < 1 ? Double(1 - distance) + 0.1 : 0
    }
    return SampleWay(share: 0.25, weights: weights) { [isBetween] index in
      isBetween[index] ? .betweenThresholds : .nearThreshold
    }
  }

  /// Half of the scale between two dimensions, and more.
  private func conflicts(_ width: Float) -> SampleWay {
    let (low, high) = extremes()
    let weights = population.examples.indices.map { index -> Double in
      let range = (high[index] - low[index]) / width
      return range >= 0.5 ? Double(range * range) : 0
    }
    return SampleWay(share: 0.2, weights: weights) { index in .conflict(conflictText(at: index)) }
  }

  private func extremes() -> (low: [Float], high: [Float]) {
    var low = [Float](repeating: .infinity, count: population.count)
    var high = [Float](repeating: -.infinity, count: population.count)
    for (_, scores) in population.dimensions {
      for index in low.indices where !scores[index].isNaN {
        low[index] = min(low[index], scores[index])
        high[index] = max(high[index], scores[index])
      }
    }
    return (low, high)
  }

  /// "relevance 5, accuracy 2".
  private func conflictText(at index: Int) -> String {
    let scores = population.dimensions.map { (name: $0.name, score: $0.scores[index]) }.filter {
      !$0.score.isNaN
    }
    guard let high = scores.max(by: { $0.score < $1.score }),
      let low = scores.min(by: { $0.score < $1.score })
    else { return "" }
    func short(_ value: Float) -> String {
      value == value.rounded() ? String(Int(value)) : String((Double(value) * 10).rounded() / 10)
    }
    return "\(high.name) \(short(high.score)), \(low.name) \(short(low.score))"
  }

  private func spreads(_ width: Float) -> SampleWay {
    let least = width / 8
    let weights = population.spread.map { $0 >= least ? Double($0) : 0 }
    return SampleWay(share: 0.15, weights: weights) { _ in .samplesDiffer }
  }

  private func news() -> SampleWay {
    let cells = regions.strata
    let weights = regions.isNew.indices.map {
      regions.isNew[$0] ? 1 / Double(cells.sizes[Int(cells.cell[$0])]).squareRoot() : 0
    }
    return SampleWay(share: 0.1, weights: weights, strata: cells.cell) { _ in .nothingLikeIt }
  }

  /// Among the examples of such a label those that the judge drops are four times as likely.
  private func lacking(_ margin: RuleMargin?) -> SampleWay {
    let weights = regions.lacksRejected.indices.map { index -> Double in
      guard regions.lacksRejected[index] else { return 0 }
      return margin.map { $0.values[index] < 0 } == true ? 4 : 1
    }
    return SampleWay(share: 0.1, weights: weights, strata: population.label) { _ in .noRejected }
  }
}
