/// What a template can use. The tables decide what is accepted; `docs/judge-prompt.md` prints the judge's.
public struct TemplateVariable: Hashable, Sendable {
  /// What stands under the name.
  public enum Kind: String, Hashable, Sendable {
    case text
    /// A section that is there once for each element.
    case list
    /// A section that is there or not.
    case condition
  }

  public var name: String
  public var kind: Kind
  /// The list inside which alone it is known; nil: everywhere.
  public var scope: String?
  public var meaning: String

  /// All that a judge's template can use, in the order of the documentation.
  public static let all: [TemplateVariable] = [
    text("task", "what `[task] description` says; empty when it says nothing"),
    text("labels", "the task's labels, with commas between them; empty when it has none"),
    list("dimensions", "the dimensions that this question asks for"),
    text("name", in: "dimensions", "the dimension's name, which is also its key in the answer"),
    text("description", in: "dimensions", "what it asks about; empty when the configuration does not say"),
    text("minimum", in: "dimensions", "the lowest score"),
    text("maximum", in: "dimensions", "the highest score"),
    list("anchors", in: "dimensions", "what scores look like, the lowest first"),
    text("score", in: "anchors", "the score"),
    text("text", in: "anchors", "what it looks like"),
    text("names", "the names of the dimensions that are asked for, with commas between them"),
    text("example", "fenced: the example's fields and its label"),
    list("fields", "the example's fields, for a template that names them one by one"),
    text("name", in: "fields", "the field's name"),
    text("text", in: "fields", "fenced: the field's text"),
    text("label", "fenced: the example's label; empty when it has none"),
    text("neighbours", "fenced: the nearest other examples, where diversity is asked for; else empty"),
    list("shots", "examples with their right scores"),
    text("example", in: "shots", "fenced: the fields and the label"),
    text("answer", in: "shots", "the right answer, in the form that is asked for"),
    condition("reasons", "there when an answer has to give its reason"),
    text("format", "the form of the answer, such as `{\"reason\": \"...\", \"clarity\": <1-5>}`"),
    text("fence", "the mark in the lines that surround text under judgement"),
  ]

  package static func text(_ name: String, in scope: String? = nil, _ meaning: String) -> TemplateVariable {
    TemplateVariable(name: name, kind: .text, scope: scope, meaning: meaning)
  }

  package static func list(_ name: String, in scope: String? = nil, _ meaning: String) -> TemplateVariable {
    TemplateVariable(name: name, kind: .list, scope: scope, meaning: meaning)
  }

  package static func condition(_ name: String, _ meaning: String) -> TemplateVariable {
    TemplateVariable(name: name, kind: .condition, scope: nil, meaning: meaning)
  }
}
