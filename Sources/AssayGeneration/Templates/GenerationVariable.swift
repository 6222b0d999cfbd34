import AssayJudging
import AssayModel

/// What the templates of generation can use. The table decides what is accepted; `docs/techniques.md` prints it.
public enum GenerationVariable {
  /// All of them, in the order of the documentation.
  public static let all: [TemplateVariable] = [
    .text("task", "what `[task] description` says; empty when it says nothing"),
    .text(
      "labels",
      "the task's labels, with commas between them, fenced where they come from the examples; empty when it has none"
    ),
    .text("phrasing", "the ask, in the wording that this call has"),
    .text("count", "how many new examples are asked for"),
    .text("quotas", "how many of which label and difficulty, one line each; empty when all are alike"),
    .text("per_parent", "how many new examples of each parent"),
    .text("fields", "the names of the fields of a new example, with commas between them"),
    .text("seeds", "fenced: examples of what is wanted, with their labels; empty when there are none"),
    .text("parents", "fenced: the numbered examples to start from; empty when there are none"),
    .text("attributes", "fenced: the numbered profiles, one for each new example; empty when there are none"),
    .text("avoid", "fenced: texts that are there already; empty when there are none"),
    .text("variant", "the context, persona or domain (fenced), the kind of edge case, or who is attacked"),
    .text("from", "the language of the parents (back-translation)"),
    .text("to", "the language to translate into (back-translation)"),
    .text("wish", "what the person wants besides, in their words; empty when nothing"),
    .condition(
      "deceptive", "there when new examples have to be wrong on purpose: a judge is attacked (adversarial)"),
    .condition("labelled", "there when a new example has to say its label"),
    .condition("first", "there in the first call of several"),
    .condition("last", "there in the last call of several, and in an only one"),
    .condition("output_first", "there when outputs come before inputs (self-instruct, classification)"),
    .text("format", "the form of the answer"),
    .text("fence", "the mark in the lines that surround text of others"),
  ]

  /// What a template has to show, one of each group; else it asks for something else than the call does.
  static func required(by technique: Technique) -> [[String]] {
    var groups = [["format"], ["phrasing", "count", "quotas"]]
    if technique.needsParents { groups.append(["parents"]) }
    switch technique {
    case .instruction: groups.append(["parents"])
    case .edgeCase, .contextVariation: groups.append(["variant"])
    case .backTranslation: groups.append(["to"])
    default: break
    }
    return groups
  }
}
