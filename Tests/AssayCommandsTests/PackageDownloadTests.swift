import AssayProviders
import AssayText
import Foundation
import Synchronization
import Testing

@testable import AssayCommands

@Suite struct PackageDownloadTests {
  private static let bytes: [UInt8] = (0..<1000).map { UInt8($0 % 251) }

  private func download(
    from server: RangeServer, to folder: TemporaryFolder, size: Int? = bytes.count,
    sha256: String = bytes.withUnsafeBytes(SHA256.digest)
  ) -> PackageDownload {
    PackageDownload(
      index: PackageIndex(address: "https://index/simple", transport: server),
      file: .init(name: "x.tar.gz", url: "https://index/x.tar.gz", sha256: sha256, size: size),
      partial: folder.url("new/x.part"), pieceSize: 300)
  }

  @Test(arguments: [1000, nil] as [Int?])
  func piecesMakeTheFile(size: Int?) throws {
    let temporary = try TemporaryFolder()
    let server = RangeServer(Self.bytes)
    let download = download(from: server, to: temporary, size: size)
    try download.run(progress: { _, _ in }, isCancelled: { false })
    #expect(try download.contents() == Self.bytes)
    #expect(server.ranges == ["bytes=0-299", "bytes=300-599", "bytes=600-899", "bytes=900-1199"])
    // Nothing is missing any more.
    try download.run(progress: { _, _ in }, isCancelled: { false })
    #expect(try download.contents() == Self.bytes)
    #expect(server.ranges.count == (size == nil ? 5 : 4))
    download.discard()
    #expect(!temporary.exists("new/x.part"))
  }

  @Test func aBrokenDownloadGoesOnWhereItStopped() throws {
    let temporary = try TemporaryFolder()
    let server = RangeServer(Self.bytes, answersBeforeItFails: 2)
    let download = download(from: server, to: temporary)
    #expect(throws: CommandFailure.self) { try download.run(progress: { _, _ in }, isCancelled: { false }) }
    #expect(server.ranges.count == 3)
    try download.run(progress: { _, _ in }, isCancelled: { false })
    #expect(server.ranges.suffix(2) == ["bytes=600-899", "bytes=900-1199"])
    #expect(try download.contents() == Self.bytes)
  }

  @Test func cancellingKeepsWhatIsThere() throws {
    let temporary = try TemporaryFolder()
    let server = RangeServer(Self.bytes)
    let download = download(from: server, to: temporary)
    #expect(throws: CancellationError.self) {
      try download.run(progress: { _, _ in }, isCancelled: { server.ranges.count == 2 })
    }
    #expect(try download.contents() == Array(Self.bytes.prefix(600)))
  }

  @Test func aDamagedFileIsNotKept() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("new/x.part", Data(repeating: 9, count: 10))
    let download = download(from: RangeServer(Self.bytes), to: temporary)
    #expect(throws: CommandFailure.self) { try download.run(progress: { _, _ in }, isCancelled: { false }) }
    #expect(!temporary.exists("new/x.part"))
  }

  @Test func anIndexWithoutPartsGivesTheWhole() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("new/x.part", Data(repeating: 9, count: 10))
    let server = RangeServer(Self.bytes, givesParts: false)
    let download = download(from: server, to: temporary)
    try download.run(progress: { _, _ in }, isCancelled: { false })
    #expect(try download.contents() == Self.bytes)
    #expect(server.ranges.count == 1)
  }

  @Test func theFileIsFoundByItsChecksum() throws {
    let page = """
      {"files": [{"filename": "a.tar.gz", "url": "a.tar.gz", "hashes": {"sha256": "0A"}},
        {"filename": "b.tar.gz", "url": "https://f/b.tar.gz", "hashes": {"sha256": "0b"}}]}
      """
    let server = ScriptedServer { _ in
      HTTPResponse(status: 200, headers: [.init("content-type", "application/json")], body: Array(page.utf8))
    }
    let index = PackageIndex(address: "https://index/simple", transport: server)
    #expect(
      try index.file(of: "p", sha256: "0a", isCancelled: { false }).url == "https://index/simple/p/a.tar.gz")
    #expect(throws: CommandFailure.self) { try index.file(of: "p", sha256: "0c", isCancelled: { false }) }
  }
}

/// Gives parts of one file.
private final class RangeServer: HTTPTransport {
  private let bytes: [UInt8]
  private let failure: Int
  private let givesParts: Bool
  private let asked = Mutex<[String]>([])

  var ranges: [String] { asked.withLock { $0 } }

  /// - Parameter answersBeforeItFails: after that many good answers, one fails.
  init(_ bytes: [UInt8], answersBeforeItFails: Int = .max, givesParts: Bool = true) {
    self.bytes = bytes
    failure = answersBeforeItFails
    self.givesParts = givesParts
  }

  func send(
    _ request: HTTPRequest, progress: (Int, Int) -> Void, isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    let range = request.headers.first { $0.name == "Range" }?.value ?? ""
    let number = asked.withLock { asked in
      asked.append(range)
      return asked.count - 1
    }
    if number == failure { throw TransportProblem.dropped(detail: "for a test") }
    if !givesParts { return HTTPResponse(status: 200, body: bytes) }
    let ends = range.split(whereSeparator: { "=-".contains($0) }).compactMap { Int($0) }
    guard ends[0] < bytes.count else { return HTTPResponse(status: 416) }
    let last = min(ends[1], bytes.count - 1)
    return HTTPResponse(
      status: 206, headers: [.init("content-range", "bytes \(ends[0])-\(last)/\(bytes.count)")],
      body: Array(bytes[ends[0]...last]))
  }
}
