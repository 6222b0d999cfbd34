import AssayEmbedding
import AssayModel
import AssayStatistics
import AssayStore

/// Finds the examples that are most like a given one, for questions about diversity.
///
/// Neighbours are part of a question, so they have to be the same whenever it is asked, or a resumed run would pay anew.
/// Therefore:
/// - An example's neighbours are older than itself. Examples are never deleted or changed, so that does not move when
///   more come in; and it is what the question means: whether this example adds something to what was there. The first
///   of a family is not blamed for its copies.
/// - Up to ``limit`` examples all are compared. Of more, a sample by the hash of their numbers is, and the older members
///   of the example's duplicate cluster are added, where a search for near duplicates has been made. The sample is
///   thinned out each time the workspace doubles.
/// - Known-bad probes are nobody's neighbours. A probe is not shown what it was made from, which would give its fault
///   away, unless being a near copy is the fault.
struct NeighbourPool: Sendable {
  /// Examples to compare with, about: a quarter of a millisecond and 16 MB.
  static let limit = 16_384
  /// Numbers in a hashed vector.
  static let dimensions = 256
  /// Examples on which hashed n-grams learn what is rare: the oldest, a power of two of them.
  static let fitted = 4_096
  /// Members of an example's cluster that are looked at besides.
  static let clusterMembers = 8

  private let workspace: Workspace
  private let model: any EmbeddingModel
  private let rows: NearestRows
  private let ids: [Int64]
  private let probes: [ExampleID: Probe]
  private let isSample: Bool

  /// - Parameter probes: all of them, by their examples.
  init(
    workspace: Workspace, model: (any EmbeddingModel)?, probes: [ExampleID: Probe], threads: Int,
    isStopped: () -> Bool
  ) throws {
    self.workspace = workspace
    self.probes = probes
    let total = try workspace.exampleCount()
    let bad = Set(probes.values.filter { $0.isOwnRow }.map(\.example.rawValue))
    let level = Self.level(total)
    isSample = level > 0
    let texts = try workspace.texts()
    if let model {
      self.model = model
    } else {
      let oldest = (1...Int64(max(1, Self.fitCount(total)))).filter { !bad.contains($0) }
      self.model = HashedNGramModel(
        fittedOn: try oldest.map { Self.text(try texts.fields(of: ExampleID($0))) },
        dimensions: Self.dimensions, threads: threads)
    }
    ids = total == 0 ? [] : (1...Int64(total)).filter { Self.isIn($0, level: level) && !bad.contains($0) }
    rows = NearestRows(try Self.embed(ids, texts, self.model, isStopped))
  }

  /// The texts of the examples that are most like each of `examples`, the most alike first.
  func neighbours(of examples: [Example], count: Int) throws -> [[[TextField]]] {
    guard count > 0, !examples.isEmpty else { return examples.map { _ in [] } }
    let queries = try model.embed(examples.map { Self.text($0.fields) })
    let among = examples.map { example in ids.partitioningIndex { $0 >= example.id.rawValue } }
    let found = rows.search(queries, among: among, count: count + 1)
    let texts = try workspace.texts()
    return try examples.indices.map { index in
      let example = examples[index]
      var candidates = found[index].map { (id: ids[$0.row], similarity: $0.similarity) }
      let others = try others(for: example, known: candidates.map(\.id))
      if !others.isEmpty {
        let vectors = try model.embed(others.map { Self.text(try texts.fields(of: ExampleID($0))) })
        for (place, id) in others.enumerated() {
          candidates.append((id, Self.cosine(queries, index, vectors, place)))
        }
        candidates.sort { ($1.similarity, $0.id) < ($0.similarity, $1.id) }
      }
      let hidden = hidden(from: example.id)
      return try candidates.filter { $0.id != hidden }.prefix(count).map {
        try texts.fields(of: ExampleID($0.id))
      }
    }
  }

  // MARK: Who is looked at

  /// What a known-bad probe was made from.
  private func hidden(from id: ExampleID) -> Int64? {
    guard let probe = probes[id], let fault = probe.fault, fault != .nearCopy else { return nil }
    return probe.origin.rawValue
  }

  /// Examples to look at that are not in the sample.
  private func others(for example: Example, known: [Int64]) throws -> [Int64] {
    var others: [Int64] = []
    if let probe = probes[example.id], probe.fault == .nearCopy { others.append(probe.origin.rawValue) }
    if isSample, let cluster = try workspace.cluster(of: example.id) {
      let older = cluster.members.map(\.example.rawValue).filter { $0 < example.id.rawValue }.sorted()
      others += older.prefix(Self.clusterMembers)
    }
    return others.filter { !known.contains($0) && $0 != example.id.rawValue }
  }

  /// How often the examples have to be halved to be no more than ``limit``.
  static func level(_ total: Int) -> Int {
    var level = 0
    while total >> level > limit { level += 1 }
    return level
  }

  /// The largest power of two that is not above the total, ``fitted`` at most.
  static func fitCount(_ total: Int) -> Int {
    var count = 1
    while count * 2 <= min(total, fitted) { count *= 2 }
    return min(count, total)
  }

  /// Each level keeps half of the examples of the one before.
  static func isIn(_ id: Int64, level: Int) -> Bool {
    guard level > 0 else { return true }
    var random = RepeatableGenerator(seed: UInt64(bitPattern: id))
    return random.next() & ((1 << UInt64(level)) - 1) == 0
  }

  // MARK: Texts and vectors

  private static func text(_ fields: [TextField]) -> String {
    fields.map(\.text).joined(separator: "\n")
  }

  private static func embed(
    _ ids: [Int64], _ texts: ExampleTexts, _ model: any EmbeddingModel, _ isStopped: () -> Bool
  ) throws -> Embeddings {
    var all = Embeddings(dimensions: 0, values: [])
    for start in stride(from: 0, to: ids.count, by: 1_024) {
      if isStopped() { throw CancellationError() }
      let part = ids[start..<min(start + 1_024, ids.count)]
      let made = try model.embed(part.map { text(try texts.fields(of: ExampleID($0))) })
      guard made.count == part.count else {
        throw EmbeddingProblem.countMismatch(
          model: model.identity, expected: part.count, found: made.count)
      }
      all.dimensions = made.dimensions
      all.values += made.values
    }
    return all
  }

  private static func cosine(_ one: Embeddings, _ i: Int, _ other: Embeddings, _ j: Int) -> Float {
    let length = one.dimensions
    return (0..<length).reduce(0) { $0 + one.values[i * length + $1] * other.values[j * length + $1] }
  }
}
