import AssayModel
import AssayText

/// Which instances of instructions are of use (Wang et al. 2022, section 2.2 and appendix).
public enum InstanceFilter {
  /// Why an instance stays out.
  public enum Refusal: String, Hashable, Sendable {
    case noOutput = "it has no output"
    case outputIsInput = "its output is its input"
    case repeated = "the same instance is there already"
    /// Then none of them is believed.
    case contradicted = "the same instruction and input have different outputs"
  }

  /// For each example nil when it can stay. Field names are `instruction`, `input`, `output`; examples without an
  /// instruction are none of this filter's.
  public static func refusals(of examples: [GeneratedExample]) -> [Refusal?] {
    var outputs: [String: Set<String>] = [:]
    for example in examples where isInstance(example) {
      let output = text("output", example)
      if !output.isEmpty { outputs[question(example), default: []].insert(output) }
    }
    var seen: Set<String> = []
    return examples.map { example in
      guard isInstance(example) else { return nil }
      let (input, output) = (text("input", example), text("output", example))
      if output.isEmpty { return .noOutput }
      if !input.isEmpty, input == output { return .outputIsInput }
      let question = question(example)
      if outputs[question]?.count ?? 0 > 1 { return .contradicted }
      return seen.insert(question).inserted ? nil : .repeated
    }
  }

  private static func isInstance(_ example: GeneratedExample) -> Bool {
    example.fields.contains { $0.name == "instruction" }
  }

  private static func question(_ example: GeneratedExample) -> String {
    // What normalisation leaves has no line feed in it.
    text("instruction", example) + "\n" + text("input", example)
  }

  private static func text(_ name: String, _ example: GeneratedExample) -> String {
    Normalization.exact.normalized(example.fields.first { $0.name == name }?.text ?? "")
  }
}
