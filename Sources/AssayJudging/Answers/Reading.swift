import AssayModel

/// What an answer says of one dimension in one place.
struct Reading {
  /// nil: something is there that is no score; ``fault`` says what.
  var value: Double?
  var fault: String?
  /// The bytes of the number in the answer, when it is a whole number in digits.
  var range: Range<Int>?
  var reason: String?
  /// Whether there is a number, on the scale or off it.
  private(set) var isNumber = false

  init(fault: String, reason: String? = nil) {
    self.fault = fault
    self.reason = reason
  }

  /// A number; off the scale it is a fault and never moved onto it.
  init(
    _ number: Double, outOf end: Double? = nil, isWhole: Bool, range: Range<Int>?, for dimension: Dimension
  ) {
    isNumber = true
    let (low, high) = (Double(dimension.minimum), Double(dimension.maximum))
    let shown = number.isFinite ? JSONText.number(number) : "\(number)"
    if let end, end != high {
      fault =
        "\(dimension.name) is \(shown) of \(JSONText.number(end)), but its scale ends at \(dimension.maximum)"
    } else if !number.isFinite || number < low || number > high {
      fault = "\(dimension.name) is \(shown), which is not from \(dimension.minimum) to \(dimension.maximum)"
    } else if number != number.rounded(), high - low < 2 {
      fault =
        "\(dimension.name) is \(shown), but there is nothing between \(dimension.minimum) and \(dimension.maximum)"
    } else {
      value = number
      self.range = isWhole ? range : nil
    }
  }

  init(_ expression: ScoreExpression, for dimension: Dimension) {
    self.init(
      expression.value, outOf: expression.outOf, isWhole: expression.isWhole, range: expression.range,
      for: dimension)
  }

  /// A foreign text as a message may show it.
  static func quoted(_ text: some StringProtocol) -> String {
    let line = text.unicodeScalars.prefix(80).map { scalar -> Character in
      let category = scalar.properties.generalCategory
      let isHidden = category == .control || category == .format || scalar.properties.isWhitespace
      return isHidden ? " " : Character(scalar)
    }
    let short = String(line.prefix(40))
    return "\"" + short.trimmed + (text.unicodeScalars.count > 40 ? "…\"" : "\"")
  }
}

extension StringProtocol {
  /// Without white space at its ends.
  package var trimmed: String {
    var part = self[...]
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
