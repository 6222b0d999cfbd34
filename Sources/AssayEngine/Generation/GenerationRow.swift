import AssayDuplicates
import AssayFormats
import AssayGeneration
import AssayModel
import AssayStore
import AssayText

/// A generated example as a row of the workspace: what `docs/schema.md` says of rows holds for it, so that an export
/// carries where it comes from.
struct GenerationRow {
  let row: ImportRow
  let contentHash: String
  let bands: [UInt8]

  /// - Parameters:
  ///   - key: of the new example.
  ///   - maker: of fingerprints, with the fields that are compared.
  init(
    _ example: GeneratedExample, key: String, batch: String, maker: LexicalFingerprintMaker,
    compared: ComparedFields
  ) {
    let fields = Self.plain(example.fields)
    let body = Self.body(example, fields)
    let (shape, mapping) = Self.shape(body, fields)
    row = ImportRow(
      key: key, shape: shape, body: body, mapping: mapping, fields: fields, label: example.label,
      difficulty: example.difficulty, batch: batch, provenance: example.provenance)
    contentHash = Self.contentHash(fields)
    bands = maker.bytes(of: compared.bytes(of: fields))
  }

  /// As an import would give it.
  static func contentHash(_ fields: [TextField]) -> String {
    ContentHash(fields: plain(fields).map { (name: $0.name, text: $0.text) }).hex
  }

  // MARK: Names

  private static let reserved: Set<String> = [
    "id", "batch", "label", "category", "intent", "difficulty", "technique", "model", "prompt_version",
    "parent", "seeds", "judgements", "decisions", "truth", "cluster",
  ]

  /// With names that no other member of a row has, and that a path can lead to.
  private static func plain(_ fields: [TextField]) -> [TextField] {
    var taken: Set<String> = []
    return fields.enumerated().map { place, field in
      var name = field.name.replacing(".", with: "_")
      if name.isEmpty { name = "text" }
      if reserved.contains(name) { name = "its_" + name }
      if !taken.insert(name).inserted {
        name += " \(place + 1)"
        taken.insert(name)
      }
      return TextField(name: name, text: field.text)
    }
  }

  private static func body(_ example: GeneratedExample, _ fields: [TextField]) -> String {
    var members = fields.map { (name: $0.name, value: JSONText.string($0.text)) }
    let origin = example.provenance
    let said: [(String, String?)] = [
      ("label", example.label), ("difficulty", example.difficulty), ("technique", origin.technique),
      ("model", origin.model), ("prompt_version", origin.promptVersion), ("parent", origin.parent),
    ]
    members += said.compactMap { name, text in text.map { (name, JSONText.string($0)) } }
    if !origin.seeds.isEmpty {
      members.append(("seeds", JSONText.array(origin.seeds.map(JSONText.string))))
    }
    let taken = Set(members.map(\.name)).union(reserved)
    for (name, text) in example.metadata.sorted(by: { $0.key < $1.key }) {
      members.append((taken.contains(name) ? "its_" + name : name, JSONText.string(text)))
    }
    return JSONText.object(members)
  }

  /// How the texts are found again: by the names that rows have mostly, else by a mapping.
  private static func shape(_ body: String, _ fields: [TextField]) -> (RowShape, FieldMapping) {
    if RowReader.bodyReader(body, .plain, FieldMapping()).fields == fields {
      switch fields.map(\.name).first {
      case "instruction" where fields.count > 1: return (.alpaca, FieldMapping())
      case "prompt" where fields.count > 1, "question" where fields.count > 1:
        return (.promptCompletion, FieldMapping())
      default: return (.plain, FieldMapping())
      }
    }
    let entries = fields.map { FieldMapping.Entry(field: $0.name, path: $0.name) }
    return (.mapped, FieldMapping(entries: entries))
  }
}

/// Makes rows of candidates.
struct RowMaker {
  private let compared: ComparedFields
  private let maker: LexicalFingerprintMaker
  private let run: RunID
  private let batch: String

  init(_ options: GenerationRun.Options, run: RunID, batch: String) {
    let settings = FingerprintSettings(options.task.duplicates)
    compared = settings.fields
    maker = LexicalFingerprintMaker(settings.fingerprinter)
    self.run = run
    self.batch = batch
  }

  /// - Parameters:
  ///   - call: its number.
  ///   - place: of the candidate in it, from 0.
  func row(_ example: GeneratedExample, call: Int, place: Int) -> GenerationRow {
    GenerationRow(
      example, key: GeneratedKey(run: run, call: call, place: place + 1).text, batch: batch, maker: maker,
      compared: compared)
  }
}
