import AssayModel

/// The texts of a row, one after the other, for the full-text index; the buffer is used again.
struct ImportText {
  private(set) var bytes: [UInt8] = []
  /// Unicode scalars of all fields together.
  private(set) var length = 0

  mutating func set(_ fields: [TextField]) {
    bytes.removeAll(keepingCapacity: true)
    length = 0
    for field in fields {
      var text = field.text
      text.withUTF8 { utf8 in
        // Bytes that continue a character are 10xxxxxx. Graphemes would cost as much as the rest of the row.
        var continuations = 0
        for byte in utf8 where byte & 0xc0 == 0x80 { continuations += 1 }
        length += utf8.count - continuations
        bytes.append(contentsOf: utf8)
      }
      bytes.append(0x0a)
    }
  }
}
