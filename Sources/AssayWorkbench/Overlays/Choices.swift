import AssayCalibration
import AssayModel
import TerminalCore
import TerminalWidgets

// The lists that a person chooses from: labels, filters, orders, themes.

/// Opens what a decision needs before it can be made.
func openDecision(_ command: CommandID, _ state: inout AppState) -> [Effect] {
  guard let current = state.review.current, let example = state.review.rows[current] else { return [] }
  let opinion = state.log.opinion(of: state.reviewer, on: current)
  switch command {
  case .relabel: openLabels(&state)
  case .score:
    let dimensions = state.ownDimensions
    guard !dimensions.isEmpty else {
      state.message = Message(.info, "The task names no dimensions: add [dimensions.NAME] to assay.toml")
      return []
    }
    state.overlay = .scoring(.init(example: current, dimensions: dimensions))
  case .note: state.overlay = .prompt(.init(.note, text: opinion?.note ?? ""))
  case .edit: return [.edit(current, fields: opinion?.edited ?? example.fields)]
  default: break
  }
  return []
}

private func openLabels(_ state: inout AppState) {
  state.overlay = .picker(
    .init(.label, picker: Picker(title: "Label (type to narrow, or a new one)", items: state.labels)))
}

func openOrders(_ state: inout AppState) -> [Effect] {
  let orders = orderSuggestions(state)
  let current = orders.firstIndex(of: state.review.order.text) ?? (orders.count - 1)
  state.overlay = .picker(.init(.order, picker: Picker(title: "Order", items: orders, selected: current)))
  return []
}

/// Every order, the random one with a seed that has not been seen for a while.
func orderSuggestions(_ state: AppState) -> [String] {
  let seed = UInt64(truncatingIfNeeded: state.now) % 1_000
  return (ExampleOrder.fixed + [.random(seed: seed)]).map(\.text)
}

func openThemes(_ state: inout AppState) -> [Effect] {
  let themes = state.appearance.themes
  let current = themes.firstIndex(of: state.appearance.theme) ?? 0
  state.overlay = .picker(.init(.theme, picker: Picker(title: "Theme", items: themes, selected: current)))
  return []
}

/// Every condition that the workspace can offer; what is on already is offered to be taken off.
func openFilters(_ state: inout AppState) -> [Effect] {
  guard state.columns != nil else { return stillReading(&state) }
  let picker = Picker(title: "Filter (or type: accuracy<3, length>200)", items: filterSuggestions(state))
  state.overlay = .picker(.init(.filter, picker: picker))
  return []
}

func filterSuggestions(_ state: AppState) -> [String] {
  let active = state.review.filter.terms.map { "- " + $0.text }
  var terms: [ExampleFilter.Term] = ExampleFilter.Term.State.allCases.map { .verdict($0) }
  terms += [.judge(keeps: true), .judge(keeps: false), .disagreement]
  if !conflicts(state).isEmpty { terms.append(.conflict) }
  if !RubricDrift(state.log, current: state.task.rubricVersion, reviewer: state.reviewer).old.isEmpty {
    terms.append(.olderRubric)
  }
  if state.judge != nil { terms += ExampleFilter.Term.Judged.allCases.map { .judged($0) } }
  if state.columns?.spread.contains(where: { !$0.isNaN }) == true { terms.append(.spread(.greater, 0.8)) }
  terms.append(.clusterSize(.greater, 1))
  terms += Set(state.columns?.clusterKinds.values.map { $0 } ?? []).sorted().map { .duplicates($0) }
  terms += ReferenceSet.Role.allCases.filter { state.columns?.references[$0]?.isEmpty == false }
    .map { .reference($0) }
  if state.review.search?.result != nil { terms.append(.found) }
  if !state.review.marks.isEmpty { terms.append(.marked) }
  if state.workspace.draws.draw(nil, reviewer: state.reviewer) != nil { terms.append(.sample(nil)) }
  terms += (state.columns?.techniques ?? []).map { .technique($0) }
  var labels = state.columns?.labels ?? []
  labels += state.log.givenLabels.filter { !labels.contains($0) }
  terms += labels.map { .label($0) }
  terms += (state.judge?.dimensions ?? []).flatMap { name -> [ExampleFilter.Term] in
    let dimension = state.dimension(named: name)
    let middle = Float(dimension.minimum + dimension.maximum) / 2
    return [.score(dimension: name, .less, middle), .score(dimension: name, .atLeast, middle)]
  }
  terms += state.workspace.batches.map { .batch($0.name) }
  return active + terms.filter { !state.review.filter.terms.contains($0) }.map(\.text)
}

func handleChoice(_ chord: KeyChord, _ choice: Overlay.Choice, _ state: inout AppState) -> [Effect] {
  var choice = choice
  // A comparison that was typed out means itself, not the suggestion that looks most like it.
  if chord.key == .enter, choice.purpose == .filter,
    choice.picker.query.text.contains(where: { "<>=".contains($0) })
  {
    state.overlay = nil
    return toggle(filterTerm: choice.picker.query.text, &state)
  }
  switch choice.picker.handle(chord) {
  case .cancelled:
    state.overlay = nil
    return choice.purpose == .theme ? [.setTheme(state.appearance.theme)] : []
  case .chosen(let index): return choose(index, choice, &state)
  case .changed:
    state.overlay = .picker(choice)
    return []
  case .ignored:
    guard chord.key == .enter, !choice.picker.query.text.isEmpty else { return [] }
    state.overlay = nil
    return choose(choice.picker.query.text, choice.purpose, &state)
  }
}

/// Takes the item with this index, by key or click.
func choose(_ index: Int, _ choice: Overlay.Choice, _ state: inout AppState) -> [Effect] {
  state.overlay = nil
  return choose(choice.picker.items[index], choice.purpose, &state)
}

private func choose(_ item: String, _ purpose: Overlay.Choice.Purpose, _ state: inout AppState) -> [Effect] {
  switch purpose {
  case .label: return decide(.relabel(item), &state)
  case .filter: return toggle(filterTerm: item, &state)
  case .clusterFilter: return toggle(clusterTerm: item, &state)
  case .judging: return startJudging(item, &state) ?? []
  case .order:
    return ExampleOrder(parsing: item).map { apply(order: $0, &state) } ?? unknown(item, "an order", &state)
  case .theme: return [.setTheme(item)]
  case .workspace: return [.saveSession, .openWorkspace(item)]
  case .calibrationRows: return toggle(calibrationTerm: item, &state)
  }
}

/// Adds a condition, or takes it off when it is written with a leading "- ".
func toggle(filterTerm text: String, _ state: inout AppState) -> [Effect] {
  let isRemoval = text.hasPrefix("- ")
  guard let term = ExampleFilter.Term(parsing: isRemoval ? String(text.dropFirst(2)) : text) else {
    return unknown(text, "a filter: try verdict:undecided, label:NAME, accuracy<3, cluster>1", &state)
  }
  if case .score(let name, _, _) = term, name != "score", !isRemoval,
    let judge = state.judge, !judge.dimensions.contains(name)
  {
    let known = ["score", "spread", "length", "cluster"] + judge.dimensions
    return unknown(name, "a number of this judge; there are \(known.joined(separator: ", "))", &state)
  }
  var terms = state.review.filter.terms.filter { $0 != term }
  if !isRemoval { terms.append(term) }
  if !isRemoval, case .sample(let number) = term { return openQueue(number, &state) }
  return apply(filter: ExampleFilter(terms), &state)
}

func unknown(_ text: String, _ what: String, _ state: inout AppState) -> [Effect] {
  state.message = Message(.error, "\"\(text)\" is not \(what)")
  return []
}
