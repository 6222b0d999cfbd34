/// Runs of three words that come back in many seeds, not at their beginning.
struct SeedPhrases {
  let findings: [SeedFinding]

  init(_ field: SeedField) {
    var places: [[String]: [String]] = [:]
    for entry in field.entries where entry.words.count > 3 {
      let words = entry.words.map(\.folded)
      let runs = Set((1...words.count - 3).map { Array(words[$0..<$0 + 3]) })
      for run in runs { places[run, default: []].append(entry.place) }
    }
    let least = max(4, (2 * field.n + 4) / 5)
    let often = places.filter { $0.value.count >= least }.sorted {
      $0.value.count != $1.value.count
        ? $0.value.count > $1.value.count : $0.key.lexicographicallyPrecedes($1.key)
    }
    var chosen: [(words: [String], places: [String])] = []
    for (run, places) in often where chosen.count < 2 {
      // A run that continues another one says the same.
      let isNew = chosen.allSatisfy { other in
        let shared = Set(other.words).intersection(run).count
        return shared == 0 || (shared == 1 && other.places != places)
      }
      if isNew { chosen.append((run, places)) }
    }
    findings = chosen.map { run, places in
      let text = run.joined(separator: field.countsCharacters ? "" : " ")
      return SeedFinding(
        "same-phrase", .notable, field.prefix + "\(places.count) of \(field.n) have \"\(text)\" in them",
        advice: "What is generated will say it in the same words: say it differently in some.",
        count: places.count, of: field.n, places: places)
    }
  }
}
