/// What one thread needs to encode texts: buffers, and the tokens of the words it has met. Words repeat, so most are
/// never cut twice. A structure, since every access to a property of a class is checked at run time.
struct TokenizerScratch: Sendable {
  var tokens: [Int32] = []
  var text: [UInt8] = []
  var spare: [UInt8] = []
  var pieces: [Range<Int>] = []

  private var words = ByteStringTable(capacity: 1 << 12)
  /// `starts[n]..<starts[n + 1]` are the tokens of word n.
  private var starts: [Int32] = [0]
  private var wordTokens: [Int32] = []

  /// Words longer than this are seldom met again.
  private static let longestWord = 64
  /// About 20 MB for each thread.
  private static let mostWords = 1 << 18

  /// Appends the tokens of a range of ``text``, word by word where the model allows it.
  mutating func appendTokens(of range: Range<Int>, by model: any TokenModel) {
    let text = text  // Shared, not copied: nothing writes to it meanwhile.
    text.withUnsafeBufferPointer { text in
      var start = range.lowerBound
      var place = start
      var last: UInt8 = 0xFF
      while place < range.upperBound {
        let byte = text[place]
        // Only a character that begins here can be cut off.
        let (first, length) = Self.character(text, place, range.upperBound)
        if byte & 0xC0 != 0x80, place > start, model.mayCut(between: last, and: first) {
          appendWord(UnsafeBufferPointer(rebasing: text[start..<place]), by: model)
          start = place
        }
        last = first
        place += length
      }
      if place > start {
        appendWord(UnsafeBufferPointer(rebasing: text[start..<range.upperBound]), by: model)
      }
    }
  }

  /// A character's class for ``TokenModel/mayCut(between:and:)``, and how many bytes to go on.
  @inline(__always)
  private static func character(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int
  ) -> (UInt8, Int) {
    let byte = text[place]
    if byte == 0xE2, place + 2 < end, text[place + 1] == 0x96, text[place + 2] == 0x81 { return (0x20, 3) }
    return (byte, 1)
  }

  @inline(__always)
  private mutating func appendWord(_ word: UnsafeBufferPointer<UInt8>, by model: any TokenModel) {
    guard word.count <= Self.longestWord else {
      model.appendTokens(of: word, to: &tokens)
      return
    }
    let hash = ByteStringTable.hash(word)
    if let number = words.value(word, hash: hash) {
      for index in Int(starts[Int(number)])..<Int(starts[Int(number) + 1]) {
        tokens.append(wordTokens[index])
      }
      return
    }
    let before = tokens.count
    model.appendTokens(of: word, to: &tokens)
    guard words.count < Self.mostWords else { return }
    words.set(word, hash: hash, to: Int32(words.count))
    wordTokens.append(contentsOf: tokens[before...])
    starts.append(Int32(wordTokens.count))
  }
}
