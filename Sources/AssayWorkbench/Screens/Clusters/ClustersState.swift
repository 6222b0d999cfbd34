import AssayModel

/// The clusters screen: all families of near duplicates, and the members of the one under the cursor.
public struct ClustersState: Sendable {
  public enum Pane: Int, Sendable { case list, members }

  public var pane = Pane.list
  public var isZoomed = false
  public internal(set) var order = ClusterOrder.largest
  public internal(set) var filter = ClusterFilter()
  /// nil: not read yet.
  public private(set) var snapshot: ClusterSnapshot?
  /// Places in the snapshot of the clusters that are listed. Decisions do not change it, so that nothing moves
  /// under the cursor; a new order, filter or threshold does.
  public private(set) var listing: [Int32] = []
  /// Undecided members of each cluster of the snapshot.
  private var open: [Int32] = []
  /// Clusters that have any.
  public private(set) var openCount = 0
  /// Whether the reviewer has given the example with this number less one a verdict.
  private var decided: [Bool] = []

  /// Position in the listing.
  public internal(set) var cursor = 0
  public internal(set) var top = 0
  public internal(set) var memberCursor = 0
  /// The first member in sight.
  public internal(set) var memberTop = 0
  /// Members to keep when the cluster is settled.
  public internal(set) var marks: Set<ExampleID> = []
  /// A member of the cluster that waits for another to be merged with.
  public internal(set) var mergeSource: ExampleID?

  public internal(set) var pairs: PairFacts?
  /// Where the person has moved thresholds.
  public internal(set) var thresholds: [DuplicateMethod: Double] = [:]
  /// Whose threshold the keys move, if it has pairs.
  public internal(set) var chosenMethod: DuplicateMethod?
  public internal(set) var requestNumber = 0
  /// Clusters have been asked for and are not here yet.
  public internal(set) var isForming = false
  /// Another process has changed them since they were read.
  public internal(set) var isStale = false

  public init() {}

  // MARK: What is there

  /// The cluster under the cursor.
  public var current: Cluster? { cluster(at: cursor) }

  /// The cluster at a position of the list.
  public func cluster(at position: Int) -> Cluster? {
    guard let snapshot, listing.indices.contains(position) else { return nil }
    return snapshot.clusters[Int(listing[position])]
  }

  /// Undecided members of the cluster at a position of the list.
  public func openMembers(at position: Int) -> Int {
    listing.indices.contains(position) ? Int(open[Int(listing[position])]) : 0
  }

  public func isDecided(_ example: ExampleID) -> Bool {
    let index = Int(example.rawValue) - 1
    return decided.indices.contains(index) && decided[index]
  }

  /// The member under the cursor.
  public var currentMember: Cluster.Member? {
    guard let members = current?.members, members.indices.contains(memberCursor) else { return nil }
    return members[memberCursor]
  }

  /// The marked members of the cluster under the cursor.
  var markedHere: [ExampleID] { marks.filter { isMember($0, at: cursor) } }

  /// Whether an example is in the cluster at a position of the list.
  func isMember(_ example: ExampleID, at position: Int) -> Bool {
    listing.indices.contains(position) && snapshot?.place(of: example) == Int(listing[position])
  }

  /// Whose threshold the keys move.
  public var method: DuplicateMethod? {
    guard let pairs else { return nil }
    if let chosenMethod, pairs.histogram(chosenMethod) != nil { return chosenMethod }
    return pairs.histograms.first?.method
  }

  /// Where the threshold of a method stands.
  public func threshold(_ method: DuplicateMethod) -> Double {
    thresholds[method] ?? pairs?.configuredThreshold(method) ?? method.defaultThreshold
  }

  // MARK: What changes it

  /// Takes new clusters in. The cursor stays on the cluster that holds the representative, or else another
  /// member, of the one that it was on.
  mutating func take(_ answer: ClusterAnswer, log: DecisionLog, reviewer: String) {
    let before = current
    let member = currentMember?.example
    if snapshot == nil { for example in log.examples { note(example, log, reviewer) } }
    pairs = answer.pairs
    snapshot = answer.snapshot
    open = answer.snapshot.clusters.map { cluster in
      Int32(truncatingIfNeeded: cluster.members.count { !isDecided($0.example) })
    }
    openCount = open.count { $0 > 0 }
    if let source = mergeSource, answer.snapshot.place(of: source) == nil { mergeSource = nil }
    list(keeping: before)
    if let member, let place = current?.members.firstIndex(where: { $0.example == member }) {
      memberCursor = place
    }
  }

  /// Lists the clusters anew, with the cursor on the one that holds a member of `cluster`.
  mutating func list(keeping cluster: Cluster?) {
    guard let snapshot else { return }
    listing = snapshot.listing(order, filter, open: open)
    let position = cluster.flatMap(self.position(of:))
    let isSame = position != nil && position == cursor
    cursor = position ?? min(cursor, max(0, listing.count - 1))
    if !isSame || current?.members.first != cluster?.members.first {
      memberCursor = 0
      memberTop = 0
    }
    memberCursor = min(memberCursor, max(0, (current?.members.count ?? 1) - 1))
  }

  /// Where the cluster that holds a member of this one is listed. The first members are the likeliest; looking for
  /// all 10,000 of one would take too long.
  private func position(of cluster: Cluster) -> Int? {
    for member in cluster.members.prefix(100) {
      if let position = position(of: member.example) { return position }
    }
    return nil
  }

  private func position(ofPlace place: Int) -> Int? {
    listing.firstIndex(of: Int32(truncatingIfNeeded: place))
  }

  /// Where the cluster of an example is listed.
  func position(of example: ExampleID) -> Int? {
    snapshot?.place(of: example).flatMap { position(ofPlace: $0) }
  }

  /// A decision may have changed the verdict on an example.
  mutating func note(_ example: ExampleID, _ log: DecisionLog, _ reviewer: String) {
    let index = Int(example.rawValue) - 1
    guard index >= 0 else { return }
    let isNow = log.opinion(of: reviewer, on: example)?.verdict != nil
    guard isNow != (index < decided.count && decided[index]) else { return }
    if index >= decided.count {
      decided.append(contentsOf: repeatElement(false, count: index + 1 - decided.count))
    }
    decided[index] = isNow
    guard let place = snapshot?.place(of: example) else { return }
    let before = open[place]
    open[place] += isNow ? -1 : 1
    if before == 0 { openCount += 1 } else if open[place] == 0 { openCount -= 1 }
  }

  /// The next cluster after the cursor, past the end from the first, that has undecided members.
  func nextOpen() -> Int? {
    let after = listing.indices.dropFirst(cursor + 1).first { openMembers(at: $0) > 0 }
    return after ?? listing.indices.prefix(cursor).first { openMembers(at: $0) > 0 }
  }

  /// The next undecided member of the cluster after the member cursor, past the end from the first.
  func nextOpenMember() -> Int? {
    guard let members = current?.members, openMembers(at: cursor) > 0 else { return nil }
    let after = members.indices.dropFirst(memberCursor + 1).first { !isDecided(members[$0].example) }
    return after ?? members.indices.prefix(memberCursor + 1).first { !isDecided(members[$0].example) }
  }
}
