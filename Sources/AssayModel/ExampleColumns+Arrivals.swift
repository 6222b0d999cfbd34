extension ExampleColumns {
  /// Adds the examples that came after these, in place: the work depends on how many they are, not on how many are here.
  ///
  /// - Parameter new: position `i` is that of the example `count + i`; its names are those of the whole workspace.
  public mutating func append(_ new: ExampleColumns) {
    let known = Int32(count)
    batch.append(contentsOf: new.batch)
    label.append(contentsOf: new.label)
    technique.append(contentsOf: new.technique)
    length.append(contentsOf: new.length)
    cluster.append(contentsOf: new.cluster)
    score.append(contentsOf: new.score)
    spread.append(contentsOf: new.spread)
    for probe in new.probes { probes.insert(known + probe) }
    if labels.count < new.labels.count { labels = new.labels }
    if techniques.count < new.techniques.count { techniques = new.techniques }
    for (number, size) in new.clusterSizes { clusterSizes[number, default: 0] += size }
    clusterKinds.merge(new.clusterKinds) { _, kind in kind }
    for (role, positions) in new.references {
      for position in positions { references[role, default: []].insert(known + position) }
    }
  }

  /// The examples after the first `known` as columns of their own, to be listed by themselves.
  ///
  /// Of clusters, probes and references only what these examples are in; sizes are those of the whole clusters, which
  /// ``append(_:)`` would count twice.
  public func suffix(from known: Int) -> ExampleColumns {
    let range = min(known, count)..<count
    func tail<Value>(_ values: [Value]) -> [Value] {
      Array(values[min(range.lowerBound, values.count)..<min(range.upperBound, values.count)])
    }
    var new = ExampleColumns(
      batch: tail(batch), label: tail(label), technique: tail(technique), length: tail(length),
      cluster: tail(cluster), score: tail(score), spread: tail(spread), labels: labels,
      techniques: techniques,
      judge: judge)
    for number in Set(new.cluster) where number != 0 {
      new.clusterSizes[number] = clusterSizes[number]
      new.clusterKinds[number] = clusterKinds[number]
    }
    for index in range {
      let (old, position) = (Int32(index), Int32(index - range.lowerBound))
      if probes.contains(old) { new.probes.insert(position) }
      for (role, positions) in references where positions.contains(old) {
        new.references[role, default: []].insert(position)
      }
    }
    return new
  }
}
