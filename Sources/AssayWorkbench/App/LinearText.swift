import AssayModel
import TerminalCore

/// The review as plain lines with words for everything, for screen readers and dumb terminals: no boxes,
/// no bars, no colour. The same state and the same actions as the screen.
public enum LinearText {
  /// The example under the cursor with its scores and duplicates.
  public static func example(_ state: AppState) -> [String] {
    guard let detail = state.review.detail, detail.example.id == state.review.current else {
      return [
        state.workspace.count == 0 ? "No examples yet: assay import FILE" : "No example fulfils the filter."
      ]
    }
    let example = detail.example
    let opinion = state.log.opinion(of: state.reviewer, on: example.id)
    var lines = ["Example \(state.review.cursor + 1) of \(state.review.listing.count), \(safe(example.key))."]
    for field in opinion?.edited ?? example.fields {
      lines.append("\(safe(field.name)): \(safe(field.text))")
    }
    if let label = example.label { lines.append("Label: \(safe(label))") }
    if let queue = queueText(of: example.id, state) { lines.append("In the queue: \(safe(queue)).") }
    lines += orders(in: detail, state)
    lines += judgement(detail, state)
    lines += references(detail)
    lines += cluster(detail)
    lines += people(detail, state)
    return lines
  }

  private static func people(_ detail: ExampleDetail, _ state: AppState) -> [String] {
    let opinions = state.log.opinions(on: detail.example.id)
    var lines = opinions[state.reviewer].map { ["Your decision: \(describe($0))"] } ?? []
    guard !isHidden(detail.example.id, state), state.review.revealed != detail.example.id else {
      return lines
    }
    for (reviewer, opinion) in opinions.sorted(by: { $0.key < $1.key }) where reviewer != state.reviewer {
      lines.append("\(safe(reviewer)): \(describe(opinion))")
    }
    if state.review.showsTruth, let truth = detail.truth {
      let words = [truth.verdict.map { "\($0.rawValue)ed" }, truth.label, truth.source.map { "(\($0))" }]
      lines.append("Published truth: " + words.compactMap { $0.map(safe) }.joined(separator: " "))
    }
    return lines
  }

  /// What a command changed in the reviewer's own decision on an example: "Saved: accepted."; nil: nothing.
  public static func change(on example: ExampleID?, from before: AppState, to after: AppState) -> String? {
    guard let example else { return nil }
    let old = before.log.opinion(of: before.reviewer, on: example)
    let new = after.log.opinion(of: after.reviewer, on: example)
    guard let new, new != old else { return nil }
    let words = describe(new)
    return words.isEmpty ? nil : "Saved: \(words)."
  }

  private static func judgement(_ detail: ExampleDetail, _ state: AppState) -> [String] {
    guard let judge = state.judge else { return [] }
    if isHidden(detail.example.id, state) { return ["Judge: hidden until you decide."] }
    guard let judgement = detail.judgements.first(where: { $0.judge == judge.name }) else {
      return ["Judge \(safe(judge.name)): has not scored this example."]
    }
    var lines = ["Judge \(safe(judge.name)): \(words(for: judgement))."]
    if let failure = judgement.failure { lines.append("Failed: \(safe(failure))") }
    for member in panelMembers(detail, state) {
      lines.append("Member \(safe(member.name)): \(words(for: member.judgement)).")
    }
    if let reason = judgement.reason { lines.append("Reason: \(safe(reason))") }
    for score in judgement.scores {
      if let reason = score.reason { lines.append("Reason for \(safe(score.dimension)): \(safe(reason))") }
    }
    return lines
  }

  /// "accuracy 2.33, spread 0.58, samples 2 3 2".
  private static func words(for judgement: Judgement) -> String {
    judgement.scores.map { score in
      let words = [
        "\(safe(score.dimension)) \(score.value.map(plainNumber) ?? "no valid answer")",
        score.spread.map { "spread \(plainNumber($0))" },
        score.values.map { "samples " + $0.map(plainNumber).joined(separator: " ") },
      ]
      return words.compactMap { $0 }.joined(separator: " ")
    }.joined(separator: ", ")
  }

  private static func references(_ detail: ExampleDetail) -> [String] {
    detail.references.map { match in
      "Also in \(match.role.phrase(of: safe(match.set))), line \(match.line), "
        + "similarity \(similarityText(Double(match.similarity))): \(safe(match.text))"
    }
  }

