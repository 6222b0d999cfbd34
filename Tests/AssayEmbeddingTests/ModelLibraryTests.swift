import AssayModel
import AssayText
import Foundation
import Testing

@testable import AssayEmbedding

@Suite struct ModelLibraryTests {
  /// The fixture as if a package carried it.
  private func known(_ name: String = "small") throws -> KnownModel {
    let files = try ["model.safetensors", "tokenizer.json"].map { file in
      let url = Fixture.folder.appendingPathComponent("bytepair/\(file)")
      let bytes = try Data(contentsOf: url)
      return KnownModel.File(
        path: "bytepair/\(file)", name: file, size: bytes.count,
        sha256: bytes.withUnsafeBytes { SHA256.digest($0) })
    }
    return KnownModel(
      name: name, package: "small", version: "1", files: files, licence: "MIT",
      use: .embedding(dimensions: 12), summary: "")
  }

  @Test func installsAndOpensAModel() throws {
    try Fixture.withFolder { folder in
      let model = try known()
      let library = ModelLibrary(folder: folder.appendingPathComponent("models"), known: [model])
      #expect(library.state(of: "small") == .missing)
      #expect(library.installed().isEmpty)
      #expect(try library.best() == nil)

      try library.install(model, from: Fixture.folder)
      #expect(library.state(of: "small") == .installed)
      #expect(try library.verify("small") == .installed)
      #expect(library.installed() == ["small"])
      #expect(try library.best()?.name == "small")
      #expect(try library.model(named: "small").dimensions == 12)

      // Again, over itself.
      try library.install(model, from: Fixture.folder)
      #expect(try library.verify("small") == .installed)
      #expect(try FileManager.default.contentsOfDirectory(atPath: library.folder.path) == ["small"])
    }
  }

  @Test func aFileWithAnotherChecksumIsNotInstalled() throws {
    try Fixture.withCopy(of: "bytepair") { copy in
      let model = try known()
      let library = ModelLibrary(folder: copy.appendingPathComponent("models"), known: [model])
      let weights = copy.appendingPathComponent("model.safetensors")
      var bytes = try Data(contentsOf: weights)
      bytes[500] ^= 1
      try bytes.write(to: weights)
      #expect { try library.install(model, from: copy.deletingLastPathComponent()) } throws: {
        guard case .unreadable(let file, let detail)? = $0 as? EmbeddingProblem else { return false }
        return file == weights.path && detail.contains(model.files[0].sha256)
      }
      #expect(library.state(of: "small") == .missing)
      #expect(try FileManager.default.contentsOfDirectory(atPath: library.folder.path).isEmpty)
    }
  }

  @Test func damageIsFoundBySizeAndByChecksum() throws {
    try Fixture.withFolder { folder in
      let model = try known()
      let library = ModelLibrary(folder: folder, known: [model])
      try library.install(model, from: Fixture.folder)
      let weights = library.folder(of: "small").appendingPathComponent("model.safetensors")
      var bytes = try Data(contentsOf: weights)
      bytes[500] ^= 1
      try bytes.write(to: weights)
      #expect(library.state(of: "small") == .installed)
      #expect(try library.verify("small") == .damaged(file: "model.safetensors"))
      try bytes.prefix(100).write(to: weights)
      #expect(library.state(of: "small") == .damaged(file: "model.safetensors"))
      #expect(library.installed().isEmpty)
      try FileManager.default.removeItem(at: weights)
      #expect(library.state(of: "small") == .damaged(file: "model.safetensors"))
    }
  }

  @Test func otherFoldersWithWeightsAreModelsToo() throws {
    try Fixture.withFolder { folder in
      let library = ModelLibrary(folder: folder, known: [try known("zz")])
      for name in ["wordpiece", "unigram"] {
        try FileManager.default.copyItem(
          at: Fixture.folder.appendingPathComponent(name), to: library.folder(of: name))
      }
      try FileManager.default.createDirectory(
        at: library.folder(of: "empty"), withIntermediateDirectories: true)
      #expect(library.installed() == ["unigram", "wordpiece"])
      #expect(try library.verify("wordpiece") == .installed)
      #expect(try library.best()?.name == "unigram")
      try library.install(known("zz"), from: Fixture.folder)
      #expect(library.installed() == ["zz", "unigram", "wordpiece"])
    }
  }

  /// The values of FIPS 180-4's examples, and of lengths around the block's.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func checksumsAreThoseOfTheStandard(_ text: String, _ digest: String) {
    #expect(Array(text.utf8).withUnsafeBytes { SHA256.digest($0) } == digest)
  }

  @Test func aMillionLettersHaveTheStandardsChecksum() {
    let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(
      bytes.withUnsafeBytes { SHA256.digest($0) }
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func knownModelsAreWhole() {
    for model in KnownModels.all {
      #expect(KnownModels.named(model.name) == model)
      #expect((model.dimensions == nil) != (model.family == nil))
      if model.family != nil {
        #expect(model.files.map(\.name) == ["model.gguf"])
      } else {
        #expect(model.files.map(\.name).contains("tokenizer.json"))
        #expect((model.dimensions ?? 0) > 0)
      }
      #expect(model.files.allSatisfy { $0.sha256.count == 64 && $0.size > 0 })
      #expect(!model.licence.isEmpty)
    }
  }

  @Test func aChatModelIsNoEmbeddingModel() throws {
    try Fixture.withFolder { folder in
      let weights = Array("GGUF".utf8)
      let file = KnownModel.File(
        path: "x/y.gguf", name: "model.gguf", size: 4, sha256: weights.withUnsafeBytes(SHA256.digest))
      let chat = KnownModel(
        name: "chat", package: "p", version: "1", files: [file], licence: "MIT", use: .chat(family: "f"),
        summary: "")
      let library = ModelLibrary(folder: folder, known: [chat])
      try FileManager.default.createDirectory(
        at: library.folder(of: "chat"), withIntermediateDirectories: true)
      try Data(weights).write(to: library.folder(of: "chat").appendingPathComponent("model.gguf"))
      #expect(try library.verify("chat") == .installed)
      #expect(library.installed().isEmpty)
      let best = try library.best()
      #expect(best == nil)
    }
  }
}
