/// Where examples come from: so many of each origin. Known-bad probes and repeats are none of them.
public struct ExampleOrigins: Hashable, Sendable, Codable {
  /// The technique of hand-made examples that were given as seeds.
  public static let seedTechnique = "seed"

  /// Made by `assay generate` or `assay augment` here.
  public var generated: Int
  /// Given by people as seeds: with the technique ``seedTechnique``.
  public var seeds: Int
  /// Everything else that was imported.
  public var imported: Int
  public init(generated: Int = 0, seeds: Int = 0, imported: Int = 0) {
    self.generated = generated
    self.seeds = seeds
    self.imported = imported
  }

  /// Each example counted once.
  public var all: Int { generated + seeds + imported }
}
