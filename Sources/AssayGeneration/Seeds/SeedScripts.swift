/// The scripts of the seeds' first text.
struct SeedScripts {
  let counts: [SeedReport.Count]
  let findings: [SeedFinding]

  init(_ field: SeedField?) {
    var places: [String: [String]] = [:]
    for entry in field?.entries ?? [] {
      if let script = Self.main(entry.text) { places[script, default: []].append(entry.place) }
    }
    let sorted = places.sorted {
      $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key < $1.key
    }
    counts = sorted.map { SeedReport.Count($0.key, $0.value.count) }
    let n = sorted.reduce(0) { $0 + $1.value.count }
    // A script of its own is well; one seed in it is an accident, or too little.
    findings = sorted.dropFirst().filter { $0.value.count * 10 <= n || $0.value.count == 1 }.map {
      script, places in
      SeedFinding(
        "rare-script", .remark,
        "\(places.count) of \(n) \(places.count == 1 ? "is" : "are") written in \(script)",
        advice: "Too few to be taken up: add more of them, or leave them out.", count: places.count, of: n,
        places: places)
    }
  }

  /// The script of most letters; of equally many the first in the table. nil: no letters.
  static func main(_ text: String) -> String? {
    var counts = [Int](repeating: 0, count: names.count)
    for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
      counts[index(scalar.value)] += 1
    }
    guard let most = counts.max(), most > 0 else { return nil }
    return counts.firstIndex(of: most).map { names[$0] }
  }

  private static let names = [
    "Latin", "Greek", "Cyrillic", "Hebrew", "Arabic", "Devanagari", "Thai", "Hangul", "Han or kana",
    "another script",
  ]

  private static func index(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x41...0x24F, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA720...0xA7FF, 0xFF21...0xFF5A: 0
    case 0x370...0x3FF, 0x1F00...0x1FFF: 1
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: 2
    case 0x590...0x5FF: 3
    case 0x600...0x6FF, 0x750...0x77F, 0x8A0...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF: 4
    case 0x900...0x97F: 5
    case 0xE00...0xE7F: 6
    case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7A3: 7
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      8
    default: 9
    }
  }
}
