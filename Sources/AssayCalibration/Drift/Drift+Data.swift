import AssayModel

extension Drift {
  /// The drift of a judge in a workspace. Its last calibration is its newest measurement. What was there then are the batches
  /// up to the last one of which an example had been decided by then; newer are those that came after.
  ///
  /// - Parameters:
  ///   - data: with its population.
  ///   - columns: batch and label of each example.
  ///   - now: in milliseconds since 1970.
  public init(_ data: CalibrationData, columns: ExampleColumns, now: Int64, maximumAge: Int) {
    let last = data.history.last { $0.judge == data.judge.id }?.at
    let limit = data.set.rows.filter { row in last.map { row.truth.at <= $0 } ?? true }
      .map { Int32(truncatingIfNeeded: $0.batch.rawValue) }.max()
    var (older, newer): ([Int], [Int]) = ([], [])
    for (place, example) in data.population.examples.enumerated() {
      let index = Int(example) - 1
      guard columns.batch.indices.contains(index) else { continue }
      if let limit, columns.batch[index] > limit { newer.append(place) } else { older.append(place) }
    }
    self.init(
      lastCalibration: last, now: now, maximumAge: maximumAge,
      older: Self.sample(older, data.population, columns), newer: Self.sample(newer, data.population, columns)
    )
  }

  private static func sample(
    _ places: [Int], _ population: ScoredPopulation, _ columns: ExampleColumns
  ) -> Sample {
    var scores: [String: [Double]] = [:]
    var sums = [Double](repeating: 0, count: places.count)
    var counts = [Int](repeating: 0, count: places.count)
    for (name, column) in population.scores.sorted(by: { $0.key < $1.key }) {
      var own: [Double] = []
      own.reserveCapacity(places.count)
      for (index, place) in places.enumerated() where !column[place].isNaN {
        let score = ScoredPopulation.exact(column[place])
        own.append(score)
        sums[index] += score
        counts[index] += 1
      }
      scores[name] = own
    }
    scores[mean] = zip(sums, counts).compactMap { $1 == 0 ? nil : $0 / Double($1) }
    var labels: [Int32: Int] = [:]
    for place in places {
      let index = Int(population.examples[place]) - 1
      if columns.label.indices.contains(index), columns.label[index] >= 0 {
        labels[columns.label[index], default: 0] += 1
      }
    }
    let named = labels.map { (columns.labels[Int($0.key)], $0.value) }
    return Sample(scores: scores, labels: Dictionary(named, uniquingKeysWith: +), count: places.count)
  }
}
