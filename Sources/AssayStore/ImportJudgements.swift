import AssayModel

/// Writes judgements: the numbers as a vector, the words apart.
final class ImportJudgements {
  private struct Judge {
    var id: Int64
    var name: String
    var dimensions: [String]
    var positions: [String: Int]
    var added = 0
  }
  /// A judgement that can be written: nothing in it contradicts what is there.
  struct Change {
    fileprivate var judge: Int
    fileprivate var vector: [Double]
    fileprivate var detail: JudgementDetail?
    fileprivate var spread: Double?
    fileprivate var hasFailed: Bool
    fileprivate var isNew: Bool
  }
  private let findJudge: SQLiteStatement
  private let insertJudge: SQLiteStatement
  private let updateDimensions: SQLiteStatement
  private let addCount: SQLiteStatement
  private let find: SQLiteStatement
  private let findDetail: SQLiteStatement
  private let write: SQLiteStatement
  private let writeDetail: SQLiteStatement
  private var judges: [Judge] = []
  private var positions: [String: Int] = [:]
  private var last = -1
  private var values: [Double] = []
  private var bytes: [UInt8] = []

  init(_ connection: SQLiteConnection) throws {
    findJudge = try connection.prepare("SELECT id, dimensions FROM judge WHERE name = ?")
    insertJudge = try connection.prepare(
      "INSERT INTO judge (id, name, dimensions) SELECT ifnull(max(id), 0) + 1, ?, '[]' FROM judge")
    updateDimensions = try connection.prepare("UPDATE judge SET dimensions = ? WHERE id = ?")
    addCount = try connection.prepare("UPDATE judge SET count = count + ? WHERE id = ?")
    find = try connection.prepare("SELECT vector FROM judgement WHERE judge = ? AND example = ?")
    findDetail = try connection.prepare(
      "SELECT json FROM judgement_detail WHERE judge = ? AND example = ?")
    write = try connection.prepare(
      """
      INSERT INTO judgement (judge, example, vector, mean, spread, failed) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET vector = excluded.vector, mean = excluded.mean, spread = excluded.spread,
        failed = excluded.failed
      """)
    writeDetail = try connection.prepare(
      """
      INSERT INTO judgement_detail (judge, example, json) VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET json = excluded.json
      """)
  }

  // MARK: Examples that are new

  /// Writes what a judge says of an example that nobody has judged yet.
  func add(_ judgement: Judgement, example: Int64) throws {
    let judge = try position(of: judgement.judge)
    try fill(with: judgement.scores, judge: judge)
    try store(
      values, spread: judgement.spread, hasFailed: judgement.failure != nil, judge: judge, example: example)
    judges[judge].added += 1
    if JudgementDetail.isNeeded(for: judgement) {
      try store(JudgementDetail(of: judgement), judge: judge, example: example)
    }
  }

  /// Sets `values` to the scores in the order of the judge's dimensions, which grow when needed.
  private func fill(with scores: [DimensionScore], judge: Int) throws {
    var vector = values  // `values` is let go of, so that nothing is copied.
    values = []
    defer { values = vector }
    vector.removeAll(keepingCapacity: true)
    vector.append(contentsOf: repeatElement(ScoreVector.absent, count: judges[judge].dimensions.count))
    for (index, score) in scores.enumerated() {
      let position = try position(of: score.dimension, judge: judge, guess: index)
      if position == vector.count { vector.append(ScoreVector.absent) }
      vector[position] = score.value.flatMap { $0.isFinite ? $0 : nil } ?? ScoreVector.invalid
    }
  }

  /// Rows of a file mostly name the dimensions in one order, so the guess spares hashing the name.
  private func position(of dimension: String, judge: Int, guess: Int) throws -> Int {
    if guess < judges[judge].dimensions.count, judges[judge].dimensions[guess] == dimension { return guess }
    if let position = judges[judge].positions[dimension] { return position }
    judges[judge].dimensions.append(dimension)
    judges[judge].positions[dimension] = judges[judge].dimensions.count - 1
    updateDimensions.bind(try StoredJSON.encode(judges[judge].dimensions), at: 1)
    updateDimensions.bind(judges[judge].id, at: 2)
    try updateDimensions.run()
    return judges[judge].dimensions.count - 1
  }

