/// The number of an example inside its workspace: 1, 2, 3 … in the order of import. Examples are
/// never deleted, so the numbers have no gaps.
public struct ExampleID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: ExampleID, right: ExampleID) -> Bool { left.rawValue < right.rawValue }
}

/// One named text of an example ("instruction", "output", "text" …).
public struct TextField: Hashable, Sendable, Codable {
  public var name: String
  public var text: String
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Where an example comes from.
public struct Provenance: Hashable, Sendable, Codable {
  public var technique: String?
  public var model: String?
  public var promptVersion: String?
  /// The key of the example that this one was made from.
  public var parent: String?
  public var seeds: [String]
  public init(
    technique: String? = nil, model: String? = nil, promptVersion: String? = nil,
    parent: String? = nil, seeds: [String] = []
  ) {
    self.technique = technique
    self.model = model
    self.promptVersion = promptVersion
    self.parent = parent
    self.seeds = seeds
  }
}

/// The shape that a row had when it came in, and has when it goes out.
public enum RowShape: String, Hashable, Sendable, Codable, CaseIterable {
  case plain, alpaca, chat, sharegpt
  case promptCompletion = "prompt-completion"
  case mapped
}

/// One generated (or real) example with its texts. Immutable: an edit is a decision.
public struct Example: Hashable, Sendable {
  public var id: ExampleID
  /// The stable name: the id that the row came with, else the hash of its content.
  public var key: String
  public var batch: BatchID
  public var fields: [TextField]
  public var label: String?
  public var difficulty: String?
  public var provenance: Provenance
  /// Fields that Assay does not know, as JSON text by name, in the order of the row.
  public var metadata: [TextField]
  public init(
    id: ExampleID, key: String, batch: BatchID, fields: [TextField], label: String? = nil,
    difficulty: String? = nil, provenance: Provenance = Provenance(), metadata: [TextField] = []
  ) {
    self.id = id
    self.key = key
    self.batch = batch
    self.fields = fields
    self.label = label
    self.difficulty = difficulty
    self.provenance = provenance
    self.metadata = metadata
  }
}

/// Numbers batches in the order in which they came.
public struct BatchID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
  public var rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public init(_ value: Int64) { rawValue = value }
  public static func < (left: BatchID, right: BatchID) -> Bool { left.rawValue < right.rawValue }
}

/// One import, or one group of generation calls.
public struct Batch: Hashable, Sendable {
  public var id: BatchID
  public var name: String
  public var technique: String?
  public var count: Int

  /// The technique, unless the name says it already.
  public var shownTechnique: String? { technique.flatMap { name.contains($0) ? nil : $0 } }

  public init(id: BatchID, name: String, technique: String?, count: Int) {
    self.id = id
    self.name = name
    self.technique = technique
    self.count = count
  }
}
