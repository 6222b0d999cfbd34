import AssayFormats
import AssayModel
import Foundation
import Testing

@Suite struct ExportTests {
  private func export(_ row: ImportRow) -> ExportRow {
    ExportRow(
      key: row.key ?? "k", body: row.body, mapping: row.mapping, batch: row.batch ?? "b",
      judgements: row.judgements,
      decisions: row.decisions.enumerated().map { index, item in
        Decision(
          id: DecisionID(Int64(index) + 1), uuid: item.uuid ?? "u\(index)",
          step: DecisionID(Int64(item.step ?? "1") ?? 1),
          example: ExampleID(1), reviewer: item.reviewer, action: item.action, at: item.at ?? 0,
          duration: item.duration,
          blind: item.blind)
      }, truth: row.truth, cluster: row.cluster)
  }

  @Test(arguments: 0..<200) func aRoundTripLosesNothing(seed: Int) throws {
    var state = UInt64(seed) &+ 7
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    let texts = [
      "plain", "tab\tand \"quotes\" \\", "line\nbreak\r\n", "\u{1b}[31m\u{202e}", "日本語 👨‍👩‍👧", "\u{2028}\u{0}",
      "",
    ]
    func text() -> String { texts[random(texts.count)] }
    let numbers = ["0.1", "-0", "1e3", "12345678901234567", "1.50", "true", "null", "[1, {\"a\": 2.0}]"]
    let members = (0..<random(4)).map { "\"m\($0)\": \(numbers[random(numbers.count)])" }
    let scores = (0...random(3)).map { "\"d\($0)\": \(random(4) == 0 ? "null" : "\(random(50))e-1")" }
    let line =
      "{"
      + (["\"id\": \(JSONText.string("id \(seed)"))", "\"text\": \(JSONText.string(text()))"] + members
      + [
        "\"batch\": \"b\"",
        "\"judgements\": [{\"judge\": \(JSONText.string("j" + text())), \"scores\": {\(scores.joined(separator: ", "))}, \"reason\": \(JSONText.string(text() + "r"))}]",
        "\"decisions\": [{\"uuid\": \"u\", \"step\": \"1\", \"reviewer\": \"ana\", \"note\": \(JSONText.string(text())), \"at\": \"2026-01-31T12:30:00.250Z\", \"seconds\": 1.25, \"blind\": true}]",
        "\"truth\": {\"verdict\": \"accept\", \"label\": \(JSONText.string(text()))}",
        "\"cluster\": {\"id\": \"c\", \"method\": \"m\", \"threshold\": 0.7, \"similarity\": 0.75, \"representative\": false}",
      ]).joined(separator: ", ") + "}"
    let first = try #require(try events(line).rows.first)
    let written = ExportEncoder().whole(export(first))
    let second = try #require(try events(written).rows.first)
    #expect(second == first)
    #expect(ExportEncoder().whole(export(second)) == written)
  }

  @Test func timesKeepTheirMilliseconds() throws {
    for millisecond in 0..<1_000 {
      let digits = String(repeating: "0", count: 3 - String(millisecond).count) + String(millisecond)
      let at = "2026-11-25T23:53:46.\(digits)Z"
      let line = #"{"text": "a", "decisions": [{"reviewer": "ana", "verdict": "accept", "at": "\#(at)"}]}"#
      let row = try #require(try events(line).rows.first)
      let decision = try #require(row.decisions.first)
      #expect(decision.at == 1_795_650_826_000 + Int64(millisecond))
      #expect(ExportEncoder().whole(export(row)).contains("\"at\": \"\(at)\""))
    }
  }

  @Test func numbersOfAnyLengthKeepAllTheirDigits() throws {
    let line =
      #"{"text": "a -123456789012345678901234567890 b", "n": 123456789012345678901234567890, "#
      + #""deep": [-99999999999999999999, 1.0, 18446744073709551615], "id": 340282366920938463463374607431768211456}"#
    let row = try #require(try events(line).rows.first)
    #expect(row.key == "340282366920938463463374607431768211456")
    #expect(ExportEncoder().whole(export(row)).hasPrefix(line.dropLast()))
  }

  @Test(
    arguments: [
      (
        #"{"text": "old", "label": "a", "n": 1.0}"#, "text",
        #"{"text": "new \"text\"", "label": "b", "n": 1.0, "id": "k", "batch": "b"}"#
      ),
      (
        #"{"instruction": "i", "input": "", "output": "o"}"#, "output",
        #"{"instruction": "i", "input": "", "output": "new \"text\"", "id": "k", "batch": "b", "label": "b"}"#
      ),
      (
        #"{"messages": [{"role": "user", "content": "q", "w": 1}, {"role": "assistant", "content": "a"}]}"#,
        "assistant",
        #"{"messages": [{"role": "user", "content": "q", "w": 1}, {"role": "assistant", "content": "new \"text\""}], "label": "b", "id": "k", "batch": "b"}"#
      ),
      (
        #"{"conversations": [{"from": "human", "value": "q"}], "category": "z"}"#, "human",
        #"{"conversations": [{"from": "human", "value": "new \"text\""}], "category": "b", "id": "k", "batch": "b"}"#
      ),
    ] as [(String, String, String)])
  func editsAndLabelsGoToTheirPlaces(line: String, field: String, expected: String) throws {
    let row = try #require(try events(line).rows.first)
    let written = ExportEncoder().accepted(
      export(row), label: "b", edited: [TextField(name: field, text: "new \"text\"")])
    let object = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? NSDictionary
    #expect(object == (try JSONSerialization.jsonObject(with: Data(expected.utf8)) as? NSDictionary))
  }

