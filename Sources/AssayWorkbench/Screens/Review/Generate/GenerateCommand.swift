import AssayModel
import TerminalCore

// `:generate 20` and `:augment paraphrase 20`: any technique, from the marked examples where there are any.

/// Opens the box with the one order that the line asks for: the plan is seen before anything is sent.
func generate(_ argument: String, from word: CommandWord, _ state: inout AppState) -> [Effect] {
  let order: GenerationLine
  do { order = try GenerationLine(argument, isAugmenting: word == .augment) } catch {
    return unknown(error.text, error.expected, &state)
  }
  guard !order.technique.needsParents || word == .augment else {
    return unknown(
      order.technique.rawValue, "made from the task alone; :augment \(order.technique.rawValue) 20", &state)
  }
  if let label = order.label, !state.task.labels.isEmpty, !state.task.labels.contains(label) {
    return unknown(
      label, "a label of the task: " + state.task.labels.map(DisplayText.singleLine).joined(separator: ", "),
      &state)
  }
  let marked = state.review.marks.sorted()
  let choice = GenerationBox.Choice(
    key: nil, title: order.technique.rawValue + (order.label.map { ", \($0)" } ?? ""),
    technique: order.technique,
    labels: order.isBalanced ? .balanced : order.label.map { .shares([$0: 1]) })
  var box = GenerationBox(
    origin: marked.isEmpty
      ? order.technique.needsParents
        ? "from all accepted examples; while there are none, from all" : "from the task and its seeds"
      : "from the \(grouped(marked.count)) marked example\(marked.count == 1 ? "" : "s")",
    examples: marked, choices: [choice], count: order.count, number: state.review.planNumber + 1)
  box.budget = order.budget
  return plan(box, &state)
}

/// What was written after `:generate` or `:augment`.
struct GenerationLine {
  struct Problem: Error {
    var text: String
    var expected: String
  }

  private(set) var technique = Technique.direct
  private(set) var count = 20
  private(set) var label: String?
  private(set) var isBalanced = false
  private(set) var budget: Double?

  static func techniques(isAugmenting: Bool) -> [Technique] {
    Technique.allCases.filter { $0.needsParents == isAugmenting }
  }

  init(_ text: String, isAugmenting: Bool) throws(Problem) {
    var words = text.split(separator: " ").map(String.init)
    if isAugmenting { technique = .paraphrase }
    if let place = words.firstIndex(of: "budget") {
      guard place + 2 == words.count, let amount = Double(words[place + 1]), amount > 0, amount.isFinite
      else {
        throw Problem(
          text: words[place...].joined(separator: " "),
          expected: "a budget: write it last, as in budget 2.50")
      }
      budget = amount
      words.removeSubrange(place...)
    }
    if let place = words.firstIndex(of: "label") {
      let name = words[(place + 1)...].joined(separator: " ")
      guard !name.isEmpty else { throw Problem(text: "label", expected: "a label: write label NAME") }
      label = name
      words.removeSubrange(place...)
    }
    for word in words {
      if let number = Int(word), (1...GenerationBox.most).contains(number) {
        count = number
      } else if let known = Technique(rawValue: word) {
        technique = known
      } else if word == "balanced" {
        isBalanced = true
      } else {
        let names = Self.techniques(isAugmenting: isAugmenting).map(\.rawValue).joined(separator: ", ")
        throw Problem(
          text: word,
          expected:
            "a number (1 to \(grouped(GenerationBox.most))), balanced, label NAME, budget AMOUNT or one of "
            + names)
      }
    }
  }
}
