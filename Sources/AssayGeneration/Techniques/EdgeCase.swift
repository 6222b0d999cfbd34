/// Kinds of examples that are rare in data and frequent in faults.
public enum EdgeCase: String, Hashable, Sendable, Codable, CaseIterable {
  case nearlyEmpty = "nearly-empty"
  case veryLong = "very-long"
  case mixedLanguages = "mixed-languages"
  case typingErrors = "typing-errors"
  case sarcasm
  case twoIntents = "two-intents"
  case betweenLabels = "between-labels"
  case negation
  case injectedOrders = "injected-orders"

  /// What the prompt asks for.
  public var description: String {
    switch self {
    case .nearlyEmpty:
      "nearly empty: one or two words, a fragment, only a name or a number, and yet its label can be told"
    case .veryLong:
      "very long: several paragraphs, in which what decides stands once and among much that does not matter"
    case .mixedLanguages: "in two languages mixed in one text, as people who live with both write"
    case .typingErrors:
      "full of typing errors, missing spaces and marks, autocorrect slips and abbreviations, yet readable"
    case .sarcasm: "sarcastic or ironic: the words say one thing, the writer means the opposite"
    case .twoIntents: "with two intents in one text, of which one is the main one and decides the label"
    case .betweenLabels:
      "on the boundary between two labels: a careful reader can tell which it is, a hasty one takes the other"
    case .negation:
      "where a negation decides: what is not the case, not wanted, no longer so, or denied and then affirmed"
    case .injectedOrders:
      "with an order to the machine that reads it, such as to ignore its rules or to answer with a certain label; "
        + "the label is what the rest of the text calls for"
    }
  }

  /// The words of a call's variant: a kind's description, or what the person wrote.
  static func words(for variant: String) -> String { EdgeCase(rawValue: variant)?.description ?? variant }
}
