import Testing

@testable import AssayText

@Suite struct ContentHashTests {
  /// From the tests of github.com/spaolacci/murmur3, which agree with SMHasher's program.
  @Test(
    arguments: [
      ("", 0, 0),
      ("hello", 0xcbd8_a7b3_41bd_9b02, 0x5b1e_906a_48ae_1d19),
      ("hello, world", 0x342f_ac62_3a5e_bc8e, 0x4cdc_bc07_9642_414d),
      ("19 Jan 2038 at 3:14:07 AM", 0xb89e_5988_b737_affc, 0x664f_c295_0231_b2cb),
      ("The quick brown fox jumps over the lazy dog.", 0xcd99_481f_9ee9_02c9, 0x695d_a1a3_8987_b6e7),
    ] as [(String, UInt64, UInt64)])
  func published(text: String, high: UInt64, low: UInt64) {
    let hash = ContentHash(bytes: Array(text.utf8))
    #expect(hash == ContentHash(high: high, low: low))
  }

  /// SMHasher's own test of an implementation (`KeysetTest.cpp`, VerificationTest): keys of 0 to 255
  /// bytes with seed 256 - n; the hash of all their hashes must begin with the published number.
  @Test func smhasherVerification() {
    var all: [UInt8] = []
    for length in 0..<256 {
      let key = (0..<length).map { UInt8($0) }
      let (high, low) = key.withUnsafeBytes { MurmurHash3.hash128($0, seed: UInt32(256 - length)) }
      for value in [high, low] {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
          all.append(UInt8(truncatingIfNeeded: value >> shift))
        }
      }
    }
    let (high, _) = all.withUnsafeBytes { MurmurHash3.hash128($0) }
    #expect(UInt32(truncatingIfNeeded: high) == 0x6384_BA69)
  }

  @Test func fieldsDoNotFlowIntoEachOther() {
    let hashes = [
      ContentHash(fields: [("a", "bc")]), ContentHash(fields: [("ab", "c")]),
      ContentHash(fields: [("a", "b"), ("", "c")]), ContentHash(fields: [("a", "b"), ("c", "")]),
      ContentHash(fields: [("c", ""), ("a", "b")]), ContentHash(fields: []),
      ContentHash(fields: [("", "")]),
    ]
    #expect(Set(hashes).count == hashes.count)
  }

  @Test func normalizationDecidesWhatIsTheSame() {
    let first = [(name: "text", text: "Hello  World")]
    let second = [(name: "text", text: "hello world")]
    #expect(ContentHash(fields: first) != ContentHash(fields: second))
    #expect(
      ContentHash(fields: first, normalization: .exact) == ContentHash(fields: second, normalization: .exact))
  }

  @Test func hexForm() {
    let hash = ContentHash(high: 0x1, low: 0xabc)
    #expect(hash.hex == "00000000000000010000000000000abc")
    #expect(ContentHash(hash.hex) == hash)
    #expect(ContentHash("00000000000000010000000000000ABC") == hash)
    for wrong in [
      "", "0", "+000000000000001000000000000abcd", "0000000000000001000000000000 abc", hash.hex + "0",
    ] {
      #expect(ContentHash(wrong) == nil)
    }
    #expect(ContentHash(high: 1, low: 9) < ContentHash(high: 2, low: 0))
  }
}
