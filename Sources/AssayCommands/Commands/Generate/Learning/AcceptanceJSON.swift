import AssayGeneration
import AssayModel
import AssayStatistics

/// What people accepted, for scripts. What is not known is null, never 0.
struct AcceptanceJSON: Encodable {
  let table: AcceptanceTable
  /// How many examples each technique gets; one that is not named gets none.
  let parts: [Technique: Int]

  private enum Key: String, CodingKey {
    case decided, disputed, floor, next, techniques, phrasings, variants, seeds, labels
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(table.decided, forKey: .decided)
    try object.encode(table.disputed, forKey: .disputed)
    try object.encode(table.floor, forKey: .floor)
    try object.encode(
      Dictionary(uniqueKeysWithValues: parts.map { ($0.key.rawValue, $0.value) }), forKey: .next)
    try object.encode(table.techniques.map(Arm.init), forKey: .techniques)
    try object.encode(table.phrasings.map(Arm.init), forKey: .phrasings)
    try object.encode(table.variants.map(Arm.init), forKey: .variants)
    try object.encode(table.seeds.map(Arm.init), forKey: .seeds)
    try object.encode(table.labels.map(Arm.init), forKey: .labels)
  }

  private struct Arm: Encodable {
    let arm: AcceptanceArm
    private enum Key: String, CodingKey {
      case name, technique, n, accepted, relabelled, rate, low, high, next
    }

    func encode(to encoder: any Encoder) throws {
      var object = encoder.container(keyedBy: Key.self)
      try object.encode(arm.name, forKey: .name)
      try object.encode(arm.technique.rawValue, forKey: .technique)
      try object.encode(arm.accepted.n, forKey: .n)
      try object.encode(arm.accepted.successes, forKey: .accepted)
      try object.encode(arm.relabelled, forKey: .relabelled)
      try object.encode(arm.accepted.value, forKey: .rate)
      try object.encode(arm.interval?.lower, forKey: .low)
      try object.encode(arm.interval?.upper, forKey: .high)
      try object.encode(arm.next, forKey: .next)
    }
  }
}