  private static func cluster(_ detail: ExampleDetail) -> [String] {
    guard let cluster = detail.cluster else { return [] }
    let texts = Dictionary(detail.members.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let others = cluster.members.filter { $0.example != detail.example.id }
    return ["Near duplicates: \(others.count)."]
      + others.prefix(5).compactMap { member in
        texts[member.example].map {
          "  similarity \(plainNumber(member.similarity)): \(safe(headline(of: $0.fields)))"
        }
      }
  }

  /// What a command has brought to light or hidden of the example that was read out before: another judge's
  /// scores, the published truth.
  public static func change(ofViewFrom before: AppState, to after: AppState) -> [String] {
    let (old, new) = (before.review, after.review)
    guard old.current == new.current,
      old.judge != new.judge || old.isBlind != new.isBlind || old.showsTruth != new.showsTruth
        || old.revealed != new.revealed && new.revealed != nil
    else { return [] }
    let known = Set(example(before))
    return example(after).filter { !known.contains($0) }
  }

  /// What is listed now, if a command changed that.
  public static func change(ofListFrom before: AppState, to after: AppState) -> String? {
    let (old, new) = (before.review, after.review)
    guard old.filter != new.filter || old.order != new.order || old.search?.text != new.search?.text else {
      return nil
    }
    var words = ["\(new.listing.count) examples"]
    if !new.filter.terms.isEmpty {
      words.append("filter \(new.filter.terms.map { safe($0.text) }.joined(separator: " and "))")
    }
    if let search = new.search, !search.text.isEmpty {
      words.append("search \(safe(search.text)): \(search.result?.examples.count ?? 0) found")
    }
    words.append("order \(safe(new.order.text))")
    return words.joined(separator: ", ") + "."
  }

  private static func describe(_ opinion: ReviewerOpinion) -> String {
    var parts: [String] = []
    if let label = opinion.label { parts.append("relabelled to \(safe(label))") }
    if let verdict = opinion.verdict, opinion.label == nil { parts.append("\(verdict.rawValue)ed") }
    if opinion.skipped { parts.append("skipped") }
    if opinion.edited != nil { parts.append("edited") }
    parts += opinion.scores.sorted { $0.key < $1.key }.map { "\(safe($0.key)) \(plainNumber($0.value))" }
    if let note = opinion.note { parts.append("note: \(safe(note))") }
    if let ruling = opinion.ruling {
      parts.append("ruled: \(ruling.label.map { "accept as \(safe($0))" } ?? ruling.verdict.rawValue)")
    }
    return parts.joined(separator: ", ")
  }

  /// How far the reviewer is.
  public static func progress(_ state: AppState) -> String {
    [progressText(state, width: .max), hint(state)].compactMap { $0 }.joined(separator: "; ")
  }

  /// The commands of this mode, from the same table as the screen's help.
  public static func help(_ state: AppState) -> [String] {
    let elsewhere = state.screen == .review ? clustersOnly : state.screen == .runs ? notInRuns : []
    return helpLines(state, hidden: screenOnly.union(elsewhere)).map {
      $0.keys.isEmpty ? $0.title : "\($0.keys): \($0.title)"
    } + [
      "",
      "With an argument: l LABEL, n NOTE, s DIMENSION SCORE, / TEXT, f TERM, o ORDER, and : before any command.",
    ]
  }

  /// Text without anything that a terminal would act on.
  public static func safe(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { DisplayText.singleLine(String($0)) }.joined(separator: "\n")
  }

  /// What one line of input means; nil: nothing that is known.
  public static func action(for line: String, _ state: AppState) -> [Action]? {
    let text = line.trimmingWhitespace()
    if asksAQuestion(state) {
      return [.input(.key(KeyChord(text == "y" ? .character("y") : .escape)))]
    }
    if case .generation(let box) = state.overlay { return generationAction(text, box) }
    if text.isEmpty { return [.command(.down)] }
    if let sign = text.first, sign == "/" || sign == ":" {
      let rest = String(text.dropFirst()).trimmingWhitespace()
      return rest.isEmpty ? nil : [.command(sign == "/" ? .search : .commandLine)] + typed(rest)
    }
    let (word, argument) = split(text)
    guard !argument.isEmpty else { return single(word, state) }
    switch command(word, state) {
    case .relabel: return [.command(.commandLine)] + typed("label \(argument)")
    case .note: return [.command(.note)] + erase(state) + typed(argument)
    case .score: return score(argument, state)
    case .filter: return [.command(.commandLine)] + typed("filter \(argument)")
    case .order: return [.command(.commandLine)] + typed("order \(argument)")
    case .startRun: return [.command(.commandLine)] + typed("judge \(argument)")
    default: return nil
    }
  }

  /// Whether one letter is awaited.
  private static func asksAQuestion(_ state: AppState) -> Bool {
    switch state.overlay {
    case .settlement, .opening: true
    default: false
    }
  }

  /// What to say after a command, where the screen would open a list or a prompt: "l LABEL: billing, shipping".
  /// nil: the line is none of these commands.
  public static func usage(for line: String, _ state: AppState) -> [String]? {
    let (word, _) = split(line.trimmingWhitespace())
    let needs: (argument: String, choices: [String])
    switch word == "/" ? .search : command(word, state) {
    case .relabel: needs = ("LABEL", state.labels)
    case .score:
      needs = ("DIMENSION SCORE", state.ownDimensions.map { "\($0.name) \($0.minimum) to \($0.maximum)" })
    case .filter where state.screen == .calibration:
      needs = ("TERM", ["label:NAME", "batch:NAME", "reviewer:NAME"])
    case .filter: needs = ("TERM", filterSuggestions(state))
    case .order: needs = ("ORDER", orderSuggestions(state))
    case .note, .search: needs = ("TEXT", [])
    case .commandLine: needs = ("COMMAND", CommandWord.allCases.map(\.rawValue))
    default: return nil
    }
    let separator = word == "/" || word == ":" ? "" : " "
    let usage = "\(safe(word))\(separator)\(needs.argument)"
    return [needs.choices.isEmpty ? usage : usage + ": " + needs.choices.map(safe).joined(separator: ", ")]
  }

  /// What makes sense with a picture only.
  private static let screenOnly: Set<CommandID> = [
    .screenJudge, .probes, .adjudicate, .redraw, .suspend, .theme,
    .toggleMouse, .zoomPane, .pageDown, .pageUp, .halfPageDown,
    .halfPageUp,
  ]

  /// Review has one place only here.
  private static let clustersOnly: Set<CommandID> = [.open, .cancel, .nextPane, .previousPane]

  /// The runs are one list here.
  private static let notInRuns: Set<CommandID> = [.nextPane, .previousPane]

  private static func single(_ word: String, _ state: AppState) -> [Action]? {
    guard let command = command(word, state), !screenOnly.contains(command) else { return nil }
    if state.screen == .runs, notInRuns.contains(command) { return nil }
    let isDetour = state.review.detour != nil && command == .cancel
    if state.screen == .review, clustersOnly.contains(command), !isDetour { return nil }
    switch command {
    case .order where state.screen == .clusters: return [.command(command)]
    // These open a list or a prompt that only a screen can show.
    case .startRun: return [.command(.commandLine)] + typed("judge unjudged")
    case .relabel, .note, .score, .filter, .order, .theme, .commandLine, .search: return nil
    default: return [.command(command)]
    }
  }

  private static func command(_ word: String, _ state: AppState) -> CommandID? {
    if let command = CommandID(rawValue: word) { return command }
    if let command = CommandID.allCases.first(where: { $0.rawValue.hasSuffix("." + word) }), word.count > 1 {
      return command
    }
    guard let chord = KeyChord(parsing: word) else { return nil }
    guard
      case .command(let id) = state.bindings.lookup(
        [chord], screen: state.screen, isSearching: state.review.search?.result != nil)
    else { return nil }
    return id
  }

  private static func score(_ argument: String, _ state: AppState) -> [Action]? {
    // A dimension's name may have spaces in it; the score is the last word.
    guard let space = argument.lastIndex(of: " "), let value = Int(argument[argument.index(after: space)...]),
      let index = state.ownDimensions.firstIndex(where: { $0.name == argument[..<space] })
    else { return nil }
    let dimension = state.ownDimensions[index]
    guard (dimension.minimum...dimension.maximum).contains(value),
      value == dimension.maximum || (0...9).contains(value)
    else { return nil }
    let down = Array(repeating: Action.input(.key(KeyChord(.down))), count: index)
    let digit: Character = value == dimension.maximum ? "+" : Character(String(value))
    return [.command(.score)] + down + [
      .input(.key(KeyChord(.character(digit)))), .input(.key(KeyChord(.escape))),
    ]
  }

  private static func erase(_ state: AppState) -> [Action] {
    [.input(.key(KeyChord(.character("u"), modifiers: .control)))]
  }

  static func typed(_ text: String) -> [Action] {
    [.input(.paste(text)), .input(.key(KeyChord(.enter)))]
  }

  private static func split(_ text: String) -> (String, String) {
    guard let space = text.firstIndex(of: " ") else { return (text, "") }
    return (String(text[..<space]), String(text[text.index(after: space)...]).trimmingWhitespace())
  }
}
