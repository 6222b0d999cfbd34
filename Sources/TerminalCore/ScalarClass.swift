/// How a Unicode scalar is drawn. The raw values are those of `WidthTable`.
enum ScalarClass: UInt32 {
  /// A base of one column.
  case narrow = 0
  /// A base of two columns.
  case wide = 1
  /// No column of its own: drawn on the base before it.
  case mark = 2
  /// Never sent to a terminal; shown as a visible escape.
  case unseen = 3

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300: self = .narrow
    // Without the ends of the blocks, which some Unicode versions leave unassigned.
    case 0x4E00..<0x9FF0, 0xAC00..<0xD7A0: self = .wide
    default: self = Self.lookedUp(scalar.value)
    }
  }

  /// The last entry of the table whose first scalar is not after `value`.
  private static func lookedUp(_ value: UInt32) -> ScalarClass {
    let boundaries = WidthTable.boundaries
    var low = 0
    var high = boundaries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if boundaries[middle] >> 2 <= value { low = middle } else { high = middle }
    }
    return ScalarClass(rawValue: boundaries[low] & 3) ?? .unseen
  }
}
