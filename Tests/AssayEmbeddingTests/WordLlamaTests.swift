import AssayEmbedding
import AssayModel
import Foundation
import Testing

/// The real model, where it is: in the folder that `ASSAY_MODELS` names, or where the program keeps models.
private enum RealModel {
  static let name = "wordllama-l2-supercat-256"

  static let library: ModelLibrary? = {
    let environment = ProcessInfo.processInfo.environment
    let data = environment["XDG_DATA_HOME"] ?? (environment["HOME"] ?? "") + "/.local/share"
    return [environment["ASSAY_MODELS"], data + "/assay/models"].compactMap(\.self)
      .map { ModelLibrary(folder: URL(fileURLWithPath: $0)) }
      .first { $0.state(of: name) == .installed }
  }()
}

@Suite(.enabled(if: RealModel.library != nil, "the model wordllama-l2-supercat-256 is not installed"))
struct WordLlamaTests {
  private struct Reference: Decodable { var firstNumbers: [[Float]] }

  @Test func filesAreThePublishedOnes() throws {
    #expect(try RealModel.library?.verify(RealModel.name) == .installed)
  }

  @Test func vectorsAreThoseOfThePythonPackage() throws {
    let model = try #require(try RealModel.library?.model(named: RealModel.name))
    let texts = try Fixture.texts()
    let reference: Reference = try Fixture.json("wordllama.json")
    let found = try model.embed(texts)
    #expect(found.dimensions == 256)
    for (index, expected) in reference.firstNumbers.enumerated() {
      let distance = zip(found.row(index), expected).map { abs($0 - $1) }.max() ?? 0
      #expect(distance < 2e-6, "\(texts[index].debugDescription)")
    }
  }

  @Test func theSameMeaningIsNearerThanTheSameSubject() throws {
    let model = try #require(try RealModel.library?.best())
    let vectors = try model.embed([
      "I was charged twice for my order", "I was billed two times for my purchase", "Cancel my order, please",
    ])
    #expect(cosine(vectors.row(0), vectors.row(1)) > cosine(vectors.row(0), vectors.row(2)) + 0.1)
  }
}
