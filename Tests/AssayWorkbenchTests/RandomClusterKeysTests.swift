import AssayModel
import AssayStatistics
import AssayWorkbench
import TerminalCore
import Testing

/// What settling, splitting and merging ought to do, in the plainest way: whole states on a stack. Where the cursor
/// stands is the screen's own affair; what a key then decides is the model's.
private struct Model {
  struct Known: Equatable {
    var verdicts: [ExampleID: Verdict] = [:]
    var constraints: [ClusterConstraint] = []
  }
  private(set) var known = Known()
  private(set) var marks: Set<ExampleID> = []
  private var source: ExampleID?
  private var past: [Known] = []
  private var future: [Known] = []

  mutating func press(_ command: CommandID, _ clusters: ClustersState, areMembersShown: Bool) {
    let cluster = clusters.current
    let member = clusters.currentMember?.example
    switch command {
    case .undo:
      guard let last = past.popLast() else { return }
      future.append(known)
      known = last
    case .redo:
      guard let next = future.popLast() else { return }
      past.append(known)
      known = next
    case .keepOne:
      guard let cluster, let member else { return }
      let members = cluster.members.map(\.example)
      let chosen = areMembersShown ? member : members[0]
      let kept = marks.isDisjoint(with: members) ? [chosen] : marks.intersection(members)
      marks.subtract(members)
      decide { known in
        for example in members { known.verdicts[example] = kept.contains(example) ? .accept : .reject }
      }
    case .accept, .reject:
      guard let member, areMembersShown else { return }
      past.append(known)
      future = []
      known.verdicts[member] = command == .accept ? .accept : .reject
    case .mark:
      guard let member, areMembersShown else { return }
      if marks.remove(member) == nil { marks.insert(member) }
    case .separate:
      guard let member, let cluster, areMembersShown else { return }
      let others = cluster.members.map(\.example).filter { $0 != member }
      decide { $0.constraints.append(.separate(member, from: others)) }
    case .merge:
      guard let cluster, let first = cluster.members.first?.example else { return }
      guard let waiting = source else {
        source = first
        return
      }
      source = nil
      if cluster.members.contains(where: { $0.example == waiting }) { return }
      decide { $0.constraints.append(.merge(first, with: waiting)) }
    default: break
    }
  }

  /// A source whose cluster is gone waits no longer.
  mutating func follow(_ clusters: ClustersState) {
    if let waiting = source, clusters.snapshot?.place(of: waiting) == nil { source = nil }
  }

  private mutating func decide(_ change: (inout Known) -> Void) {
    var next = known
    change(&next)
    guard next != known else { return }
    past.append(known)
    future = []
    known = next
  }
}

@Suite struct RandomClusterKeysTests {
  /// Random keys on the clusters of random pairs, against the model.
  @Test(arguments: 0..<300) func decisionsEqualTheModels(seed: Int) {
    var generator = RepeatableGenerator(seed: UInt64(seed) &+ 4_711)
    let count = Int.random(in: 2...12, using: &generator)
    let host = MemoryHost((0..<count).map { ("text number \($0 / 2)", nil) })
    for _ in 0..<count {
      let one = Int32.random(in: 1...Int32(count), using: &generator)
      let other = Int32.random(in: 1...Int32(count), using: &generator)
      if one != other { host.pair(one, other, Float.random(in: 0.6...1, using: &generator)) }
    }
    let columns = Bool.random(using: &generator) ? 120 : 80
    let person = Person(host, size: Size(rows: 30, columns: columns))
    person.press(.screenClusters)
    var model = Model()
    let commands: [CommandID] = [
      .keepOne, .keepOne, .accept, .reject, .mark, .mark, .separate, .merge, .undo, .undo, .redo, .down, .up,
      .first, .last, .nextPane, .members, .order, .thresholdUp, .thresholdFarDown, .nextUndecided,
    ]
    var pressed: [CommandID] = []
    for _ in 0..<50 {
      let command = commands.randomElement(using: &generator)!
      pressed.append(command)
      let areMembersShown = columns == 120 || person.state.clusters.pane == .members
      model.press(command, person.state.clusters, areMembersShown: areMembersShown)
      person.press(command)
      model.follow(person.state.clusters)
      let shown = (1...Int64(count)).map { person.verdict($0) }
      guard shown == (1...Int64(count)).map({ model.known.verdicts[ExampleID($0)] }),
        person.state.log.clusterConstraints == model.known.constraints,
        person.state.clusters.marks == model.marks
      else {
        Issue.record("after \(pressed.map(\.rawValue)): \(shown)")
        return
      }
      let clusters = person.state.clusters
      for position in clusters.listing.indices {
        let open = clusters.cluster(at: position)?.members.count {
          person.verdict($0.example.rawValue) == nil
        }
        #expect(clusters.openMembers(at: position) == open)
      }
    }
    #expect(DecisionLog(host.decisions).clusterConstraints == model.known.constraints)
  }
}
