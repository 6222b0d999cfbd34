import AssayFormats
import Foundation
import Testing

@Suite struct ZipArchiveTests {
  /// Written by Python's zipfile: "a/stored.txt" stored, "a/deflated.txt" deflated (2,000 bytes), a folder "a/b/",
  /// and a comment at the end.
  private static let archive = Array(
    Data(
      base64Encoded: """
        UEsDBBQAAAAAAAAAIVAAAAAAAAAAAAAAAAAEAAAAYS9iL1BLAwQUAAAAAAAAACFQhqYQNgUAAAAFAAAADAAAAGEvc3RvcmVkLnR4
        dGhlbGxvUEsDBBQAAAAIAAAAIVCKNCJVHAAAANAHAAAOAAAAYS9kZWZsYXRlZC50eHQzMDQyNjE1M7ewNBhljbJGWaOsUdYoa5Q1
        RFkAUEsBAhQDFAAAAAAAAAAhUAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAIABAAAAAGEvYi9QSwECFAMUAAAAAAAAACFQhqYQNgUA
        AAAFAAAADAAAAAAAAAAAAAAAgAEiAAAAYS9zdG9yZWQudHh0UEsBAhQDFAAAAAgAAAAhUIo0IlUcAAAA0AcAAA4AAAAAAAAAAAAA
        AIABUQAAAGEvZGVmbGF0ZWQudHh0UEsFBgAAAAADAAMAqAAAAJkAAAAMAHNvbWUgY29tbWVudA==
        """, options: .ignoreUnknownCharacters)!)

  @Test func storedAndDeflatedFilesAreRead() throws {
    let archive = try ZipArchive(Self.archive)
    #expect(archive.paths == ["a/deflated.txt", "a/stored.txt"])
    #expect(try archive.contents(of: "a/stored.txt", limit: 5) == Array("hello".utf8))
    let text = String(repeating: "0123456789", count: 200)
    #expect(try archive.contents(of: "a/deflated.txt", limit: 2000) == Array(text.utf8))
  }

  @Test func whatIsNotThereOrTooLargeIsRefused() throws {
    let archive = try ZipArchive(Self.archive)
    #expect(throws: ZipArchive.Problem.missing(path: "a/b/")) { try archive.contents(of: "a/b/", limit: 9) }
    #expect(throws: ZipArchive.Problem.tooLarge(path: "a/deflated.txt", limit: 1999)) {
      try archive.contents(of: "a/deflated.txt", limit: 1999)
    }
  }

  /// A file that unpacks to more than its directory says: a bomb, or a lie.
  @Test func aFileThatIsLargerThanItSaysIsDamaged() throws {
    var bytes = Self.archive
    // In the central directory: the size, 24 bytes after its record's begin.
    let record = try #require(Self.record(of: "a/deflated.txt", in: bytes))
    bytes.replaceSubrange(record + 24..<record + 28, with: [100, 0, 0, 0])
    let archive = try ZipArchive(bytes)
    #expect(throws: ZipArchive.Problem.damaged(path: "a/deflated.txt")) {
      try archive.contents(of: "a/deflated.txt", limit: 2000)
    }
  }

  @Test func aChangedByteIsNoticed() throws {
    for path in ["a/stored.txt", "a/deflated.txt"] {
      var bytes = Self.archive
      let record = try #require(Self.record(of: path, in: bytes))
      let offset = Int(bytes[record + 42]) | Int(bytes[record + 43]) << 8
      bytes[offset + 30 + path.utf8.count + 2] ^= 1
      let archive = try ZipArchive(bytes)
      #expect(throws: ZipArchive.Problem.damaged(path: path)) { try archive.contents(of: path, limit: 9999) }
    }
  }

  @Test(arguments: [
    "../eil/ed.txt", "/etc/pass/word", "a/../../x.txt.", "c:/deflated.x", #"..\deflated.xx"#,
    "a//deflated.tx",
  ])
  func aNameThatLeavesTheFolderSpoilsTheArchive(name: String) {
    var bytes = Self.archive
    let padded = Array(name.utf8) + Array(repeating: UInt8(ascii: "x"), count: 14 - name.utf8.count)
    let record = Self.record(of: "a/deflated.txt", in: bytes)!
    bytes.replaceSubrange(record + 46..<record + 60, with: padded)
    #expect(throws: ZipArchive.Problem.unsafePath(String(decoding: padded, as: UTF8.self))) {
      try ZipArchive(bytes)
    }
  }

  @Test func everyCutOfTheArchiveIsNoticed() throws {
    #expect(throws: ZipArchive.Problem.notAnArchive) { try ZipArchive(Array("<html></html>".utf8)) }
    #expect(throws: ZipArchive.Problem.notAnArchive) { try ZipArchive([]) }
    // Without its comment the archive is whole.
    for length in 2..<Self.archive.count - 12 {
      #expect(throws: ZipArchive.Problem.self) { try ZipArchive(Array(Self.archive.prefix(length))) }
    }
  }

  /// The place of a file's record in the central directory.
  private static func record(of path: String, in bytes: [UInt8]) -> Int? {
    (0..<bytes.count - 60).first { start in
      bytes[start..<start + 4].elementsEqual([0x50, 0x4B, 0x01, 0x02])
        && bytes[(start + 46)...].starts(with: path.utf8)
    }
  }
}
