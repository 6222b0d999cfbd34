import AssayEmbedding
import AssayProviders
import Foundation
import Testing

@testable import AssayCommands

@Suite struct ServingTests {
  // MARK: Models

  @Test func aFileIsServedByItsNameWithWhatItSaysOfItself() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("Big-7B.gguf", Data(GGUFHeaderTests.model))
    let library = ModelLibrary(folder: temporary.url("models"))
    let model = try ServedModel.local(temporary.url("Big-7B.gguf").path, in: library)
    #expect(model.name == "Big-7B")
    #expect(model.family == "smollm2")
    #expect(model.licence == "Apache-2.0")
    #expect(model.contextLength == 8192)
    #expect(!model.isSmall)
    // In a folder of the library it goes by the folder's name.
    try temporary.write("models/mine/x.gguf", Data(GGUFHeaderTests.model))
    #expect(try ServedModel.local("mine", in: library).name == "mine")
  }

  @Test func whatCannotBeServedSaysWhatToDo() throws {
    let temporary = try TemporaryFolder()
    let library = ModelLibrary(folder: temporary.url("models"))
    try temporary.write("text.gguf", "no model")
    let small = KnownModels.chat[0].name
    try temporary.write("models/\(small)/other", "")
    let cases: [(String?, String)] = [
      (nil, "\(small) is not installed; get it with: assay models fetch \(small)"),
      ("/nonexistent/a.gguf", "/nonexistent/a.gguf: there is no such file"),
      (
        temporary.url("text.gguf").path,
        temporary.url("text.gguf").path + ": is no GGUF file, the form that llama.cpp reads"
      ),
      (temporary.root.path, temporary.root.path + ": is a folder; give the path of the .gguf file in it"),
      (
        KnownModels.embedding[0].name,
        "\(KnownModels.embedding[0].name) is an embedding model, which runs without a server and cannot answer"
      ),
      (
        small + "x",
        "there is no chat model \"\(small)x\"; did you mean \"\(small)\"?; give one of those, or the path of a .gguf file"
      ),
    ]
    for (name, sentence) in cases {
      #expect(throws: CommandFailure(sentence)) { try ServedModel.local(name, in: library) }
    }
    try temporary.write("models/\(small)/model.gguf", "short")
    #expect(
      throws: CommandFailure(
        "\(small) is damaged (model.gguf); get it again with: assay models fetch \(small)")
    ) { try ServedModel.local(nil, in: library) }
  }

  // MARK: Programs

  @Test func theOwnServerComesBeforeOthers() throws {
    let temporary = try TemporaryFolder()
    let programs = ServerPrograms(
      data: temporary.url("data"), path: ":relative:\(temporary.url("bin").path)")
    #expect(programs.llama() == nil)
    #expect(programs.ollama() == nil)
    for place in ["bin/llama-server", "bin/ollama", "data/bin/llama-server"] {
      let path = try temporary.write(place, "#!/bin/sh\n")
      if place.hasPrefix("bin/llama") { #expect(programs.llama() == nil, "not executable yet") }
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      #expect((place.hasSuffix("ollama") ? programs.ollama() : programs.llama()) == path)
    }
    #expect(throws: CommandFailure("/nonexistent: there is no such file")) {
      try ServerPrograms.given("/nonexistent")
    }
  }

  @Test func aServerOfllamaCppListensOnThisComputerAloneAndAsksForNoKey() {
    let server = ModelServer.llama(
      executable: "/x/llama-server", model: ServedModel(name: "m", file: URL(fileURLWithPath: "/m.gguf")),
      port: 81, size: .init(parallel: 3, context: 1000, threads: 2), more: ["--mlock"])
    #expect(
      server.arguments == [
        "--model", "/m.gguf", "--alias", "m", "--host", "127.0.0.1", "--port", "81", "--parallel", "3",
        "--ctx-size", "3000", "--threads", "2", "--mlock",
      ])
    let environment = server.environment(["LLAMA_API_KEY": "test-key-123", "HOME": "/h", "LLAMA_ARG_UI": "1"])
    #expect(environment["LLAMA_API_KEY"] == nil)
    #expect(environment["HOME"] == "/h")
    #expect(environment["LLAMA_ARG_UI"] == "0")
    #expect(environment["LLAMA_ARG_CACHE_RAM"] == "0")
    #expect(server.address == "http://127.0.0.1:81/v1")
  }

  @Test func ollamaIsToldWhereToListen() {
    let server = ModelServer.ollama(
      executable: "/x/ollama", port: 82, size: .init(parallel: 3, context: 1000), more: [])
    #expect(server.arguments == ["serve"])
    #expect(server.environment(["OLLAMA_HOST": "0.0.0.0"])["OLLAMA_HOST"] == "127.0.0.1:82")
  }

  // MARK: Ports

  @Test func aPortIsFreeOrInUse() throws {
    guard case .free(let port) = LoopbackPort.look(at: 0) else {
      Issue.record("no port is free")
      return
    }
    #expect((1...65535).contains(port))
    let server = try ListeningSocket()
    #expect(LoopbackPort.look(at: server.port) == .inUse)
  }

  // MARK: Lines

  @Test func theLastLinesAreKept() {
    var tail = LineTail(limit: 2)
    #expect(tail.append(Array("one\ntw".utf8)) == ["one"])
    #expect(tail.append(Array("o\r\n\n50 %\r100 %\nrest".utf8)) == ["two", "50 %", "100 %"])
    #expect(tail.finish() == ["rest"])
    #expect(tail.lines == ["100 %", "rest"])
    #expect(tail.finish().isEmpty)
    #expect(tail.append([UInt8](repeating: 0x61, count: 5000)).map(\.count) == [4096])
  }

  // MARK: The workspace

  private func pointer(_ folder: URL) -> WorkspacePointer {
    WorkspacePointer(
      folder: folder,
      editor: ModelSectionEditor(
        name: "local", settings: [.text("url", "http://127.0.0.1:1/v1"), .text("model", "m")], remark: "r"))
  }

  @Test func theFileIsReplacedAsAWholeAndThroughALink() throws {
    let temporary = try TemporaryFolder()
    #expect(pointer(temporary.root).write() == .noFile)
    let target = try temporary.write("elsewhere.toml", "[task]\nname = \"x\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
    try FileManager.default.createSymbolicLink(
      at: temporary.url("assay.toml"), withDestinationURL: temporary.url("elsewhere.toml"))
    #expect(pointer(temporary.root).write() == .written)
    #expect(
      try temporary.read("elsewhere.toml").hasSuffix(
        "[models.local]\nurl = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"\n"))
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.root.path).count == 2)
    #expect(pointer(temporary.root).write() == .unchanged)
  }

  @Test func aFileThatIsNoTOMLIsLeft() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("assay.toml", "[task\n")
    guard case .left(let reason) = pointer(temporary.root).write() else {
      Issue.record("it was changed")
      return
    }
    #expect(reason.contains("assay.toml:1"))
    #expect(try temporary.read("assay.toml") == "[task\n")
    try temporary.write("assay.toml", Data([0xFF, 0xFE]))
    #expect(pointer(temporary.root).write() == .left("it is not UTF-8"))
  }

  @Test func addressesOfThisComputer() {
    for url in ["http://localhost:1/v1", "http://127.9.9.9", "http://[::1]:80/", "https://a@LOCALHOST/x"] {
      #expect(HTTPAddress.isLoopback(url), "\(url)")
    }
    for url in [
      "http://localhost.example.org", "http://127.0.0.1.example.org/", "http://1.2.3.4", "http://[::2]", "x",
    ] {
      #expect(!HTTPAddress.isLoopback(url), "\(url)")
    }
  }
}

/// A socket of 127.0.0.1 that somebody listens on.
final class ListeningSocket {
  let port: Int
  private let descriptor: Int32

  struct Failure: Error {}

  init() throws {
    #if canImport(Glibc) || canImport(Musl)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 1) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isListening else { throw Failure() }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
