import AssayModel

/// WordPiece (Schuster and Nakajima 2012; as in BERT): the longest token that a word begins with, then the longest that
/// goes on, else the whole word is unknown.
struct WordPieceModel: TokenModel {
  let unknown: Int32?
  private let vocabulary: ByteStringTable
  private let prefix: [UInt8]
  private let longestWord: Int
  private let longestToken: Int

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` without a token for unknown words.
  init(_ json: JSONBytes, vocabulary: ByteStringTable, longestToken: Int, file: String) throws {
    self.vocabulary = vocabulary
    self.longestToken = longestToken
    prefix = Array(json["continuing_subword_prefix"]?.bytes ?? ArraySlice("##".utf8))
    longestWord = json["max_input_chars_per_word"]?.integer ?? 100
    unknown = vocabulary.value(json["unk_token"]?.bytes ?? ArraySlice("[UNK]".utf8))
    guard unknown != nil else {
      throw EmbeddingProblem.unreadable(file: file, detail: "its vocabulary has no token for unknown words")
    }
  }

  func appendTokens(of piece: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32]) {
    let start = tokens.count
    var characters = 0
    for byte in piece where byte & 0xC0 != 0x80 { characters += 1 }
    guard characters <= longestWord else {
      tokens.append(unknown!)
      return
    }
    var key: [UInt8] = []
    var place = 0
    while place < piece.count {
      key.removeAll(keepingCapacity: true)
      if place > 0 { key.append(contentsOf: prefix) }
      let head = key.count
      key.append(contentsOf: piece[place..<min(piece.count, place + longestToken)])
      guard let (token, length) = longest(&key, after: head) else {
        tokens.removeSubrange(start...)
        tokens.append(unknown!)
        return
      }
      tokens.append(token)
      place += length
    }
  }

  /// The longest token that `key` begins with and that goes past its first `head` bytes.
  private func longest(_ key: inout [UInt8], after head: Int) -> (token: Int32, length: Int)? {
    while key.count > head {
      if let token = key.withUnsafeBufferPointer({ vocabulary.value($0) }) {
        return (token, key.count - head)
      }
      // A character may have been cut by the limit: its bytes match no token, so bytes may go one by one.
      key.removeLast()
    }
    return nil
  }
}
