/// How many texts each parent has, or calls under way have reserved for it, of each context or language.
struct VariantMeetings {
  private let places: [String: Int]
  /// In the order that a person named them.
  private let names: [String]
  /// By parent and variant.
  private var counts: [Int32] = []
  /// By variant, how many parents have met it so many times.
  private var byCount: [[Int]] = []

  /// - Parameter variants: with fewer than two there is nothing to keep apart, and nothing is counted.
  init(_ variants: [String]) {
    var seen: Set<String> = []
    let each = variants.filter { seen.insert($0).inserted }
    names = each.count > 1 ? each : []
    places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
  }

  /// How many variants each parent is to meet, at least 1.
  var variants: Int { max(1, names.count) }

  mutating func begin(_ parents: Int) {
    counts = Array(repeating: 0, count: parents * names.count)
    byCount = names.map { _ in [parents] }
  }

  func count(_ parent: Int, _ variant: String?) -> Int {
    guard let place = variant.flatMap({ places[$0] }) else { return 0 }
    return Int(counts[parent * names.count + place])
  }

  /// How often the parents have met it that have met it least.
  func least(_ variant: String?) -> Int {
    guard let place = variant.flatMap({ places[$0] }) else { return 0 }
    return byCount[place].firstIndex { $0 > 0 } ?? 0
  }

  /// The variant that is least met by some parent, the given one first and then those after it.
  func leastMet(from variant: String, among parents: some Sequence<Int>) -> String {
    guard let place = places[variant] else { return variant }
    var least = Array(repeating: Int32.max, count: names.count)
    for parent in parents {
      for (place, count) in counts[parent * names.count..<(parent + 1) * names.count].enumerated() {
        least[place] = min(least[place], count)
      }
      if least.allSatisfy({ $0 == 0 }) { break }
    }
    let turns = Array(names.indices[place...]) + names.indices[..<place]
    return turns.min { least[$0] < least[$1] }.map { names[$0] } ?? variant
  }

  mutating func move(_ parent: Int, _ variant: String?, by step: Int) {
    guard let place = variant.flatMap({ places[$0] }) else { return }
    let old = Int(counts[parent * names.count + place])
    let new = max(0, old + step)
    counts[parent * names.count + place] = Int32(clamping: new)
    byCount[place][old] -= 1
    while byCount[place].count <= new { byCount[place].append(0) }
    byCount[place][new] += 1
  }
}
