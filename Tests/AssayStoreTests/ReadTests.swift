import AssayModel
import AssayTesting
import Testing

@testable import AssayStore

@Suite struct ReadTests {
  let workspace: Workspace

  init() throws { workspace = try temporaryWorkspace() }

  private static let texts = [
    "The quick brown fox", "Crème BRÛLÉE recipe", "he said \"don't\" \\ stop\n\ttab", "日本語のテキスト",
    "İstanbul ŞEHİR",
    "a\u{0}b\u{1b}[2J\u{202e}x", "", "100% off_sale", "🧑‍🌾 family 🇫🇷", "slash/and more",
  ]

  @Test func hostileTextsComeBackAsTheyWere() throws {
    let rows = Self.texts.map { SampleRows.row($0, label: $0, batch: $0) }
    try workspace.load(rows)
    let examples = try workspace.examples((1...10).map { ExampleID($0) })
    #expect(examples.map { $0.fields.first?.text } == Self.texts)
    #expect(examples.map(\.label) == Self.texts)
    #expect(try workspace.batches().map(\.name) == Self.texts)
    #expect(try workspace.allRows().map(\.body) == rows.map(\.body))
    #expect(try workspace.columns(judge: nil).length == Self.texts.map { Int32($0.unicodeScalars.count) })
  }

  @Test func examplesComeInTheOrderAskedFor() throws {
    try workspace.load(["a", "b", "c"].map { SampleRows.row($0, key: $0) })
    let ids = [3, 99, 1, 0, 3].map { ExampleID($0) }
    #expect(try workspace.examples(ids).map(\.key) == ["c", "a", "c"])
    #expect(try workspace.id(forKey: "b") == ExampleID(2))
    #expect(try workspace.id(forKey: "z") == nil)
    #expect(try workspace.examples([]).isEmpty)
  }

  @Test func whatCameLaterIsReadByItselfAndAddsUpToTheWhole() throws {
    let scores = [DimensionScore(dimension: "x", value: 4)]
    func rows(_ range: ClosedRange<Int>) -> [ImportRow] {
      range.map { number in
        SampleRows.row(
          "text \(number)", key: "k\(number)", label: "label \(number % 3)", batch: "batch \(number / 4)",
          judgements: [Judgement(judge: "j", scores: scores)],
          cluster: number % 5 == 0
            ? ImportedCluster(
              id: "c\(number)", method: "m", threshold: 0.7, similarity: 1, representative: true) : nil,
          provenance: Provenance(technique: "technique \(number % 2)"))
      }
    }
    try workspace.load(rows(1...7))
    let judge = try #require(try workspace.judges().first).id
    var columns = try workspace.columns(judge: judge)
    try workspace.load(rows(8...12))
    let new = try workspace.columns(judge: judge, after: columns.count)
    #expect(new.count == 5 && new.judge == judge)
    columns.append(new)
    let whole = try workspace.columns(judge: judge)
    #expect(columns.batch == whole.batch && columns.label == whole.label)
    #expect(columns.technique == whole.technique && columns.length == whole.length)
    #expect(columns.score == whole.score && columns.cluster == whole.cluster)
    #expect(columns.labels == whole.labels && columns.techniques == whole.techniques)
    #expect(columns.clusterSizes == whole.clusterSizes && columns.clusterKinds == whole.clusterKinds)
    #expect(try workspace.columns(judge: judge, after: 12).count == 0)
    let tail = whole.suffix(from: 7)
    #expect(tail.batch == new.batch && tail.score == new.score && tail.cluster == new.cluster)
  }

