/// Two texts compared line by line.
public enum LineDifference {
  /// The lines that differ, each with its number: `-` expected, `+` found. Equal lines are left out.
  public static func describe(from expected: String, to found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var removed: [Int: String] = [:]
    var inserted: [Int: String] = [:]
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, let line, _): removed[offset] = line
      case .insert(let offset, let line, _): inserted[offset] = line
      }
    }
    var output: [String] = []
    var oldIndex = 0
    var newIndex = 0
    while oldIndex < old.count || newIndex < new.count {
      if let line = removed[oldIndex] {
        output.append("\(oldIndex + 1) -|\(visible(line))|")
        oldIndex += 1
      } else if let line = inserted[newIndex] {
        output.append("\(newIndex + 1) +|\(visible(line))|")
        newIndex += 1
      } else {
        oldIndex += 1
        newIndex += 1
      }
    }
    return output.joined(separator: "\n")
  }

  /// Escapes and controls as text: a report must not command the terminal that shows it.
  private static func visible(_ line: String) -> String {
    var text = ""
    for scalar in line.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      text += isControl ? "<\(String(scalar.value, radix: 16))>" : String(scalar)
    }
    return text
  }
}
