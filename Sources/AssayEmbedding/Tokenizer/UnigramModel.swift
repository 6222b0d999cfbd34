import AssayModel

/// The most probable sequence of tokens under a unigram language model (Kudo 2018), by Viterbi's algorithm, as
/// Hugging Face's `Unigram` finds it.
struct UnigramModel: TokenModel {
  let unknown: Int32?
  private let vocabulary: ByteStringTable
  private let scores: [Double]
  private let longestToken: Int
  private let unknownScore: Double

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for what this does not do.
  init(
    _ json: JSONBytes, entries: [VocabularyEntry], vocabulary: ByteStringTable, longestToken: Int,
    file: String
  ) throws {
    if json["byte_fallback"]?.flag == true {
      throw EmbeddingProblem.unreadable(
        file: file, detail: "its Unigram falls back to bytes, which is not supported")
    }
    self.vocabulary = vocabulary
    self.longestToken = longestToken
    scores = entries.map(\.score)
    unknown = json["unk_id"]?.integer.flatMap(Int32.init(exactly:))
    // A character without a token costs ten more than the least probable token.
    unknownScore = (scores.min() ?? 0) - 10
  }

  private struct Node {
    var score = 0.0
    var start: Int32 = -1
    var token: Int32 = -1
  }

  func appendTokens(of piece: UnsafeBufferPointer<UInt8>, to tokens: inout [Int32]) {
    var nodes = [Node](repeating: Node(), count: piece.count + 1)
    var start = 0
    while start < piece.count {
      let width = min(utf8Length(piece[start]), piece.count - start)
      let score = nodes[start].score
      var hasSingle = false
      var end = start
      while end < piece.count, end - start < longestToken {
        end += min(utf8Length(piece[end]), piece.count - end)
        guard let token = vocabulary.value(UnsafeBufferPointer(rebasing: piece[start..<end])) else {
          continue
        }
        Self.offer(&nodes[end], score + scores[Int(token)], from: start, token)
        if end - start == width { hasSingle = true }
      }
      if !hasSingle { Self.offer(&nodes[start + width], score + unknownScore, from: start, -1) }
      start += width
    }
    appendPath(nodes, to: &tokens)
  }

  @inline(__always)
  private static func offer(_ node: inout Node, _ score: Double, from start: Int, _ token: Int32) {
    if node.start < 0 || score > node.score { node = Node(score: score, start: Int32(start), token: token) }
  }

  /// Unknown characters beside each other are one unknown token.
  private func appendPath(_ nodes: [Node], to tokens: inout [Int32]) {
    var path: [Int32] = []
    var end = nodes.count - 1
    while end > 0 {
      let node = nodes[end]
      if node.token >= 0 {
        path.append(node.token)
      } else if unknown != nil, path.last != -1 {
        path.append(-1)
      }
      end = Int(node.start)
    }
    for token in path.reversed() { tokens.append(token >= 0 ? token : unknown ?? 0) }
  }
}
