import AssayDuplicates
import AssayGeneration
import AssayModel

/// Looks at seeds before a token is spent: near copies among them and in held-out data are found as `assay dedupe`
/// finds them, by words; the rest is a pure function of the seeds.
public struct SeedCheck {
  /// A held-out set that was compared.
  public struct ComparedSet: Hashable, Sendable, Codable {
    public var name: String
    public var rows: Int
    /// Seeds that are like one of its rows.
    public var matches: Int
    public init(name: String, rows: Int, matches: Int) {
      self.name = name
      self.rows = rows
      self.matches = matches
    }
  }

  public struct Result: Sendable {
    public var report: SeedReport
    public var heldOut: [ComparedSet]
  }

  private let labels: [String]
  private let settings: DuplicateSettings
  private let threads: Int
  private let cancellation: Cancellation

  /// - Parameters:
  ///   - labels: those of the task, in its order.
  ///   - settings: what [duplicates] says; its sets with the role test are compared.
  public init(
    labels: [String], settings: DuplicateSettings, threads: Int = 1,
    cancellation: Cancellation = Cancellation()
  ) {
    var settings = settings
    settings.keepsPairsBelow = false
    // Meanings would need a model: words tell copies.
    settings.methods.remove(.embedding)
    settings.methods.formUnion([.exact, .minhash])
    settings.same = []
    self.labels = labels
    self.settings = settings
    self.threads = threads
    self.cancellation = cancellation
  }

  /// - Parameter problem: called for each line of a held-out set that cannot be read.
  /// - Throws: an error that says what cannot be read and why, or `CancellationError`.
  public func run(_ samples: [SeedSample], problem: (ImportProblem) -> Void = { _ in }) throws -> Result {
    let fields = ComparedFields(names: settings.fields)
    let texts = samples.map { sample in
      let chosen = fields.bytes(of: sample.fields)
      return chosen.isEmpty ? ComparedFields(names: []).bytes(of: sample.fields) : chosen
    }
    var matches: [SeedMatch] = []
    var compared: [ComparedSet] = []
    for set in settings.references where set.role == .test {
      let rows = try ReferenceRows(set, fields: fields, cancellation: cancellation)
      rows.problems.forEach(problem)
      let found = try self.matches(texts, set, rows)
      matches += found
      compared.append(
        ComparedSet(name: set.name, rows: rows.texts.count, matches: Set(found.map(\.seed)).count))
    }
    let report = SeedReport(samples, labels: labels, pairs: try pairs(texts), matches: matches)
    return Result(report: report, heldOut: compared)
  }

  private func matches(_ texts: [[UInt8]], _ set: ReferenceSet, _ rows: ReferenceRows) throws -> [SeedMatch] {
    let search = PairSearch(
      settings: settings, embedding: nil, hashesWithoutModel: false, threads: threads,
      cancellation: cancellation, progress: { _ in })
    let matcher = ReferenceMatcher(
      rows: rows, examples: 0..<texts.count, text: { texts[$0] }, search: search, workspace: nil)
    return try matcher.matches(of: set, model: nil).map { match in
      SeedMatch(
        seed: Int(match.example.rawValue) - 1, set: set.name, line: match.line, method: match.method,
        similarity: Double(match.similarity))
    }
  }

  private func pairs(_ texts: [[UInt8]]) throws -> [SeedPair] {
    guard texts.count > 1 else { return [] }
    let cancellation = cancellation
    let corpus = try LexicalCorpus(
      texts: texts, fingerprinter: LexicalFingerprinter(settings, masks: settings.methods.contains(.masked)),
      group: nil, threads: threads, isCancelled: { cancellation.isCancelled })
    let found = try LexicalSearch(settings: settings, threads: threads).find(
      corpus, recallSample: 0, isCancelled: { cancellation.isCancelled })
    return found.pairs.filter { Double($0.similarity) >= settings.threshold($0.method) }.map { pair in
      SeedPair(
        Int(pair.first), Int(pair.second), method: pair.method, similarity: Double(pair.similarity))
    }
  }
}
