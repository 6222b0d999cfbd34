import AssayFormats
import AssayModel
import Foundation
import Testing

/// Writes texts to files that go away with the test.
struct Scratch: ~Copyable {
  let folder: URL
  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "assay-formats-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ bytes: some Sequence<UInt8>, _ name: String = "rows") throws -> String {
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }
}

/// Everything that a reader says of a text.
func events(
  _ text: String, mapping: FieldMapping = FieldMapping(), chunk: Int = 1 << 18
) throws -> [RowEvent] {
  let scratch = try Scratch()
  let reader = try RowReader(path: try scratch.file(text.utf8), mapping: mapping, chunk: chunk)
  var events: [RowEvent] = []
  while let event = try reader.next() { events.append(event) }
  return events
}

extension [RowEvent] {
  var rows: [ImportRow] { compactMap { if case .example(let row, _) = $0 { row } else { nil } } }
  var annotations: [ImportAnnotation] {
    compactMap { if case .annotation(let item, _) = $0 { item } else { nil } }
  }
  /// Problems without the file's name: `2: what is wrong`.
  var problems: [String] {
    compactMap { event in
      guard case .problem(let problem) = event else { return nil }
      return "\(problem.line): " + (problem.field.map { "\($0): " } ?? "") + problem.message
    }
  }
}