  @Test func everythingOfARowIsKept() throws {
    let mapping = FieldMapping(entries: [FieldMapping.Entry(field: "q", path: "a.0.b")])
    let judgement = Judgement(
      judge: "j/1",
      scores: [
        DimensionScore(dimension: "x", value: 4.5, reason: "r", probabilities: [0.25, 0.75]),
        DimensionScore(dimension: "y", value: nil, reason: "none"),
      ], reason: "whole", tokens: 12, seconds: 0.5)
    var row = SampleRows.row(
      "t", key: "k", label: "l", batch: "b", judgements: [judgement],
      truth: Truth(verdict: .reject, label: "m", source: "s"),
      cluster: ImportedCluster(id: "c", method: "m", threshold: 0.7, similarity: 0.9, representative: true),
      provenance: Provenance(technique: "t", model: "m", promptVersion: "p", parent: "q", seeds: ["1", "2"]))
    row.mapping = mapping
    row.shape = .mapped
    row.difficulty = "hard"
    try workspace.load([row])
    let stored = try #require(try workspace.allRows().first)
    #expect(stored.key == "k" && stored.batchName == "b" && stored.label == "l")
    #expect(stored.shape == .mapped && stored.mapping == mapping && stored.body == row.body)
    #expect(stored.judgements == [judgement])
    #expect(stored.truth == row.truth && stored.cluster == row.cluster)
    #expect(stored.provenance == row.provenance && stored.difficulty == "hard")
    #expect(try workspace.examples([ExampleID(1)]).first?.provenance == row.provenance)
  }

  @Test func columnsAreWhatRowsSay() throws {
    let techniques = [nil, "direct", "paraphrase"]
    let rows = (0..<400).map { number in
      SampleRows.row(
        String(repeating: "é", count: number % 37) + "\(number)",
        label: number % 5 == 0 ? nil : "label \(number % 7)", batch: "batch \(number % 11)",
        judgements: number % 3 == 0
          ? [] : [SampleRows.judgement(["a": Double(number % 5), "b": number % 4 == 0 ? nil : 2])],
        cluster: number % 10 < 2 ? ImportedCluster(id: "c\(number / 20)") : nil,
        provenance: Provenance(technique: techniques[number % 3]))
    }
    try workspace.load(Array(rows.prefix(150)))
    let judge = try #require(try workspace.judges().first).id
    var columns = try workspace.columns(judge: judge)
    #expect(columns.count == 150)
    #expect(try !workspace.extend(&columns))
    try workspace.load(rows)
    #expect(try workspace.extend(&columns))
    #expect(columns.count == 400)
    let stored = try workspace.allRows()
    for (index, row) in stored.enumerated() {
      #expect(Int64(columns.batch[index]) == row.batch.rawValue)
      #expect((columns.label[index] < 0 ? nil : columns.labels[Int(columns.label[index])]) == row.label)
      let technique = columns.technique[index]
      #expect((technique < 0 ? nil : columns.techniques[Int(technique)]) == row.provenance.technique)
      #expect(Int(columns.length[index]) == rows[index].fields[0].text.unicodeScalars.count)
      #expect(columns.score[index].isNaN == (row.judgements.isEmpty))
      if let mean = row.judgements.first?.mean { #expect(columns.score[index] == Float(mean)) }
      #expect((columns.cluster[index] == 0) == (row.cluster == nil))
    }
    let fresh = try workspace.columns(judge: judge)
    #expect(fresh.clusterSizes == columns.clusterSizes && fresh.cluster == columns.cluster)
    #expect(fresh.clusterSizes.values.allSatisfy { $0 == 4 })
    #expect(try workspace.columns(judge: nil).score.allSatisfy(\.isNaN))
    var seen: Set<String> = []
    #expect(try workspace.labels() == stored.compactMap(\.label).filter { seen.insert($0).inserted })
  }

  @Test func anExportIsOfOneMoment() throws {
    try workspace.load((0..<20).map { SampleRows.row("row \($0)") })
    var count = 0
    try workspace.forEachExample { row in
      count += 1
      if count == 1 {
        try workspace.load([SampleRows.row("later")])
        try workspace.annotate(
          ImportAnnotation(key: hash(SampleRows.row("row 19")), truth: Truth(verdict: .accept)))
      }
      #expect(row.truth == nil)
    }
    #expect(count == 20)
    #expect(try workspace.exampleCount() == 21)
    var some: [Int64] = []
    try workspace.forEachExample(in: [5, 99, 2].map { ExampleID($0) }) { some.append($0.id.rawValue) }
    #expect(some == [5, 2])
  }

  @Test func whatTheCallerThrowsEndsAnExport() throws {
    struct Stop: Error {}
    try workspace.load([SampleRows.row("one"), SampleRows.row("two")])
    var count = 0
    #expect(throws: Stop.self) {
      try workspace.forEachExample { _ in
        count += 1
        throw Stop()
      }
    }
    #expect(count == 1)
  }
}
