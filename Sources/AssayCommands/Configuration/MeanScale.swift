import AssayModel

/// The lowest and the highest mean that a task's dimensions allow.
struct MeanScale: Hashable {
  var lowest: Double
  var highest: Double

  /// nil without a dimension.
  init?(_ dimensions: [Dimension]) {
    if dimensions.isEmpty { return nil }
    let count = Double(dimensions.count)
    lowest = dimensions.reduce(0) { $0 + Double($1.minimum) } / count
    highest = dimensions.reduce(0) { $0 + Double($1.maximum) } / count
  }

  /// From which mean on an example is kept unless the file says otherwise: three quarters of the way up, which is 4
  /// on a scale from 1 to 5.
  var keepAt: Double { lowest + 0.75 * (highest - lowest) }

  /// What is wrong with a limit; nil when nothing is.
  func problem(withKeepAt limit: Double) -> String? {
    if limit > highest {
      return
        "\"keep_at\", \(limit), is over \(Self.short(highest)), the highest mean of these dimensions: no "
        + "example would be kept"
    }
    if limit < lowest {
      return
        "\"keep_at\", \(limit), is under \(Self.short(lowest)), the lowest mean of these dimensions: every "
        + "example would be kept"
    }
    return nil
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() ? String(Int(value)) : Figures.fixed(value, places: 2)
  }
}
