import AssayModel
import AssayParallel
import AssayText

/// Finds the pairs of a corpus that are near duplicates by the lexical methods.
///
/// 1. Items whose content keys are equal are copies of the first of them, the leader; only leaders go on. (Without
///    ``DuplicateMethod/exact`` the copies are pairs of ``DuplicateMethod/minhash`` with similarity 1.)
/// 2. Candidates: pairs that share a band of their MinHash sketches (``BandSearch``), plain and masked, with bands and
///    rows chosen for the floor of the threshold and the wanted recall; pairs of which one contains the other
///    (``ContainmentIndex``).
/// 3. Every candidate is compared by its exact sets of shingles, so that no pair is found that is none.
/// 4. Families with more than 64 members, of which not all pairs are looked at, get hubs (``FamilyHubs``).
/// 5. A sample of the items is compared with all others to measure what was missed (``RecallSample``).
///
/// Texts without words have only copies. The findings depend on the items, their order and the settings alone, not on
/// the number of threads.
public struct LexicalSearch: Sendable {
  private let settings: DuplicateSettings
  private let threads: Int

  /// - Parameters:
  ///   - settings: the methods, thresholds, recall; those of the corpus's fingerprinter.
  ///   - threads: one or more.
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
  ///   - isCancelled: asked now and then, on any thread.
  /// - Throws: `CancellationError`, ``LexicalProblem``, or what the corpus's texts throw.
  public func find(
    _ corpus: LexicalCorpus, firstNew: Int = 0, recallSample: Int = 300,
    progress: (LexicalProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> LexicalFindings {
    precondition(
      corpus.fingerprinter.serves(settings), "fingerprints made with the same settings")
    guard firstNew < corpus.count else { return LexicalFindings(settings.methods) }
    return try withoutActuallyEscaping(progress) { progress in
      let run = LexicalRun(
        settings: settings, corpus: corpus, firstNew: max(0, firstNew),
        parallel: Parallel(threads: threads, isCancelled: isCancelled), progress: progress)
      return try run.find(recallSample: recallSample)
    }
  }
}
