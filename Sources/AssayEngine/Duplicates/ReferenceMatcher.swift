import AssayDuplicates
import AssayEmbedding
import AssayModel
import AssayStore

/// Finds which of some examples are like which rows of a set. Fields that must be equal do not count here: a test row
/// with another label is contaminated as well.
struct ReferenceMatcher {
  /// Bytes of a row's text that are kept with a match.
  private static let textLimit = 1 << 16

  struct Match {
    /// The number of the example less one.
    var example: Int
    var row: Int
    var method: DuplicateMethod
    var similarity: Float
  }

  let rows: ReferenceRows
  let examples: Range<Int>
  /// The text of an example by its number less one.
  let text: @Sendable (Int) throws -> [UInt8]
  let search: PairSearch
  /// Where vectors are kept.
  let workspace: Workspace?

  /// The items that are compared are the examples, then the rows.
  private var count: Int { examples.count + rows.texts.count }

  private var itemText: @Sendable (Int) throws -> [UInt8] {
    let (text, texts, first, examples) = (text, rows.texts, examples.lowerBound, examples.count)
    return { item in item < examples ? try text(first + item) : texts[item - examples] }
  }

  /// The matches at or over the methods' thresholds, by example, row and method.
  func matches(of set: ReferenceSet, model: (any EmbeddingModel)?) throws -> [ReferenceMatch] {
    guard !examples.isEmpty, !rows.texts.isEmpty else { return [] }
    return try matches(model: model).map { match in
      ReferenceMatch(
        example: ExampleID(Int64(match.example) + 1), set: set.name, role: set.role,
        line: rows.lines[match.row], method: match.method, similarity: match.similarity,
        text: String(decoding: rows.texts[match.row].prefix(Self.textLimit), as: UTF8.self))
    }.sorted { ($0.example, $0.line, $0.method.rawValue) < ($1.example, $1.line, $1.method.rawValue) }
  }

  /// The same without an order.
  private func matches(model: (any EmbeddingModel)?) throws -> [Match] {
    let settings = search.settings
    let corpus = try LexicalCorpus(
      count: count, fingerprinter: LexicalFingerprinter(settings), threads: search.threads,
      isCancelled: search.isCancelled, text: itemText)
    var exact = settings
    exact.methods = [.exact]
    let copies = CopyFamilies(
      count: count,
      pairs: try LexicalSearch(settings: exact, threads: search.threads).find(
        corpus, recallSample: 0, isCancelled: search.isCancelled
      ).pairs)
    var matches: [Match] = []
    for leader in copies.leaders {
      add(leader, leader, .exact, 1, copies, to: &matches)
    }
    for pair in try nearPairs(corpus, copies) { add(pair, copies, to: &matches) }
    guard let model else { return matches }
    let table = try search.table(
      model, count: count, group: nil, from: examples.count, countsNewCopies: true, workspace: workspace,
      text: itemText)
    let found = try search.cosines(table, floor: settings.threshold(.embedding), model)
    for pair in table.expand(found.pairs, group: nil, from: examples.count) {
      add(pair, copies, to: &matches)
    }
    return matches
  }

  /// Pairs with a row that the methods by words find, besides copies. Of copies only the first is compared with others,
  /// and that must be a row, if there is one among them: examples that are copies of rows stand aside.
  private func nearPairs(_ corpus: LexicalCorpus, _ copies: CopyFamilies) throws -> [DuplicatePair] {
    var near = search.settings
    near.methods.subtract([.exact, .embedding])
    guard !near.methods.isEmpty else { return [] }
    let withRows = Set((Int32(examples.count)..<Int32(count)).map { copies.leader(of: $0) })
    let others = (0..<Int32(examples.count)).filter { !withRows.contains(copies.leader(of: $0)) }
    let items = others + (Int32(examples.count)..<Int32(count))
    var part = corpus
    if others.count < examples.count {
      let text = itemText
      part = try LexicalCorpus(
        count: items.count, fingerprinter: LexicalFingerprinter(near), threads: search.threads,
        isCancelled: search.isCancelled, text: { try text(Int(items[$0])) })
    }
    let found = try LexicalSearch(settings: near, threads: search.threads).find(
      part, firstNew: others.count, recallSample: 0, isCancelled: search.isCancelled)
    return found.pairs.map { pair in
      DuplicatePair(
        items[Int(pair.first)], items[Int(pair.second)], method: pair.method, similarity: pair.similarity)
    }
  }

  private func add(_ pair: DuplicatePair, _ copies: CopyFamilies, to matches: inout [Match]) {
    guard pair.method != .exact, pair.similarity >= Float(search.settings.threshold(pair.method)) else {
      return
    }
    let (first, second) = (copies.leader(of: pair.first), copies.leader(of: pair.second))
    guard first != second else { return }
    add(first, second, pair.method, pair.similarity, copies, to: &matches)
    add(second, first, pair.method, pair.similarity, copies, to: &matches)
  }

  /// Matches the examples of one family of copies with the rows of another.
  private func add(
    _ first: Int32, _ second: Int32, _ method: DuplicateMethod, _ similarity: Float, _ copies: CopyFamilies,
    to matches: inout [Match]
  ) {
    let rows = copies.members(of: second).filter { $0 >= examples.count }
    guard !rows.isEmpty else { return }
    for item in copies.members(of: first) where item < examples.count {
      for row in rows {
        matches.append(
          Match(
            example: examples.lowerBound + Int(item), row: Int(row) - examples.count, method: method,
            similarity: similarity))
      }
    }
  }
}

/// Items that are copies of one another.
struct CopyFamilies {
  private var leaderOf: [Int32]
  private var membersOf: [Int32: [Int32]] = [:]

  /// - Parameter pairs: each copy with the first of its family.
  init(count: Int, pairs: [DuplicatePair]) {
    leaderOf = Array(0..<Int32(count))
    for pair in pairs.sorted() {
      let leader = leaderOf[Int(pair.first)]
      leaderOf[Int(pair.second)] = leader
      membersOf[leader, default: [leader]].append(pair.second)
    }
  }

  /// Of families of two or more.
  var leaders: [Int32] { membersOf.keys.sorted() }

  func leader(of item: Int32) -> Int32 { leaderOf[Int(item)] }

  /// The item alone when it has no copies.
  func members(of leader: Int32) -> [Int32] { membersOf[leader] ?? [leader] }
}