@Suite struct RowReaderTests {
  @Test(
    arguments: [
      (#"{"text": "hello", "label": "a"}"#, RowShape.plain, ["text=hello"]),
      (#"{"instruction": "do", "input": "", "output": "done"}"#, .alpaca, ["instruction=do", "output=done"]),
      (
        #"{"instruction": "do", "input": "this", "output": "done"}"#, .alpaca,
        ["instruction=do", "input=this", "output=done"]
      ),
      (
        #"{"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "yes"}, {"role": "user", "content": [{"type": "text", "text": "more"}]}]}"#,
        .chat, ["user=hi", "assistant=yes", "user 2=more"]
      ),
      (
        #"{"conversations": [{"from": "human", "value": "hi"}, {"from": "gpt", "value": "yes"}]}"#, .sharegpt,
        ["human=hi", "gpt=yes"]
      ),
      (#"{"prompt": "p", "completion": "c"}"#, .promptCompletion, ["prompt=p", "completion=c"]),
      (#"{"question": "q", "answer": ""}"#, .promptCompletion, ["question=q", "answer="]),
    ] as [(String, RowShape, [String])])
  func shapesAreRecognisedByContent(line: String, shape: RowShape, fields: [String]) throws {
    let row = try #require(try events(line).rows.first)
    #expect(row.shape == shape)
    #expect(row.fields.map { "\($0.name)=\($0.text)" } == fields)
    #expect(row.body == line)
  }

  @Test func mappedPathsReachInside() throws {
    let mapping = FieldMapping(entries: [
      .init(field: "question", path: "data.turns.1.q"), .init(field: "label", path: "meta.kind"),
      .init(field: "id", path: "n"),
    ])
    let row = try #require(
      try events(
        #"{"n": 7, "data": {"turns": [{"q": "a"}, {"q": "b"}]}, "meta": {"kind": "x"}}"#, mapping: mapping
      ).rows.first)
    #expect(row.fields == [TextField(name: "question", text: "b")])
    #expect(row.label == "x" && row.key == "7" && row.shape == .mapped)
  }

  @Test func assaysOwnMembersMoveOutAndTheRestStaysByteForByte() throws {
    let line =
      #"{"id": 12345678901234567, "text": "a\u00e9", "n": 1.50, "judgements": [{"judge": "j", "scores": {"x": 4, "y": null}, "reasons": {"x": "why"}, "probabilities": {"x": [0.25, 0.75]}, "tokens": 9}], "extra": {"deep": [1, 2.0]}, "truth": {"verdict": "reject", "source": "s"}, "cluster": {"id": "c1", "similarity": 0.9, "representative": true}}"#
    let row = try #require(try events(line).rows.first)
    #expect(row.key == "12345678901234567")
    #expect(
      row.body == #"{"id": 12345678901234567, "text": "a\u00e9", "n": 1.50, "extra": {"deep": [1, 2.0]}}"#)
    #expect(row.fields[0].text == "aé")
    #expect(
      row.judgements == [
        Judgement(
          judge: "j",
          scores: [
            DimensionScore(dimension: "x", value: 4, reason: "why", probabilities: [0.25, 0.75]),
            DimensionScore(dimension: "y", value: nil),
          ], tokens: 9)
      ])
    #expect(row.truth == Truth(verdict: .reject, source: "s"))
    #expect(row.cluster == ImportedCluster(id: "c1", similarity: 0.9, representative: true))
    let fields = RowReader.bodyReader(row.body, row.shape, row.mapping)
    #expect(fields.fields == row.fields)
    #expect(fields.metadata.map(\.name) == ["n", "extra"])
    #expect(fields.metadata.map(\.text) == ["1.50", #"{"deep": [1, 2.0]}"#])
  }

  @Test func membersThatOnlyLookLikeAssaysStay() throws {
    let line =
      #"{"text": "a", "cluster": 5, "decisions": "none", "truth": "unclear", "judgements": [1], "verdict": "guilty"}"#
    let row = try #require(try events(line).rows.first)
    #expect(row.body == line)
    #expect(row.cluster == nil && row.decisions.isEmpty && row.truth == nil && row.judgements.isEmpty)
  }

  @Test func linesOfTheirOwnJoinById() throws {
    let found = try events(
      """
      {"id": "a", "judge": "j", "scores": {"x": 3}, "reason": "so"}
      {"id": "a", "reviewer": "ana", "verdict": "accept", "at": "2026-01-31T12:30:00.250Z", "seconds": 2.5, "blind": true}
      {"id": "b", "reviewer": "ana", "verdict": "relabel", "label": "billing"}
      {"id": "b", "truth": {"verdict": "accept"}}
      {"id": "c", "cluster": {"id": "7"}}
      """)
    #expect(found.problems.isEmpty)
    #expect(found.annotations.map(\.key) == ["a", "a", "b", "b", "c"])
    let decision = try #require(found.annotations[1].decisions.first)
    #expect(decision.action == .accept && decision.duration == 2_500 && decision.blind)
    #expect(decision.at == 1_769_862_600_250)
    #expect(found.annotations[2].decisions.first?.action == .relabel("billing"))
  }

  @Test(
    arguments: [
      (#"{"text": "a""#, "1: broken JSON (cut off, or a comma, colon, quote or bracket is wrong)"),
      (#"[1"#, "1: not a JSON object: a row looks like {\"text\": \"…\"}"),
      (
        #"{"foo": 1, "bar": 2}"#,
        "1: no text found: it has \"foo\", \"bar\"; say where it is: --map text=PATH"
      ),
      (#"{"text": 5}"#, "1: no text found: \"text\" is a number, not a text; put it in quotes"),
      (#"{"text": null}"#, "1: no text found: \"text\" is null, not a text"),
      (#"{}"#, "1: no text found: the row is empty; say where it is: --map text=PATH"),
      (#"{"text": "a", "id": {}}"#, "1: id: an id is a text or a number that is not empty"),
      (
        #"{"text": "a", "judge": "j", "scores": {"x": "high"}}"#,
        "1: scores.x: a score is a number, or null where the judge gave none"
      ),
      (
        #"{"text": "a", "judgements": [{"judge": "j"}]}"#,
        "1: judgements.0.scores: missing: {\"accuracy\": 4, …}"
      ),
      (
        #"{"id": "a", "reviewer": "ana", "verdict": "acept"}"#,
        "1: verdict: \"acept\" is no verdict: accept or reject; did you mean \"accept\"?"
      ),
      (
        #"{"id": "a", "reviewer": "ana", "verdict": "accept", "at": "yesterday"}"#,
        "1: at: not a time like 2026-01-31T12:30:00.000Z"
      ),
      ("{\"text\": \"a\u{1}b\"}", "1: broken JSON: a string is not closed or has a wrong escape"),
    ] as [(String, String)])
  func brokenLinesAreNamed(line: String, expected: String) throws {
    #expect(try events(line).problems == [expected])
  }

  @Test func abadLineDoesNotStopTheOthers() throws {
    let found = try events(
      "{\"text\": \"a\"}\nnot json {\n\n\r\n{\"text\": \"b\"}\r\n{\"text\": \"c\u{2028}d\"}")
    #expect(found.rows.map { $0.fields[0].text } == ["a", "b", "c\u{2028}d"])
    #expect(found.problems.map { $0.prefix(2) } == ["2:"])
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096]) func arraysAreCutRightAtAnyChunk(chunk: Int) throws {
    let text =
      "[\n {\"text\": \"a, ]}\\\" {\", \"x\": [1, [2]]},\n\n {\"text\": \"b\"} , 5,\n {\"text\": \"日本\"}\n]\n"
    let found = try events(text, chunk: chunk)
    #expect(found.rows.map { $0.fields[0].text } == ["a, ]}\" {", "b", "日本"])
    #expect(found.problems == ["4: not a JSON object: a row looks like {\"text\": \"…\"}"])
  }

  @Test(arguments: [1, 5, 4096]) func csvHasQuotesLineBreaksAndScores(chunk: Int) throws {
    let text =
      "\u{feff}id,text,label,judge,score.accuracy\r\n1,\"a \"\"b\"\", c\r\nd\",x,j,4\r\n2,plain,,,\r\n3,too,few\r\n4,\"last\",y,j,5"
    let found = try events(text, chunk: chunk)
    #expect(found.rows.map { $0.fields[0].text } == ["a \"b\", c\r\nd", "plain", "last"])
    #expect(found.rows.map(\.label) == ["x", nil, "y"])
    #expect(
      found.rows[0].judgements == [
        Judgement(judge: "j", scores: [DimensionScore(dimension: "accuracy", value: 4)])
      ])
    #expect(found.rows[1].judgements.isEmpty)
    #expect(found.problems == ["5: 3 cells where the first line has 5"])
  }

  @Test func tabsSeparateToo() throws {
    #expect(try events("text\tcategory\nhello, you\tgreeting\n").rows.map(\.label) == ["greeting"])
  }

  @Test func gzipIsInflatedAndATruncatedOneIsSaid() throws {
    let scratch = try Scratch()
    let plain = (0..<2_000).map { "{\"text\": \"row \($0) \(UInt64($0) &* 0x9e37_79b9_7f4a_7c15)\"}\n" }
      .joined()
    let path = try scratch.file(plain.utf8, "rows.jsonl")
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", path]
    try gzip.run()
    gzip.waitUntilExit()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
    // The name says nothing; two members in one file are one stream.
    let twice = try RowReader(path: try scratch.file(bytes + bytes, "twice"))
    var count = 0
    while try twice.next() != nil { count += 1 }
    #expect(count == 4_000)
    let cut = try RowReader(path: try scratch.file(bytes.prefix(bytes.count / 2), "cut"))
    var error: String?
    do { while try cut.next() != nil {} } catch let failure { error = "\(failure)" }
    #expect(error?.hasSuffix("the gzip'd data end too early; the file is incomplete") == true)
  }

  @Test func whatCannotBeOpenedIsSaid() throws {
    #expect(throws: (any Error).self) { try RowReader(path: "/nonexistent/file") }
    let scratch = try Scratch()
    do {
      _ = try RowReader(path: scratch.folder.path)
      Issue.record("a folder was opened")
    } catch { #expect("\(error)".hasSuffix("is a folder; name the files in it")) }
    do {
      _ = try RowReader(path: try scratch.file([0xFF, 0xFE, 0x7B, 0]))
      Issue.record("UTF-16 was taken")
    } catch { #expect("\(error)".contains("is UTF-16")) }
  }

  @Test(arguments: 0..<300) func flippedBytesNeverBreakTheReader(seed: Int) throws {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func random(_ below: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(below))
    }
    let good =
      #"{"id": "a", "messages": [{"role": "user", "content": "hé\n"}], "judgements": [{"judge": "j", "scores": {"x": 1.5}}], "cluster": {"id": 1}}"#
      + "\n"
    var bytes = Array(String(repeating: good, count: 3).utf8)
    for _ in 0...random(6) { bytes[random(bytes.count)] = UInt8(random(256)) }
    let scratch = try Scratch()
    let reader = try RowReader(path: try scratch.file(bytes), chunk: 1 + random(64))
    var count = 0
    while let event = try reader.next() {
      if case .example(let row, _) = event {
        #expect(
          JSONSerialization.isValidJSONObject(try JSONSerialization.jsonObject(with: Data(row.body.utf8))))
      }
      count += 1
    }
    #expect(count <= bytes.count)
  }

  @Test func aListThatIsNotClosedIsAnError() throws {
    #expect(try events(#"[{"text": "a"}, {"text": "b"}]"#).rows.count == 2)
    #expect(throws: (any Error).self) { try events(#"[{"text": "a"},"#) }
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    for number in ["012345678901234567890123", "1234567890123456789012x", "--12345678901234567890"] {
      #expect(try events(#"{"text": "a", "n": \#(number)}"#).problems.count == 1)
    }
  }
}
