import AssayCalibration
import AssayGeneration
import AssayModel
import AssayStatistics
import AssayStore

/// Reads what people have decided on generated examples. Only decided examples are read, so it costs the same in a
/// workspace of millions.
public struct AcceptanceSource: Sendable {
  private let workspace: Workspace
  /// Examples that are read together.
  private static let part = 500

  public init(workspace: Workspace) { self.workspace = workspace }

  /// What became of each generated example on which people have decided, in the order of the examples, and on how many
  /// they differ.
  ///
  /// Probes and repeats are data for nobody and left out. Several people's word is what calibration takes it to be
  /// (``HumanTruths``): a ruling, else what all who decided agree on. Examples without a technique of ``Technique`` were
  /// not generated here and are passed over.
  public func outcomes() throws -> (outcomes: [GeneratedOutcome], disputed: Int) {
    let leftOut = try workspace.knownBad()
    let truths = HumanTruths(DecisionLog(try workspace.decisions())) { leftOut.contains($0) }
    var outcomes: [GeneratedOutcome] = []
    try read(truths.truths.map(\.example)) { place, example in
      Self.outcome(example, truths.truths[place]).map { outcomes.append($0) }
    }
    var disputed = 0
    try read(truths.conflicts) { _, example in
      if Self.technique(example) != nil { disputed += 1 }
    }
    return (outcomes, disputed)
  }

  /// - Parameters:
  ///   - techniques: to deal over; nil: those of the decided examples.
  ///   - variants: those that a run of a technique could take.
  public func table(
    techniques: [Technique]? = nil, variants: [Technique: [String]] = [:],
    floor: Double = ThompsonSampler.defaultFloor, seed: UInt64 = 1
  ) throws -> AcceptanceTable {
    let (outcomes, disputed) = try outcomes()
    return AcceptanceTable(
      outcomes, disputed: disputed, techniques: techniques, variants: variants, floor: floor, seed: seed)
  }

  private func read(_ ids: [ExampleID], _ body: (_ place: Int, Example) -> Void) throws {
    for start in stride(from: 0, to: ids.count, by: Self.part) {
      let part = Array(ids[start..<min(start + Self.part, ids.count)])
      var place = start
      for example in try workspace.examples(part) {
        while ids[place] != example.id { place += 1 }
        body(place, example)
      }
    }
  }

  private static func technique(_ example: Example) -> Technique? {
    example.provenance.technique.flatMap { Technique(rawValue: $0) }
  }

  private static func outcome(_ example: Example, _ truth: HumanTruth) -> GeneratedOutcome? {
    guard let technique = technique(example) else { return nil }
    // A relabel to the label that it has is none.
    let isRelabelled = truth.label.map { $0 != example.label } ?? false
    return GeneratedOutcome(
      technique: technique, phrasing: metadata(MetadataKey.phrasing, example).flatMap { Int($0) },
      seeds: example.provenance.seeds, label: example.label,
      variant: metadata(MetadataKey.variant, example),
      outcome: truth.verdict == .reject ? .rejected : isRelabelled ? .relabelled : .accepted)
  }

  /// A string as it is, a number as it is written.
  private static func metadata(_ name: String, _ example: Example) -> String? {
    example.metadata.first { $0.name == name }?.text
  }
}
