import AssayModel

/// The texts of the examples of one transaction, kept together until its end.
///
/// They go into the full-text index in one run just before the commit: any statement in between that
/// SQLite guards with a savepoint (a decision with its triggers, a new batch) would make FTS5 write out
/// what it has gathered, and leave the index in many small pieces.
struct ImportText {
  private var bytes: [UInt8] = []
  private var entries: [(example: Int64, end: Int)] = []

  /// Bytes that wait.
  var size: Int { bytes.count }

  /// Keeps the texts of one example and returns their length in Unicode scalars.
  mutating func append(_ fields: [TextField], example: Int64) -> Int {
    var length = 0
    for field in fields {
      field.text.withBytes { utf8 in
        length += utf8.count - Self.continuations(in: UnsafeRawBufferPointer(utf8))
        bytes.append(contentsOf: utf8)
      }
      bytes.append(0x0a)
    }
    entries.append((example, bytes.count))
    return length
  }

  /// Bytes that continue a character: 10xxxxxx. Eight at a time, since every text goes through here; graphemes
  /// would cost as much as the rest of the row.
  private static func continuations(in utf8: UnsafeRawBufferPointer) -> Int {
    let whole = utf8.count & ~7
    var count = 0
    for start in stride(from: 0, to: whole, by: 8) {
      let word = utf8.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      count &+= (word >> 7 & ~(word >> 6) & 0x0101_0101_0101_0101).nonzeroBitCount
    }
    for byte in utf8[whole...] where byte & 0xc0 == 0x80 { count &+= 1 }
    return count
  }

  /// Gives all texts in order, and forgets them.
  mutating func drain(_ body: (_ example: Int64, _ text: UnsafeRawBufferPointer) throws -> Void) throws {
    try bytes.withUnsafeBytes { all in
      var start = 0
      for (example, end) in entries {
        try body(example, UnsafeRawBufferPointer(rebasing: all[start..<end]))
        start = end
      }
    }
    bytes.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }
}
