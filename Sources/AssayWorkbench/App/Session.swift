import AssayModel
import Foundation

/// What is remembered of a reviewer's last visit, as JSON in the workspace.
public struct Session: Codable, Equatable, Sendable {
  public var example: Int64?
  public var pane: ReviewState.Pane?
  public var shares: [Double]?
  public var filter: [String]?
  public var order: String?
  public var isBlind: Bool?
  public var reveals: Bool?
  public var judge: Int64?
  /// The marked examples in the order of their numbers; nil: none.
  public var marks: [Int64]?
  public var theme: String?
  public var history: [String]?
  /// Where the person has moved thresholds, by the methods' names.
  public var thresholds: [String: Double]?
  public var clusterOrder: ClusterOrder?

  /// More marks than these are not remembered: nobody has set them one by one.
  private static let mostMarks = 100_000

  /// What the state has that is worth remembering. "found" and "cell:" end with the visit.
  public init(_ state: AppState) {
    example = (state.review.detour.map(\.example) ?? state.review.current)?.rawValue
    pane = state.review.pane
    shares = state.review.shares
    // A look at a cluster is a detour: the list is what it was before.
    filter = (state.review.detour?.filter ?? state.review.filter).terms.filter { term in
      if case .chosen = term { false } else { term != .found }
    }.map(\.text)
    order = state.review.order.text
    isBlind = state.review.isBlind
    reveals = state.review.reveals
    judge = state.review.judge?.rawValue
    let marked = state.review.marks.map(\.rawValue).sorted()
    marks = marked.isEmpty || marked.count > Self.mostMarks ? nil : marked
    theme = state.appearance.theme
    history = Array(state.commandHistory.suffix(50))
    let moved = state.clusters.thresholds
    thresholds =
      moved.isEmpty
      ? nil : Dictionary(moved.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
    clusterOrder = state.clusters.order == .largest ? nil : state.clusters.order
  }

  /// Reads what an earlier visit has left; nil when it cannot be understood.
  public init?(json: String) {
    guard let session = try? JSONDecoder().decode(Session.self, from: Data(json.utf8)) else { return nil }
    self = session
  }

  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Puts the state where it was; what no longer fits is left out. Returns the effects that follow.
  public func restore(_ state: inout AppState) -> [Effect] {
    if let pane { state.review.pane = pane }
    if let shares, shares.count == 3, shares.allSatisfy({ $0 > 0.02 && $0 < 1 }) {
      state.review.shares = shares
    }
    if let isBlind { state.review.isBlind = isBlind }
    if let reveals { state.review.reveals = reveals }
    if let judge, state.workspace.judges.contains(where: { $0.id.rawValue == judge }) {
      state.review.judge = JudgeID(judge)
    }
    let known = 1...Int64(max(1, state.workspace.count))
    state.review.marks = Set((marks ?? []).filter(known.contains).map { ExampleID($0) })
    state.commandHistory = history ?? []
    for (name, threshold) in thresholds ?? [:] where threshold > 0 && threshold <= 1 {
      if let method = DuplicateMethod(rawValue: name) { state.clusters.thresholds[method] = threshold }
    }
    state.clusters.order = clusterOrder ?? .largest
    state.review.filter = ExampleFilter((filter ?? []).compactMap { ExampleFilter.Term(parsing: $0) })
    state.review.order = order.flatMap(ExampleOrder.init(parsing:)) ?? .imported
    let place = example.map { ExampleID($0) }
    if state.review.filter.isEmpty, state.review.order == .imported {
      if let place, let position = state.review.listing.position(of: place) {
        moveCursor(to: position, &state)
      }
      return []
    }
    state.review.anchor = place
    state.review.requestNumber += 1
    state.review.isListing = true
    return [
      .list(
        ListingRequest(
          filter: state.review.filter, order: state.review.order, number: state.review.requestNumber))
    ]
  }
}
