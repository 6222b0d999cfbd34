import AssayText

/// The labels of a task, found again however a model writes them.
public struct LabelSet: Sendable {
  public let labels: [String]
  private let exact: Set<String>
  /// By what is left of them without case, with one space for any run of white space, hyphens and underscores; nil where
  /// two labels are the same then.
  private let folded: [String: String?]

  public init(_ labels: [String]) {
    self.labels = labels
    exact = Set(labels)
    folded = Dictionary(labels.map { (Self.fold($0), Optional($0)) }) { left, right in
      left == right ? left : nil
    }
  }

  /// The label that is meant; nil: none, or more than one.
  public func label(for text: String) -> String? {
    if exact.contains(text) { return text }
    return folded[Self.fold(text)] ?? nil
  }

  private static let marks = Set("\"'`*_-.:;,()[]<>“”‘’")

  private static func fold(_ text: String) -> String {
    Normalization.exact.normalized(text).split { $0.isWhitespace || marks.contains($0) }
      .joined(separator: " ")
  }
}
