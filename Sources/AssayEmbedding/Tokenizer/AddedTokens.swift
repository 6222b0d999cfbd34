/// Tokens that are looked for in the text itself, before anything is cut: `<s>`, `[SEP]`, or whole phrases.
struct AddedTokens: Sendable {
  struct Token: Sendable {
    var content: [UInt8]
    var id: Int32
    var takesSpaceBefore: Bool
    var takesSpaceAfter: Bool
    var isWord: Bool
  }

  struct Match {
    var range: Range<Int>
    var id: Int32
  }

  /// By the first byte, the longest first.
  private let tokens: [[Token]]
  let isEmpty: Bool

  init(_ list: [Token]) {
    var tokens = [[Token]](repeating: [], count: 256)
    for token in list where !token.content.isEmpty { tokens[Int(token.content[0])].append(token) }
    self.tokens = tokens.map { $0.sorted { $0.content.count > $1.content.count } }
    isEmpty = list.allSatisfy { $0.content.isEmpty }
  }

  /// The places in the text, in order, with the white space that a token takes with it.
  func matches(in text: UnsafeBufferPointer<UInt8>) -> [Match] {
    if isEmpty { return [] }
    var found: [Match] = []
    var place = 0
    while place < text.count {
      let candidates = tokens[Int(text[place])]
      if !candidates.isEmpty, let token = candidates.first(where: { Self.stands($0, at: place, in: text) }) {
        var start = place
        var end = place + token.content.count
        if token.takesSpaceBefore {
          let bound = found.last?.range.upperBound ?? 0
          while start > bound, Self.isSpace(text[start - 1]) { start -= 1 }
        }
        if token.takesSpaceAfter { while end < text.count, Self.isSpace(text[end]) { end += 1 } }
        found.append(Match(range: start..<end, id: token.id))
        place = end
      } else {
        place += 1
      }
    }
    return found
  }

  private static func stands(_ token: Token, at place: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let end = place + token.content.count
    guard end <= text.count, text[place..<end].elementsEqual(token.content) else { return false }
    guard token.isWord else { return true }
    return (place == 0 || !isWordByte(text[place - 1])) && (end == text.count || !isWordByte(text[end]))
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
  }
}
