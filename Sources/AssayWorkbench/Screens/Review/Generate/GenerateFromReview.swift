import AssayModel
import TerminalCore
import TerminalWidgets

// `G`: more examples from the one under the cursor, or from the marked ones.

/// Opens the box with what can be made of the examples at hand.
func openGeneration(_ state: inout AppState) -> [Effect] {
  let examples = examplesAtHand(state)
  guard !examples.isEmpty else {
    state.message = Message(
      .info, "There is no example to start from; :generate 20 makes some from the task alone")
    return []
  }
  let box = GenerationBox(
    origin: origin(of: examples, state), examples: examples, choices: generationChoices(examples, state),
    count: 10, number: state.review.planNumber + 1)
  return plan(box, &state)
}

/// Shows the box and asks what it would take.
func plan(_ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  var box = box
  state.review.planNumber += 1
  box.number = state.review.planNumber
  box.plan = .awaited
  state.overlay = .generation(box)
  return [.planGeneration(box.request, number: box.number)]
}

func didPlan(_ plan: PlannedRun, number: Int, _ state: inout AppState) -> [Effect] {
  guard case .generation(var box) = state.overlay, box.number == number else { return [] }
  box.plan = .ready(plan)
  // That it was awaited is said for as long as it is true.
  if state.message?.text == awaitedText(state) { state.message = nil }
  state.overlay = .generation(box)
  return []
}

private func awaitedText(_ state: AppState) -> String {
  "Still working out what it would take \(state.appearance.pending)"
}

/// "“I was charged twice …”, billing", or how many.
private func origin(of examples: [ExampleID], _ state: AppState) -> String {
  guard examples.count == 1, let example = exampleInSight(examples[0], state) else {
    return "from the \(grouped(examples.count)) marked examples"
  }
  let opinion = state.log.opinion(of: state.reviewer, on: example.id)
  let text = headline(of: opinion?.edited ?? example.fields, longest: 160)
  let label = (opinion?.label ?? example.label)
    .map { state.appearance.separator + DisplayText.singleLine($0) }
  let shown = DisplayText.truncate(text, to: 56, ellipsis: state.appearance.pending)
  return state.appearance.quoted(shown) + (label ?? "")
}

private func exampleInSight(_ id: ExampleID, _ state: AppState) -> Example? {
  state.review.rows[id] ?? state.review.detail?.members.first { $0.id == id }
}

// MARK: What can be asked for

func generationChoices(_ examples: [ExampleID], _ state: AppState) -> [GenerationBox.Choice] {
  let own = labels(of: examples, state)
  // As many of each label as the examples have.
  let kept = own.isEmpty ? GenerationOrder.LabelShares.free : .shares(own.mapValues { Double($0) })
  return [
    .init(
      key: "m", title: "more like this", technique: .direct, wish: "more like these examples", labels: kept),
    harder(examples, kept, state),
    opposite(own, state),
    .init(key: "p", title: "paraphrases: the same in other words", technique: .paraphrase),
  ]
}

/// One step up from where each example is. What is hard already, and what says nothing of it, can only be wished harder.
private func harder(
  _ examples: [ExampleID], _ kept: GenerationOrder.LabelShares, _ state: AppState
) -> GenerationBox.Choice {
  var choice = GenerationBox.Choice(
    key: "h", title: "more like this, but harder", technique: .direct,
    wish: "more like these examples, but harder to get right", labels: kept)
  // Where a text is hard, its label is in doubt.
  choice.checksLabels = true
  let own = examples.map { exampleInSight($0, state)?.difficulty }
  let next = own.map { $0.flatMap(Difficulty.harder) }
  guard next.allSatisfy({ $0 != nil }) else {
    choice.title +=
      next.count == 1 ? ": a wish, since it has no level" : ": a wish, since not all have a level"
    return choice
  }
  for level in next.compactMap(\.self) { choice.difficulty[level, default: 0] += 1 }
  let levels = Difficulty.steps.filter { choice.difficulty[$0] != nil }
  let isTop = own.allSatisfy { $0 == Difficulty.steps.last }
  choice.title += isTop ? ": hard as it is, and a wish" : ": \(levels.joined(separator: " and "))"
  return choice
}

private func opposite(_ own: [String: Int], _ state: AppState) -> GenerationBox.Choice {
  var choice = GenerationBox.Choice(
    key: "o", title: "the opposite label", technique: .direct,
    wish: "as near as possible to these examples in wording and subject, and yet of the other label")
  let all = state.task.labels.isEmpty ? state.labels : state.task.labels
  let others = all.filter { own.count != 1 || own[$0] == nil }
  if others.count == 1 {
    choice.title += ": \(DisplayText.singleLine(others[0]))"
    choice.labels = .shares([others[0]: 1])
  } else if others.isEmpty {
    choice.refusal =
      (all.isEmpty ? "the task has no labels" : "there is no other label") + ": [task] labels in assay.toml"
  } else {
    choice.title += all.count == 2 ? ": which of the two" : ": another one, chosen from a list"
    choice.asksFor = others
  }
  return choice
}

/// How many of the examples have each label, as this reviewer sees it.
private func labels(of examples: [ExampleID], _ state: AppState) -> [String: Int] {
  var counts: [String: Int] = [:]
  for id in examples {
    let opinion = state.log.opinion(of: state.reviewer, on: id)
    guard let label = opinion?.label ?? exampleInSight(id, state)?.label ?? columnLabel(of: id, state) else {
      continue
    }
    counts[label, default: 0] += 1
  }
  return counts
}

