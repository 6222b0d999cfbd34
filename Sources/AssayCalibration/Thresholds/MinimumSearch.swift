/// The cheapest minimum for each dimension.
///
/// Exact where the dimensions have few different scores: one table holds a count for every combination of minimums, made
/// by adding up from the top along one dimension after the other (summed-area table: Crow 1984). With many different
/// scores the table holds quantiles, and steps along one dimension at a time refine its best place.
struct MinimumSearch {
  /// Places of the table at most: a few milliseconds.
  private static let mostPlaces = 1 << 17

  private let sample: RuleSample
  private let places: [Int]
  private let ratio: Double
  /// For each dimension minimums in rising order, the first of which keeps everything.
  private let levels: [[Double]]

  /// - Parameter places: the rows to look at.
  init(_ sample: RuleSample, _ places: [Int], ratio: Double) {
    (self.sample, self.places, self.ratio) = (sample, places, ratio)
    // A minimum that is not the score of an accepted example drops no more bad ones than the next such score does.
    let accepted = places.filter { sample.isAccepted[$0] }
    levels = sample.dimensions.indices.map { dimension in
      [-Double.infinity] + Set(accepted.map { sample.scores[$0][dimension] }).sorted()
    }
  }

  /// For each dimension a minimum, -infinity for none. Of equally cheap ones those with the fewest minimums, and of these
  /// the strictest: an example that might be bad is dropped.
  func best() -> [Double] {
    let coarse = thinned()
    var minimums = coarse.map { tableBest($0) } ?? levels.map { _ in -Double.infinity }
    if coarse != levels { minimums = descended(minimums) }
    return minimums.indices.map { midway(minimums[$0], dimension: $0) }
  }

  // MARK: The table

  /// As many levels as the table has room for; nil: too many dimensions for a table.
  private func thinned() -> [[Double]]? {
    func size(_ levels: [[Double]]) -> Double { levels.reduce(1) { $0 * Double($1.count) } }
    var limit = levels.map(\.count).max() ?? 1
    while limit > 1 {
      let thin = levels.map { Self.thin($0, to: limit) }
      if size(thin) <= Double(Self.mostPlaces) { return thin }
      limit = limit > 40 ? limit / 2 : limit - 1
    }
    return nil
  }

  private static func thin(_ levels: [Double], to count: Int) -> [Double] {
    if levels.count <= count { return levels }
    return (0..<count).map { levels[$0 * (levels.count - 1) / (count - 1)] }
  }

  private func tableBest(_ levels: [[Double]]) -> [Double] {
    let sizes = levels.map(\.count)
    let count = sizes.reduce(1, *)
    // For each combination of minimums what keeping costs less than dropping would: bad ones kept add, good ones take off.
    var table = [Double](repeating: 0, count: count)
    var kept = [Double](repeating: 0, count: count)
    for row in places {
      var place = 0
      var step = 1
      for (dimension, own) in levels.enumerated() {
        // The highest minimum that this row still reaches.
        place += step * (own.lastIndex { $0 <= sample.scores[row][dimension] } ?? 0)
        step *= own.count
      }
      table[place] += sample.weights[row] * (sample.isAccepted[row] ? -1 : ratio)
      kept[place] += 1
    }
    var step = 1
    for size in sizes {
      for place in (0..<count).reversed() where (place / step) % size < size - 1 {
        table[place] += table[place + step]
        kept[place] += kept[place + step]
      }
      step *= size
    }
    func minimums(_ place: Int) -> Int {
      var (rest, used) = (place, 0)
      for size in sizes {
        if rest % size > 0 { used += 1 }
        rest /= size
      }
      return used
    }
    var best = 0
    for place in table.indices.dropFirst() {
      if kept[place] == 0 || table[place] > table[best] + 1e-9 { continue }
      let isCheaper = table[place] < table[best] - 1e-9
      let (mine, other) = isCheaper ? (0, 0) : (minimums(place), minimums(best))
      if isCheaper || mine < other || (mine == other && kept[place] < kept[best]) { best = place }
    }
    var rest = best
    return levels.map { own in
      defer { rest /= own.count }
      return own[rest % own.count]
    }
  }

  // MARK: Steps

  /// Moves one minimum at a time to its cheapest place until none gets cheaper.
  private func descended(_ start: [Double]) -> [Double] {
    var minimums = start
    var cheapest = cost(minimums)
    for _ in 0..<20 {
      let before = cheapest
      for dimension in minimums.indices {
        for level in levels[dimension] where level != minimums[dimension] {
          var moved = minimums
          moved[dimension] = level
          let cost = cost(moved)
          if cost < cheapest - 1e-9 { (minimums, cheapest) = (moved, cost) }
        }
      }
      if cheapest >= before - 1e-9 { break }
    }
    return minimums
  }

  private func cost(_ minimums: [Double]) -> Double {
    var (sum, isKept) = (0.0, false)
    for row in places {
      let keeps = zip(sample.scores[row], minimums).allSatisfy { $0 >= $1 }
      sum += sample.cost(row, keeps: keeps, ratio: ratio)
      isKept = isKept || keeps
    }
    return isKept ? sum : .infinity
  }

  /// Between the lowest score that is kept and the next one under it, as a round number.
  private func midway(_ minimum: Double, dimension: Int) -> Double {
    guard minimum.isFinite else { return minimum }
    let below = places.map { sample.scores[$0][dimension] }.filter { $0 < minimum }.max()
    return below.map { RoundNumber.between($0, minimum) } ?? -.infinity
  }
}

/// Thresholds that people can read.
enum RoundNumber {
  /// The number with the fewest decimals over `low` and at most `high`, near their middle: 4 for 3 and 4.
  static func between(_ low: Double, _ high: Double) -> Double {
    let middle = low + (high - low) / 2
    var scale = 1.0
    for _ in 0...6 {
      let rounded = (middle * scale).rounded() / scale
      if rounded > low, rounded <= high { return rounded }
      let floor = (high * scale).rounded(.down) / scale
      if floor > low, floor <= high { return floor }
      scale *= 10
    }
    return high
  }
}