  private func store(
    _ vector: [Double], spread: Double?, hasFailed: Bool, judge: Int, example: Int64
  ) throws {
    ScoreVector.encode(vector, into: &bytes)
    write.bind(judges[judge].id, at: 1)
    write.bind(example, at: 2)
    write.bind(bytes, at: 3)
    write.bind(ScoreVector.mean(vector), at: 4)
    write.bind(spread, at: 5)
    write.bind(hasFailed ? 1 as Int64? : nil, at: 6)
    try write.run()
  }

  private func store(_ detail: JudgementDetail, judge: Int, example: Int64) throws {
    writeDetail.bind(judges[judge].id, at: 1)
    writeDetail.bind(example, at: 2)
    try detail.json.withBytes { try writeDetail.run(bindingText: UnsafeRawBufferPointer($0), at: 3) }
  }

  // MARK: Examples that are there

  /// Compares with what is there: what to write (nil: nothing new), or why it cannot be.
  func change(
    for judgement: Judgement, example: Int64, key: String
  ) throws -> Result<Change?, Refused> {
    let judge = try position(of: judgement.judge)
    try fill(with: judgement.scores, judge: judge)
    var vector = values
    let detail = JudgementDetail(of: judgement)
    guard let old = try storedVector(judge: judge, example: example) else {
      return .success(
        Change(
          judge: judge, vector: vector, detail: detail.isEmpty ? nil : detail, spread: detail.spread,
          hasFailed: detail.failure != nil, isNew: true))
    }
    var isChanged = false
    for (position, value) in vector.enumerated() {
      let before = position < old.count ? old[position] : ScoreVector.absent
      if ScoreVector.isAbsent(value) {
        vector[position] = before
      } else if ScoreVector.isAbsent(before) {
        isChanged = true
      } else if value != before && !(value.isNaN && before.isNaN) {
        let dimension = judges[judge].dimensions[position]
        return .failure(Refused(.anotherScore(key: key, judge: judgement.judge, dimension: dimension)))
      }
    }
    let before = try storedDetail(judge: judge, example: example)
    guard before.agrees(with: detail) else {
      return .failure(Refused(.anotherReason(key: key, judge: judgement.judge)))
    }
    let merged = before.merging(detail)
    if merged == before && !isChanged { return .success(nil) }
    return .success(
      Change(
        judge: judge, vector: vector, detail: merged == before ? nil : merged, spread: merged.spread,
        hasFailed: merged.failure != nil, isNew: false))
  }

  func apply(_ change: Change, example: Int64) throws {
    try store(
      change.vector, spread: change.spread, hasFailed: change.hasFailed, judge: change.judge,
      example: example)
    if change.isNew { judges[change.judge].added += 1 }
    if let detail = change.detail { try store(detail, judge: change.judge, example: example) }
  }

  private func storedVector(judge: Int, example: Int64) throws -> [Double]? {
    find.bind(judges[judge].id, at: 1)
    find.bind(example, at: 2)
    defer { find.reset() }
    return try find.step() ? ScoreVector.decode(find.bytes(0)) : nil
  }

  private func storedDetail(judge: Int, example: Int64) throws -> JudgementDetail {
    findDetail.bind(judges[judge].id, at: 1)
    findDetail.bind(example, at: 2)
    defer { findDetail.reset() }
    guard try findDetail.step() else { return JudgementDetail() }
    return try StoredJSON.decode(JudgementDetail.self, from: findDetail.text(0))
  }

  // MARK: Judges

  private func position(of name: String) throws -> Int {
    if last >= 0, judges[last].name == name { return last }
    if let known = positions[name] {
      last = known
      return known
    }
    if try !load(name) {
      insertJudge.bind(name, at: 1)
      try insertJudge.run()
      _ = try load(name)
    }
    last = judges.count - 1
    return last
  }

  private func load(_ name: String) throws -> Bool {
    findJudge.bind(name, at: 1)
    defer { findJudge.reset() }
    guard try findJudge.step() else { return false }
    let dimensions = try StoredJSON.decode([String].self, from: findJudge.text(1))
    let places = Dictionary(zip(dimensions, dimensions.indices), uniquingKeysWith: { first, _ in first })
    judges.append(
      Judge(id: findJudge.integer(0), name: name, dimensions: dimensions, positions: places))
    positions[name] = judges.count - 1
    return true
  }

  /// Writes the counts, before a commit. What is known of judges is forgotten: another process may
  /// lengthen a list of dimensions before the next.
  func flush() throws {
    for judge in judges where judge.added > 0 {
      addCount.bind(Int64(judge.added), at: 1)
      addCount.bind(judge.id, at: 2)
      try addCount.run()
    }
    judges.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    last = -1
  }
}
