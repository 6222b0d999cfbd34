import Testing

@testable import TerminalCore

struct WidthTableTests {
  @Test func boundariesAscendAndCoverAll() {
    let starts = WidthTable.boundaries.map { $0 >> 2 }
    #expect(starts.first == 0)
    #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 })
    #expect(starts.last.map { $0 <= 0x10FFFF } == true)
    let classes = WidthTable.boundaries.map { $0 & 3 }
    #expect(zip(classes, classes.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test(
    arguments: [
      ("A", ScalarClass.narrow), ("é", .narrow), ("日", .wide), ("👍", .wide), ("\u{301}", .mark),
      ("﷽", .narrow),
      ("ｱ", .narrow), ("Ａ", .wide), ("\u{11a8}", .mark), ("가", .wide), ("\u{9fef}", .wide),
      ("\u{d7a3}", .wide),
      ("\u{200b}", .unseen), ("\u{ad}", .unseen), ("\u{0}", .unseen), ("\u{9f}", .unseen),
      ("\u{e000}", .unseen),
      ("\u{10ffff}", .unseen), ("\u{378}", .unseen), ("❤", .narrow), ("\u{93f}", .narrow), ("\u{94d}", .mark),
    ] as [(Unicode.Scalar, ScalarClass)])
  func knownClasses(_ scalar: Unicode.Scalar, _ expected: ScalarClass) {
    #expect(ScalarClass(scalar) == expected)
  }

  /// The quick answers for common ranges must be those of the table.
  @Test func shortcutsAgreeWithTheTable() {
    var next = 1
    for value in UInt32(0)..<0xE000 {
      while next < WidthTable.boundaries.count, WidthTable.boundaries[next] >> 2 <= value { next += 1 }
      guard let scalar = Unicode.Scalar(value) else { continue }
      if ScalarClass(scalar).rawValue != WidthTable.boundaries[next - 1] & 3 {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }
}
