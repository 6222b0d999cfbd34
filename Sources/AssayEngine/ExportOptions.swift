import AssayModel

extension ExportRun {
  /// Which of the rows go out, and how conversations are worded.
  public struct Options: Hashable, Sendable {
    /// Only rows that say of themselves that they are right so often of 100 times, or more; nil: all.
    public var minimumConfidence: Double?
    /// What the system says in a conversation; nil: nothing.
    public var system: String?
    /// Whether the assistant gives its reason before its answer.
    public var withReasons = false
    public init() {}

    /// What the system is told of a task: its description, and the labels to choose from.
    public static func system(for task: TaskSpecification, withReasons: Bool) -> String? {
      var parts = [task.description].filter { !$0.isEmpty }
      if !task.labels.isEmpty {
        let labels = task.labels.joined(separator: ", ")
        parts.append(
          withReasons
            ? "Say why in one or two sentences, then, after an empty line, one of these labels: \(labels)"
            : "Answer with one of these labels and nothing else: \(labels)")
      }
      return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    }
  }

  /// What went out, and what stayed.
  public struct Summary: Hashable, Sendable {
    /// A CSV's header not counted.
    public var rows = 0
    /// Left out: a confidence under the limit, and none at all.
    public var unsure = 0
    public var withoutConfidence = 0
    /// Left out: no conversation can be made of it, since it has no answer and no label.
    public var withoutAnswer = 0
    public init() {}
  }
}
