import AssayModel
import AssayText

/// Finds the pairs of a corpus that are near duplicates by the lexical methods.
public struct LexicalSearch: Sendable {
  private let settings: DuplicateSettings
  private let threads: Int

  /// - Parameters:
  ///   - settings: the methods, thresholds, recall; those of the corpus's fingerprinter.
  ///   - threads: one or more; the findings do not depend on it.
  public init(settings: DuplicateSettings, threads: Int = 1) {
    self.settings = settings
    self.threads = max(1, threads)
  }

  /// Finds the pairs.
  ///
  /// - Parameters:
  ///   - firstNew: only pairs with an item from this index on are looked for.
  ///   - recallSample: this many items are compared with all others to measure the recall; 0: not measured.
  ///   - progress: called on the calling thread.
  ///   - isCancelled: asked now and then.
  /// - Throws: `CancellationError`, or what ``LexicalCorpus``'s texts throw.
  public func find(
    _ corpus: LexicalCorpus, firstNew: Int = 0, recallSample: Int = 300,
    progress: (LexicalProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> LexicalFindings {
    let columns = corpus.fingerprints
    var leaders: [ContentIdentity: Int] = [:]
    var isLeader = [Bool](repeating: true, count: corpus.count)
    var pairs: [DuplicatePair] = []
    let reader = LexicalTextReader(corpus.fingerprinter)
    var sets: [(plain: Set<UInt64>, masked: Set<UInt64>)] = []
    for item in 0..<corpus.count {
      let identity = ContentIdentity(
        group: corpus.group?[item] ?? 0, high: columns.keyHigh[item], low: columns.keyLow[item])
      if let leader = leaders[identity] {
        isLeader[item] = false
        if settings.methods.contains(.exact), item >= firstNew {
          pairs.append(DuplicatePair(Int32(leader), Int32(item), method: .exact, similarity: 1))
        }
      } else {
        leaders[identity] = item
      }
      let text = try corpus.text(item)
      text.withUnsafeBufferPointer { text in
        reader.plain.read(text)
        sets.append((Set(reader.plain.hashes), reader.readMasked(text) ? Set(reader.masked.hashes) : []))
      }
    }
    for second in 0..<corpus.count where isLeader[second] && second >= firstNew {
      if isCancelled() { throw CancellationError() }
      for first in 0..<second where isLeader[first] && corpus.group?[first] == corpus.group?[second] {
        append(Int32(first), Int32(second), sets[first], sets[second], to: &pairs)
      }
    }
    var findings = LexicalFindings()
    findings.pairs = pairs.sorted()
    for method in settings.methods where method != .embedding {
      findings.methods[method] = .init(pairs: pairs.count { $0.method == method })
    }
    return findings
  }

  private typealias Sets = (plain: Set<UInt64>, masked: Set<UInt64>)

  private func append(
    _ first: Int32, _ second: Int32, _ left: Sets, _ right: Sets, to pairs: inout [DuplicatePair]
  ) {
    func add(_ method: DuplicateMethod, _ similarity: Double) {
      guard settings.methods.contains(method), similarity >= settings.floor(method) else { return }
      pairs.append(DuplicatePair(first, second, method: method, similarity: Float(similarity)))
    }
    let shared = left.plain.intersection(right.plain).count
    let union = left.plain.count + right.plain.count - shared
    let shorter = min(left.plain.count, right.plain.count)
    let jaccard = union == 0 ? 0 : Double(shared) / Double(union)
    add(.minhash, jaccard)
    if shorter >= 4 { add(.containment, Double(shared) / Double(shorter)) }
    let maskedShared = left.masked.intersection(right.masked).count
    let maskedUnion = left.masked.count + right.masked.count - maskedShared
    let masked = maskedUnion == 0 ? 0 : Double(maskedShared) / Double(maskedUnion)
    if masked > jaccard { add(.masked, masked) }
  }

  private struct ContentIdentity: Hashable {
    var group: UInt32
    var high: UInt64
    var low: UInt64
  }
}
