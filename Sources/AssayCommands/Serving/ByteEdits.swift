/// Changes to places of a text that are all named as they were before the first change.
struct ByteEdits {
  private let bytes: [UInt8]
  /// What comes in place of a range; an empty range is a place between two bytes.
  private var edits: [(range: Range<Int>, text: [UInt8])] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The text with all changes.
  var text: String {
    var result = bytes
    for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
      result.replaceSubrange(edit.range, with: edit.text)
    }
    return String(decoding: result, as: UTF8.self)
  }

  mutating func replace(_ range: Range<Int>, with text: String) { edits.append((range, Array(text.utf8))) }

  /// Puts "# " before each line of the range.
  mutating func commentOut(_ range: Range<Int>) {
    var start = lineStart(range.lowerBound)
    while start < max(range.upperBound, range.lowerBound + 1) {
      edits.append((start..<start, Array("# ".utf8)))
      guard let end = bytes[start...].firstIndex(of: 0x0A) else { return }
      start = end + 1
    }
  }

  /// Puts lines below the line on which the range ends, with that line's indentation and the text's line ends.
  mutating func insert(_ lines: [String], below range: Range<Int>) {
    if lines.isEmpty { return }
    let first = lineStart(range.lowerBound)
    let indentation = bytes[first..<range.lowerBound].prefix { $0 == 0x20 || $0 == 0x09 }
    let end = bytes[range.upperBound...].firstIndex(of: 0x0A)
    let lineEnd: [UInt8] = bytes.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
    var text: [UInt8] = end == nil ? lineEnd : []
    for line in lines { text += indentation + Array(line.utf8) + lineEnd }
    let place = end.map { $0 + 1 } ?? bytes.count
    edits.append((place..<place, text))
  }

  private func lineStart(_ place: Int) -> Int { bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0 }
}
