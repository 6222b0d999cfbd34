import AssayModel
import Foundation

/// A tokenizer in Hugging Face's form (`tokenizer.json`), as far as static embedding models use it: no special tokens
/// are added, none is left out, and nothing is padded.
struct Tokenizer: Sendable {
  private let added: AddedTokens
  /// Like ``added``, but looked for after the text is normalised.
  private let addedAfter: AddedTokens
  private let normalizer: TextNormalizer
  private let preTokenizer: PreTokenizer
  private let model: any TokenModel
  /// The number of tokens and the median of their lengths in characters: Model2Vec cuts texts by it.
  let vocabularySize: Int
  let medianLength: Int
  var unknown: Int32? { model.unknown }

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a damaged file or a kind of tokenizer that this does
  ///   not do.
  init(_ url: URL) throws {
    let name = url.path
    let json = try MappedFile(url).withBytes { try JSONBytesReader.read($0, file: name) }
    guard let model = json["model"] else {
      throw EmbeddingProblem.unreadable(file: name, detail: "it has no model")
    }
    let entries = try Self.entries(model, file: name)
    var table = ByteStringTable(capacity: entries.count)
    for entry in entries { table.set(entry.text, to: entry.id) }
    normalizer = try TextNormalizer(json["normalizer"], file: name)
    preTokenizer = try PreTokenizer(json["pre_tokenizer"], file: name)
    self.model = try Self.model(model, entries: entries, table: table, file: name)

    var raw: [AddedTokens.Token] = []
    var normalized: [AddedTokens.Token] = []
    var lengths = entries.map { Self.characters($0.text) }
    for element in json["added_tokens"]?.elements ?? [] {
      guard let content = element["content"]?.bytes,
        let id = element["id"]?.integer.flatMap(Int32.init(exactly:))
      else { continue }
      if table.value(content) == nil { lengths.append(Self.characters(content)) }
      var token = AddedTokens.Token(
        content: Array(content), id: id, takesSpaceBefore: element["lstrip"]?.flag ?? false,
        takesSpaceAfter: element["rstrip"]?.flag ?? false, isWord: element["single_word"]?.flag ?? false)
      if element["normalized"]?.flag ?? false {
        var spare: [UInt8] = []
        normalizer.normalize(&token.content, &spare)
        normalized.append(token)
      } else {
        raw.append(token)
      }
    }
    added = AddedTokens(raw)
    addedAfter = AddedTokens(normalized)
    vocabularySize = lengths.count
    medianLength = Self.median(lengths)
  }

  /// Appends the text's tokens to `scratch.tokens`, at most `limit` (in full, then cut off).
  func encode(_ text: UnsafeBufferPointer<UInt8>, limit: Int = .max, _ scratch: inout TokenizerScratch) {
    scratch.tokens.removeAll(keepingCapacity: true)
    var place = 0
    for match in added.matches(in: text) {
      encodeSegment(
        UnsafeBufferPointer(rebasing: text[place..<match.range.lowerBound]), isFirst: place == 0, &scratch)
      scratch.tokens.append(match.id)
      place = match.range.upperBound
    }
    encodeSegment(UnsafeBufferPointer(rebasing: text[place...]), isFirst: place == 0, &scratch)
    if scratch.tokens.count > limit { scratch.tokens.removeSubrange(limit...) }
  }

  private func encodeSegment(
    _ text: UnsafeBufferPointer<UInt8>, isFirst: Bool, _ scratch: inout TokenizerScratch
  ) {
    if text.isEmpty { return }
    scratch.text.removeAll(keepingCapacity: true)
    scratch.text.append(contentsOf: text)
    normalizer.normalize(&scratch.text, &scratch.spare)
    if addedAfter.isEmpty {
      encodeNormalized(isFirst: isFirst, &scratch)
      return
    }
    let whole = scratch.text
    whole.withUnsafeBufferPointer { whole in
      var place = 0
      for match in addedAfter.matches(in: whole) {
        scratch.text = Array(whole[place..<match.range.lowerBound])
        encodeNormalized(isFirst: isFirst && place == 0, &scratch)
        scratch.tokens.append(match.id)
        place = match.range.upperBound
      }
      scratch.text = Array(whole[place...])
      encodeNormalized(isFirst: isFirst && place == 0, &scratch)
    }
  }

  private func encodeNormalized(isFirst: Bool, _ scratch: inout TokenizerScratch) {
    preTokenizer.cut(&scratch.text, into: &scratch.pieces, isFirst: isFirst, &scratch.spare)
    for piece in scratch.pieces { scratch.appendTokens(of: piece, by: model) }
  }

  // MARK: - Reading the file

  private static func entries(_ model: JSONBytes, file: String) throws -> [VocabularyEntry] {
    var entries: [VocabularyEntry] = []
    if let members = model["vocab"]?.members {
      for (text, id) in members {
        guard let number = id.integer.flatMap(Int32.init(exactly:)), number >= 0 else {
          throw EmbeddingProblem.unreadable(file: file, detail: "its vocabulary has a token without a number")
        }
        entries.append(VocabularyEntry(text: text, id: number, score: 0))
      }
    } else {
      for (id, element) in (model["vocab"]?.elements ?? []).enumerated() {
        guard let pair = element.elements, pair.count == 2, let text = pair[0].bytes,
          let score = pair[1].number
        else {
          throw EmbeddingProblem.unreadable(file: file, detail: "its vocabulary has a token without a score")
        }
        entries.append(VocabularyEntry(text: text, id: Int32(id), score: score))
      }
    }
    guard !entries.isEmpty else {
      throw EmbeddingProblem.unreadable(file: file, detail: "its vocabulary is empty")
    }
    return entries
  }

  private static func model(
    _ json: JSONBytes, entries: [VocabularyEntry], table: ByteStringTable, file: String
  ) throws -> any TokenModel {
    let longest = entries.reduce(0) { max($0, $1.text.count) }
    // Old files leave the type out; only BPE has merges then.
    switch json["type"]?.text ?? (json["merges"] == nil ? "" : "BPE") {
    case "BPE": return try BytePairModel(json, vocabulary: table, file: file)
    case "WordPiece": return try WordPieceModel(json, vocabulary: table, longestToken: longest, file: file)
    case "Unigram":
      return try UnigramModel(json, entries: entries, vocabulary: table, longestToken: longest, file: file)
    case let other:
      throw EmbeddingProblem.unreadable(
        file: file, detail: "its model \"\(other.prefix(40))\" is not supported")
    }
  }

  private static func characters(_ text: ArraySlice<UInt8>) -> Int {
    text.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  private static func median(_ lengths: [Int]) -> Int {
    let sorted = lengths.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
