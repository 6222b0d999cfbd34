/// The names of everything that a theme can give a look to.
public enum BuiltInRoles {
  /// All of them, in the order of the documentation.
  public static let all: [String] = [
    "text", "text.dim", "title", "title.active", "title.progress", "footer", "footer.key", "border",
    "border.focused", "selection", "selection.unfocused", "mark", "verdict.accept", "verdict.reject",
    "verdict.relabel", "verdict.undecided", "verdict.skip", "score.high", "score.middle", "score.low",
    "score.empty", "label", "field.name", "search.match", "diff.changed", "diff.same", "chip",
    "message.info", "message.warning", "message.error", "judge.keep", "judge.drop", "popup",
    "popup.title", "popup.border", "role.user", "role.assistant", "reason", "kind", "reference", "orders",
    "histogram.counted", "histogram.left", "histogram.cut",
  ]

  /// Whether `role` is one of them, or the common beginning of some ("verdict", "score").
  public static func contains(_ role: String) -> Bool {
    all.contains(role) || all.contains { $0.hasPrefix(role + ".") }
  }
}
