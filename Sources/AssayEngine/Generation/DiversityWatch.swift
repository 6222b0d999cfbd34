import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Synchronization

/// Watches how varied a run's texts are against all that the workspace has.
///
/// A workspace of many examples is read beside the run; until that is done texts wait, the guard sees nothing and there
/// is nothing to differ from. So a batch begins as soon in a large workspace as in a small one.
final class DiversityWatch: @unchecked Sendable {
  // Until `isReady` the reading thread alone touches the tracker and the list to avoid, afterwards the run's.
  private let tracker = DiversityTracker()
  private var avoid = AvoidSample()
  private let isReady = Atomic<Bool>(false)
  private let isCancelled = Atomic<Bool>(false)
  private let done = DispatchSemaphore(value: 0)

  // The run's thread alone.
  private var guardian: CollapseGuard?
  private var backlog: [[String]] = []
  private var sinceReport = 0
  private(set) var rotations = 0
  private(set) var collapse: ModeCollapse?
  private(set) var last: DiversityReport?
  private(set) var cumulative: DiversityReport?

  /// Examples up to which they are read before anything else.
  private static let few = 20_000
  /// Texts after which the sampled measures are taken.
  private static let perReport = 200
  private static let firstReport = 40

  /// - Parameters:
  ///   - known: so many examples were there when the run began.
  ///   - guardian: nil: it only measures.
  init(
    workspace: Workspace, known: Int, without bad: Set<ExampleID>, guardian: CollapseGuard.Options?
  ) throws {
    self.guardian = guardian.map { CollapseGuard(options: $0) }
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

  private func remember(_ texts: ExampleTexts, _ known: Int, _ bad: Set<ExampleID>) throws {
    guard known > 0 else { return }
    for number in 1...known where !isCancelled.load(ordering: .relaxed) {
      let id = ExampleID(Int64(number))
      if bad.contains(id) { continue }
      let text = Self.text(try texts.fields(of: id))
      guard !text.isEmpty else { continue }
      avoid.add([text], tracker.remember([DiversitySample(text: text)]))
    }
  }

  /// What is compared of an example.
  static func text(_ fields: [TextField]) -> String { fields.map(\.text).joined(separator: "\n") }

  /// Ends the reading.
  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  // MARK: What comes

  /// Takes what a call gave, in its order, whether it was taken or not: copies are what a collapse is made of.
  func observe(_ texts: [String]) {
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
    if sinceReport >= (cumulative == nil ? Self.firstReport : Self.perReport) { report() }
  }

  /// Texts to differ from, those most like the given ones and the most frequent ones first.
  func different(_ count: Int, from shown: [String]) -> [String] {
    isReady.load(ordering: .acquiring) ? avoid.texts(count, like: shown) : []
  }

  /// The measures of what came since the last ones, and of all.
  private func report() {
    guard sinceReport > 0 else { return }
    last = tracker.closeBatch { Deflate.size(of: $0) }
    cumulative = tracker.cumulative { Deflate.size(of: $0) }
    sinceReport = 0
  }

  /// Waits for the reading and takes the last measures.
  func finish() {
    done.wait()
    done.signal()
    observe([])
    report()
  }
}
