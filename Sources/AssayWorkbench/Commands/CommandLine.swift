import AssayModel
import TerminalWidgets

// The command line behind `:`. Every command of the table has its id as a name; the words below take
// arguments as well.

/// A word of the command line that takes an argument.
enum CommandWord: String, CaseIterable {
  case filter, clear, order, sample, judge, generate, augment, tune, version, probes, adjudicate, rule, blind,
    reveal, open
  case theme, export, label, go, batch, settle, help, quit, q, undo, redo

  var usage: String {
    switch self {
    case .filter: "filter TERM: verdict:undecided, label:NAME, accuracy<3, cluster>1, disagree"
    case .clear: "clear: take all filters off"
    case .order: "order import|lowest score|uncertainty|disagreement|cluster size|random SEED"
    case .sample:
      "sample [SIZE] [random|stratified|informative|balanced]: draw examples to decide, and open the queue"
    case .judge: "judge unjudged|failed|all|marked|filter [NAME] [budget AMOUNT]: start judging"
    case .generate:
      "generate [COUNT] [TECHNIQUE] [balanced] [label NAME] [budget AMOUNT]: shows the plan, Enter starts"
    case .augment:
      "augment [TECHNIQUE] [COUNT] [budget AMOUNT]: from the marked examples, else the accepted ones"
    case .tune:
      "tune [calls N] [budget AMOUNT] [minutes N]: change the judge's prompt until it matches what people decided"
    case .version: "version NAME: show this judge version"
    case .probes: "probes: confirm or discard proposed probes"
    case .adjudicate: "adjudicate: rule where people differ, their conflicts side by side"
    case .rule:
      "rule accept|reject|LABEL: what is right about the example under the cursor, over every verdict"
    case .theme: "theme NAME"
    case .blind: "blind on|off"
    case .reveal: "reveal on|off: show the judge after a blind verdict, before the next example"
    case .open: "open FOLDER: another workspace"
    case .export:
      "export calibration|accepted|all|decisions|scores|clusters FILE (! after export replaces it)"
    case .label: "label NAME: relabel the example under the cursor"
    case .go: "go NUMBER: to the example at this place of the list"
    case .batch: "batch NAME: only this batch; filters of other kinds stay"
    case .settle: "settle exact,masked: accept each cluster's representative, reject the rest"
    case .help: "help"
    case .quit, .q: "quit"
    case .undo: "undo"
    case .redo: "redo"
    }
  }
}

/// Runs one line; the line goes into the history whether it was understood or not.
func run(commandLine text: String, _ state: inout AppState) -> [Effect] {
  let line = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  guard !line.isEmpty else { return [] }
  if state.commandHistory.last != line { state.commandHistory.append(line) }
  if state.commandHistory.count > 200 { state.commandHistory.removeFirst() }
  if let number = Int(line) { return go(to: number, &state) }
  if let command = CommandID(rawValue: line) { return perform(command, &state) }
  var (name, argument) = split(line)
  let isForced = name.hasSuffix("!")
  if isForced { name.removeLast() }
  guard let word = CommandWord(rawValue: name) else {
    return unknown(name, "a command; Tab completes", &state)
  }
  return run(word, argument, isForced: isForced, &state)
}

private func split(_ line: String) -> (String, String) {
  guard let space = line.firstIndex(of: " ") else { return (line, "") }
  return (String(line[..<space]), String(line[line.index(after: space)...]))
}

private func run(_ word: CommandWord, _ argument: String, isForced: Bool, _ state: inout AppState) -> [Effect]
{
  switch word {
  case .help: return perform(.help, &state)
  case .quit, .q: return perform(.quit, &state)
  case .undo: return undo(&state)
  case .redo: return redo(&state)
  case .clear where state.screen == .clusters || state.screen == .calibration:
    return perform(.clearFilter, &state)
  case .clear: return apply(filter: ExampleFilter(), &state)
  case .theme where argument.isEmpty: return openThemes(&state)
  case .settle: return settle(argument, &state)
  case .probes: return [.readProbes]
  case .adjudicate: return openAdjudication(&state)
  case .sample: return sample(argument, &state)
  case .generate, .augment: return generate(argument, from: word, &state)
  case .judge where argument.isEmpty: return openJudging(&state)
  case .filter where argument.isEmpty, .order where argument.isEmpty && state.screen == .clusters:
    return perform(word == .filter ? .filter : .order, &state)
  case .order where argument.isEmpty: return openOrders(&state)
  case .open where argument.isEmpty: return openNeighbours(&state)
  case _ where argument.isEmpty:
    state.message = Message(.info, word.usage)
    return []
  case .filter where state.screen == .calibration: return toggle(calibrationTerm: argument, &state)
  case .filter where state.screen == .clusters: return toggle(clusterTerm: argument, &state)
  case .filter: return toggle(filterTerm: argument, &state)
  case .batch: return showBatch(argument, &state)
  case .order where state.screen == .clusters:
    return ClusterOrder(rawValue: argument).map { order in relist(&state) { $0.order = order } }
      ?? unknown(argument, "an order of clusters: largest, undecided, doubtful", &state)
  case .order:
    return ExampleOrder(parsing: argument).map { apply(order: $0, &state) }
      ?? unknown(argument, "an order", &state)
  case .theme: return [.setTheme(argument)]
  case .open: return [.saveSession, .openWorkspace(argument)]
  case .label: return decide(.relabel(argument), &state)
  case .go: return Int(argument).map { go(to: $0, &state) } ?? unknown(argument, "a number", &state)
  case .blind: return set(.blind, argument, isOn: state.review.isBlind, &state)
  case .reveal: return set(.reveal, argument, isOn: state.review.reveals, &state)
  case .rule: return rule(argument, &state)
  case .judge: return startJudging(argument, &state) ?? showJudge(named: argument, &state)
  case .tune: return startTuning(argument, &state)
  case .version: return showJudge(named: argument, &state)
  case .export: return export(argument, isForced: isForced, &state)
  }
}

