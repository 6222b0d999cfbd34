import AssayDuplicates
import AssayFormats
import AssayModel

/// How alike pairs of texts are by each method, beside whether they are duplicates: so that thresholds can be chosen on
/// evidence.
public struct PairEvaluation: Sendable {
  public private(set) var truths: [Bool] = []
  /// By method, one for each pair. A text without a known word has the cosine 0 with all others.
  public private(set) var scores: [DuplicateMethod: [Double]] = [:]
  /// Lines that could not be read.
  public private(set) var refused = 0
  /// The name of the model that made the vectors; nil: none did.
  public private(set) var model: String?

  /// Reads and compares all pairs of a file.
  ///
  /// - Parameters:
  ///   - embedding: the model to make vectors with; nil: the method embedding is left out, unless hashed n-grams stand
  ///     in for a model.
  ///   - problem: called for each line that cannot be read, in order.
  /// - Throws: an error that says what cannot be read and why; what keeps a model from answering.
  public init(
    path: String, names: TextPairReader.Names = TextPairReader.Names(), settings: DuplicateSettings,
    embedding: (any EmbeddingModel)? = nil, hashesWithoutModel: Bool = false, threads: Int = 1,
    cancellation: Cancellation = Cancellation(), problem: (ImportProblem) -> Void = { _ in },
    progress: @escaping (DuplicateProgress) -> Void = { _ in }
  ) throws {
    let pairs = try read(path, names, problem, cancellation)
    truths = pairs.map(\.isDuplicate)
    let lexical = LexicalPairSimilarity(settings)
    var texts: [[UInt8]] = []
    for pair in pairs {
      try cancellation.check()
      let (first, second) = (Array(pair.first.utf8), Array(pair.second.utf8))
      for (method, similarity) in lexical.similarities(first, second) where settings.methods.contains(method)
      {
        scores[method, default: []].append(similarity)
      }
      texts += [first, second]
    }
    let search = PairSearch(
      settings: settings, embedding: embedding, hashesWithoutModel: hashesWithoutModel, threads: threads,
      cancellation: cancellation, progress: progress)
    let all = texts
    guard settings.methods.contains(.embedding),
      let model = try search.model(count: all.count, text: { all[$0] })
    else { return }
    self.model = model.identity
    let maker = VectorMaker(
      model: model, workspace: nil, threads: threads, cancellation: cancellation, progress: progress)
    let (vectors, textOf) = try maker.vectors(count: all.count) { all[$0] }
    scores[.embedding] = pairs.indices.map { Self.cosine(vectors, textOf[2 * $0], textOf[2 * $0 + 1]) }
  }

  private mutating func read(
    _ path: String, _ names: TextPairReader.Names, _ problem: (ImportProblem) -> Void,
    _ cancellation: Cancellation
  ) throws -> [TextPair] {
    let reader = try TextPairReader(path: path, names: names)
    var pairs: [TextPair] = []
    while let event = try reader.next() {
      try cancellation.check()
      switch event {
      case .pair(let pair): pairs.append(pair)
      case .problem(let line):
        refused += 1
        let field = line.field.map { "\($0): " } ?? ""
        problem(ImportProblem(file: line.file, line: line.line, message: field + line.message))
      }
    }
    return pairs
  }

  private static func cosine(_ vectors: Embeddings, _ first: Int32, _ second: Int32) -> Double {
    let length = vectors.dimensions
    let (left, right) = (Int(first) * length, Int(second) * length)
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for place in 0..<length {
      let (a, b) = (Double(vectors.values[left + place]), Double(vectors.values[right + place]))
      product += a * b
      leftSquares += a * a
      rightSquares += b * b
    }
    return leftSquares == 0 || rightSquares == 0 ? 0 : product / (leftSquares * rightSquares).squareRoot()
  }
}
