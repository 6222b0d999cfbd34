import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Synchronization

/// Watches how varied a run's texts are against all that the workspace has.
///
/// A workspace of many examples is read beside the run; until that is done texts wait, the guard sees nothing and there
/// is nothing to differ from. A run that ends sooner is measured against what was read by then. So a batch begins and
/// ends as soon in a large workspace as in a small one.
final class DiversityWatch: @unchecked Sendable {
  // Until `isReady` the reading thread alone touches the tracker and the list to avoid, afterwards the run's.
  private let tracker = DiversityTracker()
  private var avoid = AvoidSample()
  private let isReady = Atomic<Bool>(false)
  private let isCancelled = Atomic<Bool>(false)
  private let done = DispatchSemaphore(value: 0)

  /// Whether it does nothing.
  private let isOff: Bool
  private let opening: ModelOpening

  // The run's thread alone.
  private var hasModel = false
  private var guardian: CollapseGuard?
  private var backlog: [[String]] = []
  private var sinceReport = 0
  /// The sampled measures take as long for two texts as for two thousand, so a fast run has them less often.
  private var nextReport = ContinuousClock.now
  private(set) var rotations = 0
  private(set) var collapse: ModeCollapse?
  private(set) var last: DiversityReport?
  private(set) var cumulative: DiversityReport?

  /// Examples up to which they are read before anything else: a tenth of a second.
  private static let few = 2_000
  /// Examples that new ones are compared with, about 1 KB each. Exact copies of older ones are found in the database.
  private static let remembered = 100_000
  /// The newest of them are the first to differ from.
  private static let newestKept = 64
  /// Texts after which the sampled measures are taken.
  private static let perReport = 200
  private static let firstReport = 40
  /// The share of a run's time that they take at most.
  private static let reportShare = 0.02

  /// - Parameters:
  ///   - known: so many examples were there when the run began.
  ///   - guardian: nil: it only measures.
  ///   - model: opens the model on whose embeddings the Vendi score is taken; nil: it is taken on n-grams.
  ///   - isOff: does nothing.
  init(
    workspace: Workspace, known: Int, without bad: Set<ExampleID>, guardian: CollapseGuard.Options?,
    model: (@Sendable () -> MeasuringModel)? = nil, isOff: Bool = false
  ) throws {
    self.guardian = guardian.map { CollapseGuard(options: $0) }
    self.isOff = isOff
    opening = ModelOpening(isOff ? nil : model)
    if isOff {
      done.signal()
      return
    }
    let texts = try workspace.texts()
    guard known > Self.few else {
      try remember(texts, known, bad)
      isReady.store(true, ordering: .releasing)
      done.signal()
      return
    }
    struct Reader: @unchecked Sendable { let texts: ExampleTexts }
    let reader = Reader(texts: texts)
    let thread = Thread { [self] in
      Self.stepBack()
      // What cannot be read is missing from the comparison; the run itself meets the same database and says so.
      try? remember(reader.texts, known, bad)
      isReady.store(true, ordering: .releasing)
      done.signal()
    }
    thread.name = "assay diversity"
    // JSON may be nested.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// The run goes first where there are fewer processors than work.
  private static func stepBack() {
    #if os(Linux)
      // Of the calling thread only: Linux keeps priorities by thread (setpriority(2)).
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
    #endif
  }

  private func remember(_ texts: ExampleTexts, _ known: Int, _ bad: Set<ExampleID>) throws {
    guard known > 0 else { return }
    var newest: [(text: String, arrivals: [ClusterArrival])] = []
    // What came last counts as the latest, also where the reading ends early.
    defer { for item in newest.reversed() { avoid.add([item.text], item.arrivals) } }
    // The newest first: what came last is what a run is most likely to repeat.
    for number in (max(1, known - Self.remembered + 1)...known).reversed() {
      if isCancelled.load(ordering: .relaxed) { return }
      let id = ExampleID(Int64(number))
      if bad.contains(id) { continue }
      let text = Self.text(try texts.fields(of: id))
      guard !text.isEmpty else { continue }
      let arrivals = tracker.remember([DiversitySample(text: text)])
      if newest.count < Self.newestKept {
        newest.append((text, arrivals))
      } else {
        avoid.add([text], arrivals)
      }
    }
  }

  /// What is compared of an example.
  static func text(_ fields: [TextField]) -> String { fields.map(\.text).joined(separator: "\n") }

  /// Ends without measures. What it has begun beside the run has ended then: a thread that is left behind would work on
  /// while the program leaves.
  func cancel() {
    isCancelled.store(true, ordering: .relaxed)
    done.wait()
    done.signal()
    _ = opening.wait()
  }

  // MARK: What comes

  /// Takes what a call gave, in its order, whether it was taken or not: copies are what a collapse is made of.
  func observe(_ texts: [String]) {
    if isOff { return }
    if !texts.isEmpty { backlog.append(texts) }
    guard isReady.load(ordering: .acquiring) else { return }
    for texts in backlog { place(texts) }
    backlog.removeAll()
  }

  private func place(_ texts: [String]) {
    let arrivals = tracker.add(texts.map { DiversitySample(text: $0) })
    avoid.add(texts, arrivals)
    sinceReport += texts.count
    switch guardian?.observe(arrivals) {
    case .rotate: rotations += 1
    case .stop(let found): collapse = collapse ?? found
    case .goOn, nil: break
    }
    let enough = cumulative == nil ? Self.firstReport : Self.perReport
    if sinceReport >= enough, ContinuousClock.now >= nextReport, takesModel(waits: false) { report() }
  }

  /// Texts to differ from, those most like the given ones and the most frequent ones first.
  func different(_ count: Int, from shown: [String]) -> [String] {
    isReady.load(ordering: .acquiring) ? avoid.texts(count, like: shown) : []
  }

  /// Whether the model is there: all reports of a run are taken on the same, so the first ones wait for it.
  private func takesModel(waits: Bool) -> Bool {
    if hasModel { return true }
    guard let model = waits ? opening.wait() : opening.model else { return false }
    tracker.measure(on: model)
    hasModel = true
    return true
  }

  /// The measures of what came since the last ones, and of all.
  private func report() {
    guard sinceReport > 0 else { return }
    let start = ContinuousClock.now
    last = tracker.closeBatch { Deflate.size(of: $0) }
    cumulative = tracker.cumulative { Deflate.size(of: $0) }
    sinceReport = 0
    let end = ContinuousClock.now
    nextReport = end + (end - start) / Self.reportShare
  }

  /// Ends the reading and takes the last measures.
  func finish() {
    cancel()
    guard !isOff, takesModel(waits: true) else { return }
    observe([])
    report()
  }
}
