import AssayModel

/// The commented `assay.toml` that `assay init` writes. Our own text and not the TOML library's: that
/// one would drop the comments and sort the keys.
struct WorkspaceTemplate {
  var task: TaskSpecification

  /// The whole file.
  var text: String {
    [head, fitness, dimensions, tail].joined(separator: "\n")
  }

  private var head: String {
    """
    # What this workspace is about: edit it as you like. Only `assay models serve` and `assay fitness` write here, into
    # their own sections, and adopting a judge, into that judge's.

    [task]
    name = \(Self.quoted(task.name))
    # Shown to reviewers: when is an example good, when is it bad?
    description = \(Self.quoted(task.description))
    # The labels to choose from with `l`; none for a task that only accepts and rejects.
    labels = \(labels)
    # How many decisions make a calibration set.
    calibration_target = \(task.calibrationTarget)

    """
  }

  private var labels: String {
    if task.labels.isEmpty { return "[]" }
    let line = "[" + task.labels.map(Self.quoted).joined(separator: ", ") + "]"
    if line.count <= 90 { return line }
    return "[\n" + task.labels.map { "  \(Self.quoted($0)),\n" }.joined() + "]"
  }

  private var dimensions: String {
    """
    # What judges and people score, in the order of display. `description` is a sentence that says what it asks about,
    # `anchors` says what a score looks like; a scale may be another one, 0 and 1 is "fail" and "pass".
    # anchors = { 1 = "off the topic", 3 = "near it", 5 = "exactly to the point" }

    """ + task.dimensions.map(section).joined(separator: "\n")
  }

  private func section(_ dimension: Dimension) -> String {
    var lines = [
      "[dimensions.\(Self.key(dimension.name))]", "minimum = \(dimension.minimum)",
      "maximum = \(dimension.maximum)",
    ]
    if let description = dimension.description { lines.append("description = \(Self.quoted(description))") }
    if !dimension.anchors.isEmpty {
      let anchors = dimension.anchors.sorted { $0.key < $1.key }
      let list = anchors.map { "\(Self.key(String($0.key))) = \(Self.quoted($0.value))" }
      lines.append("anchors = { " + list.joined(separator: ", ") + " }")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var tail: String {
    """
    \(generation)

    \(judge)

    \(calibration)

    \(models)

    \(duplicates)

    [interface]
    # `assay themes` lists the themes; without this line the program chooses one.
    # theme = "dark"
    mouse = true
    # Hide the judge's scores until you have decided.
    blind = false

    # Keys of your own, by the name of the command; `?` in the workbench lists the names.
    # [keys.review]
    # "a" = "review.accept"

    """
  }

  /// A TOML basic string.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A bare key where TOML allows one, else a quoted one.
  static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
    return isBare ? name : quoted(name)
  }
}
