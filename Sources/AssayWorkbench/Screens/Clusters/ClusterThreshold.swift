import AssayModel

/// Moves the threshold of a method, or goes to the next method. The clusters re-form from the pairs that are kept;
/// until then the old ones stay.
func moveThreshold(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  guard let pairs = state.clusters.pairs, let method = state.clusters.method,
    let histogram = pairs.histogram(method)
  else {
    state.message = Message(.info, "There are no pairs to form clusters from: assay dedupe finds them")
    return []
  }
  let threshold = state.clusters.threshold(method).hundredths
  switch command {
  case .nextMethod: return nextMethod(after: method, pairs, &state)
  case .thresholdReset: return setThreshold(nil, of: histogram, &state)
  case .thresholdUp: return setThreshold(threshold + 1, of: histogram, &state)
  case .thresholdDown: return setThreshold(threshold - 1, of: histogram, &state)
  case .thresholdFarUp: return setThreshold(threshold + 5, of: histogram, &state)
  default: return setThreshold(threshold - 5, of: histogram, &state)
  }
}

private func nextMethod(after method: DuplicateMethod, _ pairs: PairFacts, _ state: inout AppState)
  -> [Effect]
{
  let methods = pairs.histograms.map(\.method)
  guard methods.count > 1, let index = methods.firstIndex(of: method) else {
    state.message = Message(.info, "Only \"\(method.word)\" has found pairs")
    return []
  }
  state.clusters.chosenMethod = methods[(index + 1) % methods.count]
  return []
}

/// Sets a threshold in hundredths; nil: as configured.
private func setThreshold(_ wanted: Int?, of histogram: SimilarityHistogram, _ state: inout AppState)
  -> [Effect]
{
  let method = histogram.method
  let now = state.clusters.threshold(method).hundredths
  let configured = state.clusters.pairs?.configuredThreshold(method).hundredths ?? now
  let floor = histogram.floor
  let threshold = min(100, max(floor, wanted ?? configured))
  if let wanted, wanted < floor {
    state.message = Message(
      .info,
      "Pairs below \(hundredthsText(floor)) were not kept; assay dedupe --threshold finds them")
  }
  guard threshold != now else { return [] }
  state.clusters.chosenMethod = method
  state.clusters.thresholds[method] = threshold == configured ? nil : Double(threshold) / 100
  return formClusters(&state) + [.saveSession]
}