private func columnLabel(of id: ExampleID, _ state: AppState) -> String? {
  let index = Int(id.rawValue) - 1
  guard let columns = state.columns, columns.label.indices.contains(index) else { return nil }
  let label = Int(columns.label[index])
  return columns.labels.indices.contains(label) ? columns.labels[label] : nil
}

// MARK: Keys

/// One key chooses, digits change the number, Enter starts, Esc leaves.
func handleGeneration(_ chord: KeyChord, _ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  if box.picker != nil { return handleLabels(chord, box, &state) }
  switch chord.key {
  case .escape: return leave(&state)
  case .enter: return start(box, &state)
  case .down, .tab: return choose((box.selected + 1) % box.choices.count, box, &state)
  case .up: return choose((box.selected + box.choices.count - 1) % box.choices.count, box, &state)
  case .backspace: return changeCount(box.count / 10, isTyping: true, box, &state)
  case .character("c") where chord.modifiers == .control: return leave(&state)
  case .character(let character) where chord.modifiers.isEmpty || chord.modifiers == .shift:
    return take(character, box, &state)
  default: return []
  }
}

private func take(_ character: Character, _ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  if let index = box.choices.firstIndex(where: { $0.key == character }) { return choose(index, box, &state) }
  if let digit = character.wholeNumberValue {
    return changeCount(box.isTyping ? box.count * 10 + digit : digit, isTyping: true, box, &state)
  }
  switch character {
  case "+": return changeCount(box.count < 10 ? 10 : box.count + 10, isTyping: false, box, &state)
  case "-": return changeCount(box.count <= 10 ? 1 : box.count - 10, isTyping: false, box, &state)
  case "j": return choose((box.selected + 1) % box.choices.count, box, &state)
  case "k": return choose((box.selected + box.choices.count - 1) % box.choices.count, box, &state)
  case "q": return leave(&state)
  default: return []
  }
}

private func leave(_ state: inout AppState) -> [Effect] {
  state.overlay = nil
  state.message = Message(.info, "Nothing was asked for")
  return []
}

private func choose(_ index: Int, _ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  var box = box
  box.selected = index
  box.isTyping = false
  let choice = box.choice
  if let refusal = choice.refusal { state.message = Message(.warning, "Not to be had: \(refusal)") }
  guard choice.refusal == nil, !choice.asksFor.isEmpty, box.label == nil else { return plan(box, &state) }
  box.picker = Picker(title: "Which label (type to narrow)", items: choice.asksFor)
  state.overlay = .generation(box)
  return []
}

private func changeCount(
  _ count: Int, isTyping: Bool, _ box: GenerationBox, _ state: inout AppState
) -> [Effect] {
  guard count <= GenerationBox.most else {
    state.message = Message(.warning, "\(grouped(GenerationBox.most)) at most")
    return []
  }
  var box = box
  box.count = count
  // Nothing is left to add to.
  box.isTyping = isTyping && count > 0
  return count > 0 ? plan(box, &state) : empty(box, &state)
}

private func empty(_ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  state.overlay = .generation(box)
  return []
}

private func handleLabels(_ chord: KeyChord, _ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  var box = box
  guard var picker = box.picker else { return [] }
  switch picker.handle(chord) {
  case .cancelled:
    box.picker = nil
    box.selected = 0
    return plan(box, &state)
  case .chosen(let index):
    box.picker = nil
    box.label = picker.items[index]
    return plan(box, &state)
  case .changed: box.picker = picker
  case .ignored: break
  }
  state.overlay = .generation(box)
  return []
}

// MARK: Starting

private func start(_ box: GenerationBox, _ state: inout AppState) -> [Effect] {
  if let refusal = box.choice.refusal {
    state.message = Message(.warning, "Not to be had: \(refusal)")
    return []
  }
  guard box.count > 0 else {
    state.message = Message(.warning, "How many? Type a number")
    return []
  }
  guard case .ready(let plan) = box.plan else {
    state.message = Message(.info, awaitedText(state))
    return []
  }
  if let problem = plan.problem {
    state.message = Message(.error, problem)
    return []
  }
  state.overlay = nil
  state.review.marks.subtract(box.examples)
  let runs = state.bindings.shown(for: .screenRuns).map { "; \($0) shows how it goes" } ?? ""
  state.message = Message(
    .info, "Generating \(grouped(box.count)) with \(plan.model) \(state.appearance.pending)\(runs)")
  state.runs.isStarting = true
  return [.startRun(box.request)]
}

/// A run that generated has ended here.
func didGenerate(_ batch: String?, _ message: Message, _ state: inout AppState) -> [Effect] {
  state.message = message
  guard let batch else { return [] }
  state.review.arrivals.latest = [batch]
  let keys = [state.screen == .review ? nil : state.bindings.shown(for: .screenReview), newsKey(state)]
  state.message?.text += "; \(keys.compactMap { $0 }.joined(separator: " ")) shows them"
  return []
}

/// The key that shows what has come.
func newsKey(_ state: AppState) -> String {
  state.bindings.shown(for: .news) ?? ":\(CommandID.news.rawValue)"
}
