import AssayModel

/// Which tokens an answer's bytes come from.
///
/// Token texts put together are mostly the answer. They differ at the ends, where servers cut white space and end marks,
/// and at characters that several tokens make up together, which each of them shows as U+FFFD.
struct TokenAlignment {
  let tokens: [ChatAnswer.Token]
  /// For each byte of the answer its place in the tokens' bytes; -1: unknown.
  private let places: [Int32]
  /// Where each token begins in the tokens' bytes, and where the last ends.
  private let starts: [Int]
  private let bytes: [UInt8]

  init(text: String, tokens: [ChatAnswer.Token]) {
    self.tokens = tokens
    var bytes: [UInt8] = []
    var starts = [0]
    for token in tokens {
      bytes.append(contentsOf: token.text.utf8)
      starts.append(bytes.count)
    }
    self.starts = starts
    self.bytes = bytes
    places = Self.places(of: Array(text.utf8), in: bytes)
  }

  /// The tokens that hold these bytes of the answer, and where in the first of them they begin; nil: not known.
  func tokens(at range: Range<Int>) -> (indices: Range<Int>, offset: Int)? {
    guard !range.isEmpty, range.upperBound <= places.count else { return nil }
    let start = Int(places[range.lowerBound])
    for (offset, position) in range.enumerated() where Int(places[position]) != start + offset || start < 0 {
      return nil
    }
    // Tokens without text make several begin at one place: the last of them holds the byte.
    let first = starts.partitioningIndex { $0 > start } - 1
    let last = starts.partitioningIndex { $0 > start + range.count - 1 } - 1
    guard first >= 0, last < tokens.count else { return nil }
    return (first..<(last + 1), start - starts[first])
  }

  private static func places(of text: [UInt8], in tokens: [UInt8]) -> [Int32] {
    var places = [Int32](repeating: -1, count: text.count)
    var (i, j) = (0, 0)
    while j < tokens.count, isBlank(tokens[j]), i < text.count, text[i] != tokens[j] { j += 1 }
    while i < text.count, j < tokens.count {
      if text[i] == tokens[j], !isReplacement(tokens, j) || isReplacement(text, i) {
        places[i] = Int32(j)
        i += 1
        j += 1
        continue
      }
      guard isReplacement(tokens, j) else { break }
      // A character in pieces: go on behind it, where the next plain character is.
      while j < tokens.count, isReplacement(tokens, j) { j += 3 }
      while i < text.count, text[i] >= 0x80 { i += 1 }
      while j < tokens.count, tokens[j] >= 0x80 { j += 1 }
    }
    if i < text.count { alignEnds(text, tokens, after: i, &places) }
    return places
  }

  /// From the end backwards, for what the way forwards did not reach.
  private static func alignEnds(_ text: [UInt8], _ tokens: [UInt8], after start: Int, _ places: inout [Int32])
  {
    var (i, j) = (text.count - 1, tokens.count - 1)
    while i > start, isBlank(text[i]) { i -= 1 }
    // An end mark such as "<|im_end|>" is a token and not in the text.
    while j >= 0, i >= 0, tokens[j] != text[i] { j -= 1 }
    while i >= start, j >= 0, text[i] == tokens[j] {
      places[i] = Int32(j)
      i -= 1
      j -= 1
    }
  }

  private static func isReplacement(_ bytes: [UInt8], _ index: Int) -> Bool {
    index + 2 < bytes.count && bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