  @Test(arguments: [
    #"{"id": "t-1", "text": "old", "label": "b", "n": 1.0}"#,
    #"{"instruction": "i", "input": "x", "output": "o", "intent": "b"}"#,
    #"{"messages": [{"role": "user", "content": "q"}, {"role": "user", "content": [{"text": "z"}]}]}"#,
    #"{"conversations": [{"from": "human", "value": "q"}], "category": "b", "extra": {"deep": [1, 2.0]}}"#,
    #"{"prompt": "p", "answer": "a"}"#,
  ])
  func aRewrittenBodyReadsBackWithItsTextsAndOtherwiseTheSame(line: String) throws {
    let row = try #require(try events(line).rows.first)
    let fields = row.fields.enumerated().map { TextField(name: $1.name, text: "new \"\($0)\"") }
    let body = RowReader.bodyWriter(row.body, row.shape, row.mapping, fields, nil)
    let (before, after) = (
      RowReader.bodyReader(row.body, row.shape, row.mapping),
      RowReader.bodyReader(body, row.shape, row.mapping)
    )
    #expect(after.fields == fields && after.metadata == before.metadata)
    let other = RowReader.bodyWriter(row.body, row.shape, row.mapping, row.fields, "c")
    let read = try #require(try events(other).rows.first)
    #expect(read.label == "c" && read.fields == row.fields && read.shape == row.shape)
  }

  @Test func aMappedLabelChangesWhereItStands() throws {
    let mapping = FieldMapping(entries: [
      .init(field: "question", path: "data.q"), .init(field: "label", path: "meta.kind.0"),
    ])
    let line = #"{"data": {"q": "a"}, "meta": {"kind": ["x", "y"], "n": 2.5}}"#
    let body = RowReader.bodyWriter(
      line, .mapped, mapping, [TextField(name: "question", text: "b")], "z")
    #expect(body == #"{"data": {"q": "b"}, "meta": {"kind": ["z", "y"], "n": 2.5}}"#)
  }

  @Test func whatSamplesSaidGoesRound() throws {
    let judgement = Judgement(
      judge: "judge v1 · small",
      scores: [
        DimensionScore(dimension: "a", value: 3.5, values: [3, 4], spread: 0.7071067811865476),
        DimensionScore(dimension: "b", value: nil),
      ], failure: "no number for b, “twice”")
    let line = ExportEncoder.scores(judgement, key: "k")
    #expect(try events(line).annotations.first?.judgements == [judgement])
    #expect(line.contains(#""values": {"a": [3, 4]}, "spreads": {"a": 0.7071067811865476}"#))
  }

  @Test func fieldsThatOnlyHaveTheNameOfWhatSamplesSaidStay() throws {
    let line =
      #"{"text": "t", "judge": "j", "scores": {"a": 1}, "values": [1], "spreads": 2, "failure": null}"#
    let row = try #require(try events(line).rows.first)
    #expect(row.body == #"{"text": "t", "values": [1], "spreads": 2, "failure": null}"#)
    #expect(try events(#"{"text": "t", "values": {"a": [1]}, "failure": "x"}"#).rows.first?.judgements == [])
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+a", "'+a"), ("-cmd", "'-cmd"), ("@x", "'@x"), ("-1.5", "-1.5"), ("+3", "+3"),
    ("a,b", "\"a,b\""),
    ("say \"hi\"", "\"say \"\"hi\"\"\""), ("a\nb", "\"a\nb\""), ("\t=1", "'\t=1"), ("", ""),
    ("=a,b", "\"'=a,b\""), ("'=a", "''=a"), ("'quoted'", "'quoted'"), ("''", "''"),
  ])
  func csvCellsAreSafe(text: String, expected: String) throws {
    #expect(CSVEncoder.record([text]) == expected)
    let scratch = try Scratch()
    let reader = try RowReader(path: try scratch.file("id,text\n1,\(expected)\n".utf8))
    guard !text.isEmpty else { return }
    guard case .example(let row, _) = try reader.next() else {
      Issue.record("the cell cannot be read back")
      return
    }
    #expect(row.fields.map(\.text) == [text])
  }

  @Test func anEmptyAnswerIsKeptAndAnEmptyColumnIsNot() throws {
    let scratch = try Scratch()
    let text = "instruction,input,output,text,seconds\nsay nothing,,,,\n,,,plain,\n"
    let reader = try RowReader(path: try scratch.file(text.utf8))
    var shapes: [RowShape] = []
    while case .example(let row, _) = try reader.next() { shapes.append(row.shape) }
    #expect(shapes == [.alpaca, .plain])
  }

  @Test func aFileIsReplacedOnlyByForceAndWholly() throws {
    let scratch = try Scratch()
    let path = try scratch.file("old".utf8, "out.jsonl")
    #expect(throws: AtomicFileWriter.Failure.self) { try AtomicFileWriter(path: path, force: false) }
    do {
      let abandoned = try AtomicFileWriter(path: path, force: true)
      try abandoned.write(line: "half")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    let writer = try AtomicFileWriter(path: path, force: true)
    try writer.write(line: "new")
    try writer.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "new\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path) == ["out.jsonl"])
  }

  @Test(arguments: [0.1, -0.0, 1e21, 1.5, 3, 0.30000000000000004, 1e-7, 123_456_789.125])
  func numbersReadBackAsTheSame(value: Double) {
    #expect(Double(JSONText.number(value)) == value)
  }
}
