import AssayGeneration
import AssayModel

/// `--labels`: how the examples are spread over labels.
enum LabelsArgument: Hashable {
  case free
  case balanced
  /// As in this file.
  case like(String)
  /// In the order of the command line.
  case counts([Count])

  struct Count: Hashable {
    var label: String
    var count: Int
  }

  /// nil: it is none of these forms.
  init?(_ text: String) {
    switch text {
    case "free": self = .free
    case "balanced": self = .balanced
    case _ where text.hasPrefix("like:"):
      let file = String(text.dropFirst("like:".count))
      guard !file.isEmpty else { return nil }
      self = .like(file)
    default:
      guard let counts = Self.counts(text) else { return nil }
      self = .counts(counts)
    }
  }

  /// "a=100,b=50". A label may have commas and signs of equality in it: a part without a number belongs to the next.
  private static func counts(_ text: String) -> [Count]? {
    var counts: [Count] = []
    var begun = ""
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let whole = begun + part
      guard let sign = whole.lastIndex(of: "="),
        let count = Int(whole[whole.index(after: sign)...].filter { $0 != " " }), count >= 0
      else {
        begun = whole + ","
        continue
      }
      let label = whole[..<sign].drop { $0 == " " }.trimmingSuffix { $0 == " " }
      guard !label.isEmpty, !counts.contains(where: { $0.label == label }) else { return nil }
      counts.append(Count(label: String(label), count: count))
      begun = ""
    }
    return begun.isEmpty && counts.contains { $0.count > 0 } ? counts : nil
  }

  /// Why a text is none of these forms.
  static func problem(with text: String) -> String {
    let numbers = text.split(separator: ",").compactMap { part in
      part.lastIndex(of: "=").flatMap { Int(part[part.index(after: $0)...].filter { $0 != " " }) }
    }
    if numbers.contains(where: { $0 < 0 }) { return "a count is 0 or more" }
    if !numbers.isEmpty, numbers.allSatisfy({ $0 == 0 }) {
      return "every count is 0; ask for at least one example"
    }
    return "write balanced, like:FILE, free, or counts such as a=100,b=50"
  }

  /// What it means for a task.
  ///
  /// - Returns: the shares, and what a person should know of them.
  /// - Throws: ``CommandFailure`` for labels that the task does not have.
  func shares(
    _ task: TaskSpecification, _ place: WishPlace = .commandLine
  ) throws -> (shares: GenerationOrder.LabelShares, warnings: [String]) {
    switch self {
    case .free: return (.free, [])
    case .balanced:
      if !task.labels.isEmpty { return (.balanced, []) }
      throw CommandFailure(
        "\(place.name("labels", "balanced")): the task has no labels; write them into \"labels\" under [task] in "
          + "assay.toml")
    case .counts(let counts): return (.counts(try Self.known(counts, task, place)), [])
    case .like(let file):
      let found = try LabelCount(file: file, place)
      return (.shares(try found.shares(task)), found.warnings(task))
    }
  }

  private static func known(
    _ counts: [Count], _ task: TaskSpecification, _ place: WishPlace
  ) throws -> [String: Int] {
    let labels = LabelSet(task.labels)
    var known: [String: Int] = [:]
    for entry in counts {
      // A task without labels takes any.
      guard let label = task.labels.isEmpty ? entry.label : labels.label(for: entry.label) else {
        throw CommandFailure(
          "\(place.name("labels")): the task has no label \"\(entry.label)\""
            + Self.hint(entry.label, task.labels))
      }
      known[label, default: 0] += entry.count
    }
    return known
  }

  /// What was meant; of many labels not all are listed.
  static func hint(_ label: String, _ labels: [String]) -> String {
    if labels.count <= 20 || Spelling.nearest(to: label, among: labels) != nil {
      return Spelling.hint(for: label, among: labels)
    }
    return "; assay.toml lists its \(labels.count) labels under [task]"
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, predicate(last) { rest.removeLast() }
    return rest
  }
}
