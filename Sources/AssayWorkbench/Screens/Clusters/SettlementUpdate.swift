import AssayModel

// Settling all clusters of some kinds at once: asked for, planned in the background, shown, done.

/// The kinds about which there is little to think.
let usualSettlement: [DuplicateKind] = [.exact, .masked]

/// Opens the preview of a settlement.
func requestSettlement(of kinds: [DuplicateKind], _ state: inout AppState) -> [Effect] {
  guard state.clusters.snapshot != nil else {
    state.message = Message(.info, "The clusters are not read yet; try again in a moment")
    return refreshClusters(&state)
  }
  return [.planSettlement(kinds)]
}

/// The plan is made: shows it, or says that there is nothing to do.
func didPlan(_ plan: Settlement.Plan, _ state: inout AppState) -> [Effect] {
  state.overlay = .settlement(plan)
  return []
}

/// Reads `exact,masked`; nil and a message when a word is no kind.
func settle(_ argument: String, _ state: inout AppState) -> [Effect] {
  guard !argument.isEmpty else { return requestSettlement(of: usualSettlement, &state) }
  var kinds: [DuplicateKind] = []
  for word in argument.split(whereSeparator: { $0 == "," || $0 == " " }) {
    guard let kind = DuplicateKind(rawValue: String(word)) else {
      let all = DuplicateKind.allCases.map(\.rawValue).joined(separator: ", ")
      return unknown(String(word), "a kind of duplicate: \(all)", &state)
    }
    kinds.append(kind)
  }
  return requestSettlement(of: kinds, &state)
}
