import AssayModel
import AssayStore

/// Numbers that are equal for examples that agree in some fields: only those are compared.
enum SameFields {
  /// - Parameter names: "label", or the names of text or metadata fields.
  /// - Returns: a number for each example, by its number less one; nil: there are no such fields.
  static func groups(
    _ workspace: Workspace, names: [String], count: Int, cancellation: Cancellation
  ) throws -> [UInt32]? {
    guard !names.isEmpty else { return nil }
    if names == ["label"] {
      // Labels are in memory as numbers; bodies need not be read. Examples that came meanwhile wait.
      let labels = try workspace.columns(judge: nil).label
      return labels.prefix(count).map { UInt32(bitPattern: $0) }
    }
    var numbers: [[String?]: UInt32] = [:]
    var groups: [UInt32] = []
    groups.reserveCapacity(count)
    let batch = 5_000
    for start in stride(from: 0, to: count, by: batch) {
      try cancellation.check()
      let ids = (start..<min(start + batch, count)).map { ExampleID(Int64($0) + 1) }
      for example in try workspace.examples(ids) {
        let values = names.map { value($0, of: example.fields, label: example.label, example.metadata) }
        let next = UInt32(numbers.count)
        groups.append(numbers[values, default: next])
        if groups.last == next { numbers[values] = next }
      }
    }
    return groups
  }

  /// The same groups with each of `loners` in one of its own; the highest numbers are theirs.
  static func apart(_ loners: Set<Int>, in groups: [UInt32]?, count: Int) -> [UInt32] {
    // The very highest is the label that is none.
    var groups = groups ?? [UInt32](repeating: 0, count: count)
    for (place, loner) in loners.sorted().enumerated() where loner < count {
      groups[loner] = .max - 1 - UInt32(place)
    }
    return groups
  }

  /// What a field says; nil: it is not there, which counts as a value of its own.
  static func value(
    _ name: String, of fields: [TextField], label: String?, _ metadata: [TextField]
  ) -> String? {
    if name == "label" { return label }
    return (fields.first { $0.name == name } ?? metadata.first { $0.name == name })?.text
  }
}