private func go(to number: Int, _ state: inout AppState) -> [Effect] {
  state.screen = .review
  // The list counts from 1; the smallest integer has nothing below it.
  moveCursor(to: max(1, number) - 1, &state)
  return []
}

/// This batch and no other; filters of other kinds stay and narrow it, as they narrow any list.
private func showBatch(_ name: String, _ state: inout AppState) -> [Effect] {
  guard state.workspace.batches.contains(where: { $0.name == name }) else {
    return unknown(name, "a batch; Tab completes", &state)
  }
  let others = state.review.filter.terms.filter { if case .batch = $0 { false } else { true } }
  state.screen = .review
  return apply(filter: ExampleFilter(others + [.batch(name)]), &state)
}

private func set(
  _ command: CommandID, _ argument: String, isOn: Bool, _ state: inout AppState
) -> [Effect] {
  guard argument == "on" || argument == "off" else { return unknown(argument, "on or off", &state) }
  return (argument == "on") == isOn ? [] : performReview(command, &state)
}

private func rule(_ argument: String, _ state: inout AppState) -> [Effect] {
  guard state.screen == .review, let example = state.review.current else {
    state.message = Message(.info, "There is no example here")
    return []
  }
  let verdict = Verdict(rawValue: argument)
  return rule(verdict ?? .accept, label: verdict == nil ? argument : nil, on: example, &state)
}

private func showJudge(named name: String, _ state: inout AppState) -> [Effect] {
  guard let judge = state.workspace.judges.first(where: { $0.name == name }) else {
    return unknown(
      name, "a judge version of this workspace, nor unjudged, failed, all, marked or filter", &state)
  }
  return show(judge, &state)
}

private func openNeighbours(_ state: inout AppState) -> [Effect] {
  guard !state.workspace.neighbours.isEmpty else {
    state.message = Message(.info, "No other workspace beside this one; :open FOLDER opens any")
    return []
  }
  state.overlay = .picker(
    .init(.workspace, picker: .init(title: "Open workspace", items: state.workspace.neighbours)))
  return []
}

private let exportKinds = ["calibration", "accepted", "all", "decisions", "scores", "clusters"]

private func export(_ argument: String, isForced: Bool, _ state: inout AppState) -> [Effect] {
  let (what, file) = split(argument)
  guard exportKinds.contains(what) else {
    return unknown(what, "something to export: \(exportKinds.joined(separator: ", "))", &state)
  }
  // As on the command line, for hands that know it.
  let name =
    file.hasPrefix("-o ") ? String(file.dropFirst(3)).trimmingPrefix(while: \.isWhitespace) : file[...]
  return [.export(what: what, file: name.isEmpty ? "\(what).jsonl" : String(name), force: isForced)]
}

/// Whole lines that `text` may become, best first.
func completions(of text: String, _ state: AppState) -> [String] {
  let (word, argument) = split(text)
  guard text.contains(" ") else {
    let names = CommandWord.allCases.map(\.rawValue) + CommandID.allCases.map(\.rawValue)
    return names.filter { $0.hasPrefix(word) }.sorted()
  }
  let values: [String] =
    switch CommandWord(rawValue: word) {
    case .theme: state.appearance.themes
    case .judge: judgingSuggestions(state)
    case .generate: GenerationLine.techniques(isAugmenting: false).map { "20 \($0.rawValue)" }
    case .augment: GenerationLine.techniques(isAugmenting: true).map { "\($0.rawValue) 20" }
    case .tune: ["calls 1000", "budget 1", "minutes 30"]
    case .version: state.workspace.judges.map(\.name)
    case .filter: state.screen == .clusters ? ClusterFilter.allTerms : filterSuggestions(state)
    case .batch: state.workspace.batches.map(\.name)
    case .order where state.screen == .clusters: ClusterOrder.allCases.map(\.rawValue)
    case .order:
      ExampleOrder.fixed.map(\.text) + ["random"] + (state.workspace.draws.isEmpty ? [] : ["drawn"])
    case .sample: SampleDraw.Strategy.allCases.map(\.rawValue)
    case .settle: DuplicateKind.allCases.map(\.rawValue)
    case .blind, .reveal: ["on", "off"]
    case .rule: Verdict.allCases.map(\.rawValue) + state.labels
    case .label: state.labels
    case .open: state.workspace.neighbours
    case .export: exportKinds
    default: []
    }
  // A folder is known by its own name as well.
  return values.filter {
    $0.hasPrefix(argument) || (word == "open" && $0.split(separator: "/").last?.hasPrefix(argument) == true)
  }.map { "\(word) \($0)" }
}
