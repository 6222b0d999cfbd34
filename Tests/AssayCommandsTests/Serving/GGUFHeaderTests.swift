import Foundation
import Testing

@testable import AssayCommands

@Suite struct GGUFHeaderTests {
  private static func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func string(_ text: String) -> [UInt8] { bytes(UInt64(text.utf8.count)) + Array(text.utf8) }

  private static func text(_ key: String, _ value: String) -> [UInt8] {
    string(key) + bytes(UInt32(8)) + string(value)
  }

  /// A list of strings and one of numbers lie between what is looked for, as in real files.
  static let model: [UInt8] =
    Array("GGUF".utf8) + bytes(UInt32(3)) + bytes(UInt64(2)) + bytes(UInt64(7))
    + text("general.architecture", "llama") + text("general.basename", "SmolLM2")
    + string("tokens") + bytes(UInt32(9)) + bytes(UInt32(8)) + bytes(UInt64(2)) + string("a") + string("")
    + string("kinds") + bytes(UInt32(9)) + bytes(UInt32(5)) + bytes(UInt64(3))
    + [UInt8](repeating: 1, count: 12)
    + string("flag") + bytes(UInt32(7)) + [1]
    + text("general.license", "apache-2.0")
    + string("llama.context_length") + bytes(UInt32(4)) + bytes(UInt32(8192))

  private func header(_ bytes: [UInt8]) throws -> GGUFHeader {
    let temporary = try TemporaryFolder()
    try temporary.write("model.gguf", Data(bytes))
    return try GGUFHeader(temporary.url("model.gguf"))
  }

  @Test func familyLicenceAndLengthAreRead() throws {
    let header = try header(Self.model)
    #expect(header.family == "smollm2")
    #expect(header.licence == "Apache-2.0")
    #expect(header.contextLength == 8192)
  }

  @Test func otherFilesAreNamed() {
    #expect(throws: GGUFHeader.Problem.notGGUF) { try header([]) }
    #expect(throws: GGUFHeader.Problem.notGGUF) { try header(Array("{\"a\": 1}".utf8)) }
    #expect(throws: GGUFHeader.Problem.version(9)) { try header(Array("GGUF".utf8) + Self.bytes(UInt32(9))) }
    #expect { try GGUFHeader(URL(fileURLWithPath: "/nonexistent")) } throws: {
      if case .unreadable? = $0 as? GGUFHeader.Problem { return true }
      return false
    }
  }

  @Test func aFileThatIsCutOffIsDamagedWhereverItIsCut() {
    for count in 4..<Self.model.count {
      #expect(throws: GGUFHeader.Problem.damaged) { try header(Array(Self.model.prefix(count))) }
    }
  }

  @Test func sizesThatCannotBeAreDamage() {
    let start = Array("GGUF".utf8) + Self.bytes(UInt32(3)) + Self.bytes(UInt64(0)) + Self.bytes(UInt64.max)
    let list = Self.string("x") + Self.bytes(UInt32(9))
    #expect(throws: GGUFHeader.Problem.damaged) {
      try header(start + list + Self.bytes(UInt32(10)) + Self.bytes(UInt64.max))
    }
    #expect(throws: GGUFHeader.Problem.damaged) { try header(start + Self.bytes(UInt64.max)) }
    // A list in a list in a list …
    let nested = (0..<50).flatMap { _ in Self.bytes(UInt32(9)) + Self.bytes(UInt64(1)) }
    #expect(throws: GGUFHeader.Problem.damaged) { try header(start + list + nested) }
  }
}
