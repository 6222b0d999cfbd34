import Foundation

extension Normalization {
  /// The normalised bytes of any text, by the book.
  func slowBytes(_ text: String) -> [UInt8] {
    var text = text
    if options.contains(.compatibility) {
      text = removing(text.precomposedStringWithCompatibilityMapping) {
        $0.properties.isDefaultIgnorableCodePoint
      }
    }
    // Before the last composition: a mark may meet its letter when an apostrophe goes.
    if options.contains(.punctuation) { text = removing(text, where: Self.isApostrophe) }
    // Upper case first: it opens ß and unites the sigmas, as full case folding does.
    if options.contains(.caseFolding) { text = text.uppercased().lowercased() }
    if options.contains(.compatibility) { text = text.precomposedStringWithCompatibilityMapping }
    return separated(text)
  }

  private func removing(_ text: String, where isRemoved: (Unicode.Scalar) -> Bool) -> String {
    guard text.unicodeScalars.contains(where: isRemoved) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isRemoved($0) }))
  }

  private func separated(_ text: String) -> [UInt8] {
    let collapses = options.contains(.whiteSpace)
    let strips = options.contains(.punctuation)
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var owesSpace = false
    for var scalar in text.unicodeScalars {
      if strips, Self.isPunctuation(scalar) { scalar = " " }
      if collapses, Self.isSpaceOrControl(scalar) {
        owesSpace = true
        continue
      }
      if owesSpace, !result.isEmpty { result.append(0x20) }
      owesSpace = false
      result.append(contentsOf: UTF8.encode(scalar)!)
    }
    return result
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2018}" || scalar == "\u{2019}"
  }

  private static func isSpaceOrControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      return true
    default: return scalar == "`"
    }
  }
}
