import AssayCalibration
import AssayText

/// Two versions' differences as plain lines.
enum DifferenceText {
  /// Lines that are the same around a difference.
  private static let around = 2

  static func lines(_ changes: [DefinitionChange], _ segments: [WordDiff.Segment]) -> [String] {
    let isSame = !segments.contains { $0.kind == .changed }
    if changes.isEmpty, isSame { return ["They are the same."] }
    let facts = changes.map { "\($0.name): \($0.old ?? "none") -> \($0.new ?? "none")" }
    if isSame { return facts + ["The words of the prompt are the same."] }
    return facts + (facts.isEmpty ? [] : [""]) + folded(marked(segments))
  }

  /// The lines of the new text with what was taken out and put in between marks, as wdiff has them.
  private static func marked(_ segments: [WordDiff.Segment]) -> [(text: String, isChanged: Bool)] {
    var lines = [(text: "", isChanged: false)]
    func add(_ text: some StringProtocol, _ open: String = "", _ close: String = "") {
      for (index, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { lines.append(("", false)) }
        if !open.isEmpty { lines[lines.count - 1].isChanged = true }
        if !part.isEmpty { lines[lines.count - 1].text += open + part + close }
      }
    }
    for segment in segments {
      guard segment.kind == .changed else {
        add(segment.text)
        continue
      }
      let isLine = segment.removed.hasSuffix("\n")
      if !segment.removed.isEmpty {
        // White space after what was taken out is nothing to see.
        add(segment.removed.dropLast(segment.removed.reversed().prefix { $0.isWhitespace }.count), "[-", "-]")
      }
      if isLine, segment.text.isEmpty || segment.text.hasSuffix("\n") { lines.append(("", false)) }
      // Marks around white space alone would break the lines apart.
      let end = segment.text.reversed().prefix { $0.isWhitespace }.count
      if end < segment.text.count { add(segment.text.dropLast(end), "{+", "+}") }
      add(segment.text.suffix(end))
    }
    return lines
  }

  private static func folded(_ lines: [(text: String, isChanged: Bool)]) -> [String] {
    var shown = [Bool](repeating: false, count: lines.count)
    for place in lines.indices where lines[place].isChanged {
      for near in max(0, place - around)...min(lines.count - 1, place + around) { shown[near] = true }
    }
    var result: [String] = []
    var hidden = 0
    for (index, line) in lines.enumerated() {
      if !shown[index] { hidden += 1 }
      guard shown[index] || index == lines.count - 1 else { continue }
      if hidden > 0 {
        result.append(hidden == 1 ? "... one line as before" : "... \(hidden) lines as before")
      }
      hidden = 0
      if shown[index] { result.append(line.text) }
    }
    return result
  }
}
