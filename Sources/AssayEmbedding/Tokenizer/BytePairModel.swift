import AssayModel

/// Byte pair encoding (Sennrich, Haddow and Birch 2016) as Hugging Face's `BPE` and SentencePiece do it: characters,
/// then the pair with the lowest rank is merged, leftmost first, until none is left.
struct BytePairModel: TokenModel {
  let unknown: Int32?
  private let vocabulary: ByteStringTable
  private let merges: PairTable
  /// The token `<0xNN>` of each byte, when the vocabulary has all of them and the file asks for it.
  private let byteTokens: [Int32]?
  private let fusesUnknown: Bool
  /// Whether some merge brings these two neighbours together, at `last * 128 + first`.
  private let joins: [Bool]

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for what this does not do.
  init(_ json: JSONBytes, vocabulary: ByteStringTable, file: String) throws {
    for option in ["continuing_subword_prefix", "end_of_word_suffix"] {
      if let text = json[option]?.text, !text.isEmpty {
        throw EmbeddingProblem.unreadable(
          file: file, detail: "its BPE uses \(option), which is not supported")
      }
    }
    if json["ignore_merges"]?.flag == true {
      throw EmbeddingProblem.unreadable(
        file: file, detail: "its BPE uses ignore_merges, which is not supported")
    }
    self.vocabulary = vocabulary
    unknown = json["unk_token"]?.bytes.flatMap { vocabulary.value($0) }
    fusesUnknown = json["fuse_unk"]?.flag ?? false
    byteTokens = json["byte_fallback"]?.flag == true ? Self.byteTokens(vocabulary) : nil

    var joins = [Bool](repeating: false, count: 128 * 128)
    let list = json["merges"]?.elements ?? []
    var table = PairTable(capacity: list.count)
    for (rank, element) in list.enumerated() {
      guard let (left, right) = Self.halves(element), let first = vocabulary.value(left),
        let second = vocabulary.value(right), let merged = vocabulary.value(left + right)
      else {
        throw EmbeddingProblem.unreadable(file: file, detail: "merge \(rank + 1) is not of its vocabulary")
      }
      table.set(first, second, rank: Int32(rank), merged: merged)
      let last = Self.lastClass(left)
      let start = Self.firstClass(right)
      if last < 128, start < 128 { joins[Int(last) * 128 + Int(start)] = true }
      // A byte token is spelled with letters but stands for a byte: no cut is sure then.
      if byteTokens?.contains(first) == true || byteTokens?.contains(second) == true {
        joins = [Bool](repeating: true, count: 128 * 128)
      }
    }
    // Characters that the vocabulary does not have may become one unknown token together.
    if byteTokens == nil {
      for byte in 0..<128 where vocabulary.value([UInt8(byte)]) == nil {
        for other in 0..<128 {
          joins[byte * 128 + other] = true
          joins[other * 128 + byte] = true
        }
      }
    }
    merges = table
    self.joins = joins
  }

  func mayCut(between last: UInt8, and first: UInt8) -> Bool {
    // Beyond ASCII nothing is known: no cut.
    last < 128 && first < 128 && !joins[Int(last) * 128 + Int(first)]
  }

  func appendTokens(of piece: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32]) {
    let start = tokens.count
    appendCharacters(of: piece, to: &tokens)
    if tokens.count - start <= 48 {
      mergeShort(&tokens, from: start)
    } else {
      let merged = LongMerge(Array(tokens[start...]), merges).run()
      tokens.removeSubrange(start...)
      tokens.append(contentsOf: merged)
    }
  }

  private func appendCharacters(of piece: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32]) {
    var place = 0
    var afterUnknown = false
    while place < piece.count {
      let length = min(utf8Length(piece[place]), piece.count - place)
      let character = UnsafeBufferPointer(rebasing: piece[place..<(place + length)])
      place += length
      if let token = vocabulary.value(character) {
        tokens.append(token)
        afterUnknown = false
      } else if let byteTokens {
        for byte in character { tokens.append(byteTokens[Int(byte)]) }
        afterUnknown = false
      } else if let unknown {
        if !(fusesUnknown && afterUnknown) { tokens.append(unknown) }
        afterUnknown = true
      }
    }
  }

  /// Quadratic, and the fastest for words.
  private func mergeShort(_ tokens: inout [Int32], from start: Int) {
    while tokens.count - start > 1 {
      var best = Int32.max
      var place = -1
      var merged: Int32 = 0
      for index in start..<(tokens.count - 1) {
        if let merge = merges.merge(tokens[index], tokens[index + 1]), merge.rank < best {
          (best, merged, place) = (merge.rank, merge.merged, index)
        }
      }
      if place < 0 { return }
      tokens[place] = merged
      tokens.remove(at: place + 1)
    }
  }

  private static func byteTokens(_ vocabulary: ByteStringTable) -> [Int32]? {
    let digits = Array("0123456789ABCDEF".utf8)
    var tokens: [Int32] = []
    for byte in 0..<256 {
      let name = Array("<0x".utf8) + [digits[byte >> 4], digits[byte & 15]] + Array(">".utf8)
      guard let token = vocabulary.value(name) else { return nil }
      tokens.append(token)
    }
    return tokens
  }

  /// The two halves of a merge: `"a b"` or `["a", "b"]`.
  private static func halves(_ json: JSONBytes) -> ([UInt8], [UInt8])? {
    if let bytes = json.bytes, let space = bytes.firstIndex(of: 0x20) {
      return (Array(bytes[..<space]), Array(bytes[(space + 1)...]))
    }
    guard let pair = json.elements, pair.count == 2, let left = pair[0].bytes, let right = pair[1].bytes
    else {
      return nil
    }
    return (Array(left), Array(right))
  }

  private static let spaceMark: [UInt8] = [0xE2, 0x96, 0x81]
  private static func lastClass(_ text: [UInt8]) -> UInt8 {
    text.suffix(3).elementsEqual(spaceMark) ? 0x20 : text.last ?? 0xFF
  }
  private static func firstClass(_ text: [UInt8]) -> UInt8 {
    text.prefix(3).elementsEqual(spaceMark) ? 0x20 : text.first ?? 0xFF
  }
}

/// The bytes of the UTF-8 sequence that starts with this byte.
@inline(__always)
func utf8Length(_ lead: UInt8) -> Int {
  lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
}
