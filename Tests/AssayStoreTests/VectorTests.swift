import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct VectorTests {
  private let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private func hash(_ number: UInt64) -> TextHash { TextHash(high: number, low: ~number) }

  /// By position; nil: not there.
  private func read(_ hashes: [TextHash], model: String) throws -> [[Float]?] {
    var vectors = [[Float]?](repeating: nil, count: hashes.count)
    try workspace.forEachVector(model: model, hashes: hashes) { position, bytes in
      vectors[position] = stride(from: 0, to: bytes.count, by: 4).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Float.self)
      }
    }
    return vectors
  }

  @Test func vectorsAreKeptByModelAndText() throws {
    try workspace.write(
      Embeddings(dimensions: 2, values: [1, 0, -0.5, .leastNonzeroMagnitude]), hashes: [hash(1), hash(2)],
      model: "m")
    try workspace.write(Embeddings(dimensions: 3, values: [7, 8, 9]), hashes: [hash(2)], model: "n")
    #expect(
      try read([hash(2), hash(3), hash(1), hash(2)], model: "m")
        == [[-0.5, .leastNonzeroMagnitude], nil, [1, 0], [-0.5, .leastNonzeroMagnitude]])
    #expect(try read([hash(1), hash(2)], model: "n") == [nil, [7, 8, 9]])
    #expect(try read([hash(1)], model: "?") == [nil])
    #expect(try workspace.vectorDimensions(model: "n") == 3)
    #expect(try workspace.vectorDimensions(model: "?") == nil)
  }

  @Test func whatIsThereStays() throws {
    try workspace.write(Embeddings(dimensions: 1, values: [1]), hashes: [hash(1)], model: "m")
    try workspace.write(Embeddings(dimensions: 1, values: [2, 3]), hashes: [hash(1), hash(2)], model: "m")
    #expect(try read([hash(1), hash(2)], model: "m") == [[1], [3]])
  }

  @Test func anotherLengthIsRefused() throws {
    try workspace.write(Embeddings(dimensions: 2, values: [1, 0]), hashes: [hash(1)], model: "m")
    #expect(throws: EmbeddingProblem.dimensionsChanged(model: "m", expected: 2, found: 1)) {
      try workspace.write(Embeddings(dimensions: 1, values: [1]), hashes: [hash(2)], model: "m")
    }
    #expect(throws: EmbeddingProblem.countMismatch(model: "m", expected: 2, found: 1)) {
      try workspace.write(Embeddings(dimensions: 2, values: [1, 0]), hashes: [hash(2), hash(3)], model: "m")
    }
    #expect(try read([hash(2)], model: "m") == [nil])
  }
}
