import AssayModel

/// Reads [dimensions.NAME].
struct DimensionsSection {
  let file: String
  /// In the order of the file; what is wrong has its default.
  private(set) var dimensions: [Dimension] = []
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String) { self.file = file }

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    for entry in entries {
      guard case .table(let inner) = entry.value.content else {
        problems.append(
          ConfigurationProblem(
            file: file, line: entry.line,
            message: "[dimensions] \"\(entry.key)\" must be a section of its own, [dimensions.\(entry.key)], "
              + "not \(entry.value.kind)"))
        continue
      }
      dimensions.append(dimension(entry.key, inner, line: entry.line))
    }
  }

  /// A judge has to name each score, and a person to tell them apart.
  private static let longestScale = 100

  private mutating func dimension(
    _ name: String, _ entries: [ConfigurationValue.Entry], line: Int
  ) -> Dimension {
    var section = SectionReader(
      entries, file: file, section: "dimensions.\(name)",
      known: ["minimum", "maximum", "description", "anchors"])
    var dimension = Dimension(name: name)
    dimension.minimum = section.integer("minimum") ?? dimension.minimum
    dimension.maximum = section.integer("maximum") ?? dimension.maximum
    let place = section.line(of: "maximum") ?? section.line(of: "minimum") ?? line
    let (steps, isTooLong) = dimension.maximum.subtractingReportingOverflow(dimension.minimum)
    if dimension.minimum >= dimension.maximum {
      section.note(
        place, "the minimum, \(dimension.minimum), must be less than the maximum, \(dimension.maximum)")
      dimension = Dimension(name: name)
    } else if isTooLong || steps > Self.longestScale {
      section.note(
        place,
        "the scale from \(dimension.minimum) to \(dimension.maximum) has more than \(Self.longestScale) steps"
      )
      dimension = Dimension(name: name)
    }
    dimension.description = section.filled("description")
    readAnchors(&section, &dimension)
    problems += section.problems
    return dimension
  }

  private func readAnchors(_ section: inout SectionReader, _ dimension: inout Dimension) {
    guard let anchors = section.table("anchors") else { return }
    var inner = SectionReader(anchors, file: file, section: "dimensions.\(dimension.name)")
    for (key, line, text) in inner.allStrings(meaning: "a text in quotes that says what such a score is") {
      if let score = Int(key), score >= dimension.minimum, score <= dimension.maximum {
        dimension.anchors[score] = text
      } else {
        inner.note(
          line,
          "\"anchors\" has \"\(key)\", which is no score from \(dimension.minimum) to \(dimension.maximum)")
      }
    }
    section.take(inner)
  }
}
