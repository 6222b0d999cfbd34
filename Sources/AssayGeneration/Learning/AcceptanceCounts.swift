import AssayModel
import AssayStatistics

/// Outcomes counted by technique and what is within it.
struct AcceptanceCounts {
  struct Place: Hashable {
    var technique: Technique
    var name: String
  }

  private var techniques: [Technique: AcceptanceArm] = [:]
  private var wordings: [Place: AcceptanceArm] = [:]
  private(set) var variants: [Place: AcceptanceArm] = [:]
  private(set) var seeds: [Place: AcceptanceArm] = [:]
  private(set) var labels: [Place: AcceptanceArm] = [:]

  init(_ outcomes: [GeneratedOutcome]) {
    for outcome in outcomes {
      let technique = outcome.technique
      techniques[technique, default: AcceptanceArm(name: technique.rawValue, technique: technique)]
        .count(outcome)
      if let phrasing = outcome.phrasing { Self.count(outcome, "\(phrasing + 1)", &wordings) }
      if let variant = outcome.variant { Self.count(outcome, variant, &variants) }
      for seed in Set(outcome.seeds) { Self.count(outcome, seed, &seeds) }
      if let label = outcome.label { Self.count(outcome, label, &labels) }
    }
  }

  private static func count(_ outcome: GeneratedOutcome, _ name: String, _ arms: inout [Place: AcceptanceArm])
  {
    let place = Place(technique: outcome.technique, name: name)
    arms[place, default: AcceptanceArm(name: name, technique: outcome.technique)].count(outcome)
  }

  func technique(_ technique: Technique) -> AcceptanceArm {
    techniques[technique] ?? AcceptanceArm(name: technique.rawValue, technique: technique)
  }

  /// All wordings that the technique has; one that it had in another version is of no use.
  func phrasings(_ technique: Technique) -> [AcceptanceArm] {
    (1...Phrasing.count(of: technique)).map { number in
      let place = Place(technique: technique, name: "\(number)")
      return wordings[place] ?? AcceptanceArm(name: place.name, technique: technique)
    }
  }

  func variant(_ name: String, _ technique: Technique) -> AcceptanceArm {
    variants[Place(technique: technique, name: name)] ?? AcceptanceArm(name: name, technique: technique)
  }

  /// In alphabetical order.
  func all(_ technique: Technique, _ arms: KeyPath<AcceptanceCounts, [Place: AcceptanceArm]>)
    -> [AcceptanceArm]
  {
    self[keyPath: arms].filter { $0.key.technique == technique }.map(\.value).sorted { $0.name < $1.name }
  }

  func names(
    of technique: Technique, _ arms: KeyPath<AcceptanceCounts, [Place: AcceptanceArm]>
  ) -> [String] {
    all(technique, arms).map(\.name)
  }
}
