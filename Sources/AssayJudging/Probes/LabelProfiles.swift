import AssayModel

/// Which labels are easily taken for one another: each label by the words of its examples, weighted by how few labels use
/// them (tf-idf, Spärck Jones 1972).
struct LabelProfiles: Sendable {
  private(set) var names: [String] = []
  private var vectors: [[String: Double]] = []
  private var counts: [[String: Int]] = []
  private var documents: [String: Int] = [:]
  private var examples: [Int] = []
  private var places: [String: Int] = [:]

  /// - Parameter labels: all that there are, those without an example as well.
  init(texts: [ProbeText], labels: [String]) {
    for label in labels { place(of: label) }
    for text in texts {
      guard let label = text.label else { continue }
      let place = place(of: label)
      examples[place] += 1
      for word in Self.words(of: text.whole) { counts[place][word, default: 0] += 1 }
    }
    for count in counts { for word in count.keys { documents[word, default: 0] += 1 } }
    vectors = counts.map { weighted($0) }
  }

  @discardableResult
  private mutating func place(of label: String) -> Int {
    if let place = places[label] { return place }
    places[label] = names.count
    names.append(label)
    counts.append([:])
    examples.append(0)
    return names.count - 1
  }

  /// All words count here, small ones as well: "where is my" and "how do I" tell intents apart.
  private static func words(of text: String) -> Set<String> {
    let words = ProbeWord.words(of: text)
    let pairs = zip(words, words.dropFirst()).map { $0.lowercased + " " + $1.lowercased }
    return Set(words.map(\.lowercased) + pairs)
  }

  private func weighted(_ counts: [String: Int]) -> [String: Double] {
    var vector: [String: Double] = [:]
    var sum = 0.0
    for word in counts.keys.sorted() {
      let count = Double(counts[word] ?? 0)
      let weight =
        (1 + Self.logarithm(count)) * Self.logarithm(1 + Double(names.count) / Double(documents[word] ?? 1))
      vector[word] = weight
      sum += weight * weight
    }
    guard sum > 0 else { return [:] }
    let length = sum.squareRoot()
    return vector.mapValues { $0 / length }
  }

  private static func logarithm(_ value: Double) -> Double {
    // The natural logarithm by its series: the same on every machine, which the system's need not be.
    var (value, exponent) = (value, 0.0)
    while value > 1.5 {
      value /= 2
      exponent += 1
    }
    let ratio = (value - 1) / (value + 1)
    var (term, sum) = (ratio, 0.0)
    for index in 0..<24 {
      sum += term / Double(2 * index + 1)
      term *= ratio * ratio
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }

  /// Wrong labels for a text, the most similar first, with their similarity (cosine) to the text. Left out are those that
  /// the words fit at least as well as its own: they may be right.
  func wrong(for text: ProbeText) -> [(label: String, similarity: Double)] {
    guard let own = text.label, let place = places[own] else { return [] }
    let vector = weighted(Dictionary(uniqueKeysWithValues: Self.words(of: text.whole).map { ($0, 1) }))
    var rest = counts[place]
    for word in Self.words(of: text.whole) {
      guard let count = rest[word] else { continue }
      rest[word] = count > 1 ? count - 1 : nil
    }
    let ownSimilarity = cosine(vector, weighted(rest))
    return names.indices.filter { $0 != place && examples[$0] > 0 }.map { other in
      (other, cosine(vector, vectors[other]))
    }.filter { examples[place] < 3 || $0.1 < ownSimilarity }.map { other, similarity in
      // The text alone says little when it is short: how alike the two labels are counts as well.
      (other, similarity, similarity + cosine(vectors[place], vectors[other]))
    }.sorted { ($0.2, names[$1.0]) > ($1.2, names[$0.0]) }.map { (names[$0.0], $0.1) }
  }

  /// Labels that have nothing to do with the text as far as can be seen: all but its own and the nearer half.
  func far(from text: ProbeText) -> [String] {
    let near = wrong(for: text).map(\.label)
    let without = names.indices.filter { examples[$0] == 0 && names[$0] != text.label }.map { names[$0] }
    guard !near.isEmpty else { return without }
    return Array(near.dropFirst(near.count > 2 ? near.count / 2 : 0)) + (near.count > 2 ? [] : without)
  }

  private func cosine(_ left: [String: Double], _ right: [String: Double]) -> Double {
    let (small, large) = left.count < right.count ? (left, right) : (right, left)
    var sum = 0.0
    for word in small.keys.sorted() { sum += (small[word] ?? 0) * (large[word] ?? 0) }
    return sum
  }
}
