import AssayModel
import TerminalCore
import TerminalWidgets

// What is about to be generated, as lines: the same choices, number and plan as on the screen.

extension LinearText {
  /// nil: nothing is about to be generated.
  public static func generation(_ state: AppState) -> [String]? {
    guard case .generation(let box) = state.overlay else { return nil }
    if let picker = box.picker {
      return [
        "Which label? \(picker.items.map { safe($0) }.joined(separator: ", ")). A blank line goes back."
      ]
    }
    let choices = box.choices.enumerated().map { index, choice in
      let mark = index == box.selected ? "chosen: " : ""
      let refusal = choice.refusal.map { ", not to be had: \($0)" } ?? ""
      return (choice.key.map { "\($0): " } ?? "") + mark + safe(choice.title) + refusal + "."
    }
    return ["Generate \(safe(box.origin))."] + choices + [
      "\(grouped(box.count)) examples; a number changes it."
    ]
      + plan(of: box) + [box.canStart ? "y starts it, q leaves it." : "q leaves it."]
  }

  private static func plan(of box: GenerationBox) -> [String] {
    guard case .ready(let plan) = box.plan else { return ["What it would take is not known yet."] }
    if let problem = plan.problem { return ["It cannot begin: \(safe(problem))"] }
    return [safe(plan.parts().joined(separator: ", ")) + "."] + plan.warnings.map { "Warning: \(safe($0))" }
      + plan.terms.map(safe)
  }

  /// What a line means while something is about to be generated.
  static func generationAction(_ text: String, _ box: GenerationBox) -> [Action] {
    func key(_ key: KeyChord.Key) -> Action { .input(.key(KeyChord(key))) }
    if box.picker != nil { return text.isEmpty ? [key(.escape)] : typed(text) }
    if text.isEmpty { return [] }
    if text == "y" { return [key(.enter)] }
    if let number = Int(text), number > 0 {
      // The old one goes digit by digit.
      return String(box.count).map { _ in key(.backspace) } + String(number).map { key(.character($0)) }
    }
    if text.count == 1, let letter = text.first, box.choices.contains(where: { $0.key == letter }) {
      return [key(.character(letter))]
    }
    return [key(.escape)]
  }
}
