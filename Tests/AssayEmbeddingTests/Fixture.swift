import AssayEmbedding
import AssayModel
import AssayStatistics
import Foundation

/// The models and reference vectors that `Fixtures/make_fixtures.py` has made with the Python libraries.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "Fixtures")

  static func texts() throws -> [String] { try json("texts.json") }
  static func reference(_ model: String) throws -> [[Float]] { try json("\(model)/reference.json") }

  static func json<Value: Decodable>(_ name: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }

  static func model(_ name: String, threads: Int = 2) throws -> StaticModel {
    try StaticModel(folder: folder.appendingPathComponent(name), threads: threads)
  }

  /// A folder that is removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// A copy of a fixture's files to damage.
  static func withCopy<Result>(of model: String, _ body: (URL) throws -> Result) throws -> Result {
    try withFolder { folder in
      let copy = folder.appendingPathComponent(model)
      try FileManager.default.copyItem(at: Fixture.folder.appendingPathComponent(model), to: copy)
      return try body(copy)
    }
  }
}

/// Rows of an embedding, for comparisons.
extension Embeddings {
  func row(_ index: Int) -> [Float] { Array(values[(index * dimensions)..<((index + 1) * dimensions)]) }

  init(_ rows: [[Float]]) { self.init(dimensions: rows.first?.count ?? 0, values: rows.flatMap { $0 }) }
}

func cosine(_ left: [Float], _ right: [Float]) -> Double {
  var product = 0.0
  var one = 0.0
  var other = 0.0
  for (a, b) in zip(left, right) {
    product += Double(a) * Double(b)
    one += Double(a) * Double(a)
    other += Double(b) * Double(b)
  }
  return one == 0 || other == 0 ? 0 : product / (one * other).squareRoot()
}

extension RepeatableGenerator {
  /// Roughly normal: the sum of four uniform numbers.
  mutating func normal() -> Float {
    (0..<4).reduce(0) { sum, _ in sum + Float.random(in: -1...1, using: &self) }
  }
}
