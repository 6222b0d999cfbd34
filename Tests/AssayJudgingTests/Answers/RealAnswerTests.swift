import AssayJudging
import AssayModel
import Testing

/// The answers of five real judges to five prompts, with the scores that their publishers read from them.
@Suite("Real answers", .enabled(if: RealData.has("summeval/judgements.jsonl"), "\(RealData.reason)"))
struct RealAnswerTests {
  private struct Row: Decodable {
    var prompt: String
    var scores: [String: Double?]
    var raw: [String: String]
  }

  private struct Difference {
    var read: Double
    var published: Double?
    var raw: String
  }

  private func readings(_ prompts: Set<String>) throws -> (read: Int, all: Int, different: [Difference]) {
    var (read, all) = (0, 0)
    var different: [Difference] = []
    for row in try RealData.rows("summeval/judgements.jsonl", as: Row.self) where prompts.contains(row.prompt)
    {
      for (name, raw) in row.raw {
        all += 1
        let result = AnswerParser.parse(
          ChatAnswer(text: raw), dimensions: [AssayModel.Dimension(name: name)], scoring: .automatic)
        guard let value = try? result.get().scores[0].value else { continue }
        read += 1
        let published = row.scores[name] ?? nil
        if value != published { different.append(Difference(read: value, published: published, raw: raw)) }
      }
    }
    return (read, all, different)
  }

  @Test("99.7 % of the answers in prose are read, and none otherwise than it says")
  func prose() throws {
    let (read, all, different) = try readings(["rts", "altrts"])
    #expect(all == 14_400)
    #expect(Double(read) / Double(all) > 0.997)
    // The publishers took another number than the one that is called the score: the judge wrote "The summary is a 4 out
    // of 5 in terms of coherence", and 5 was published.
    #expect(different.count < 260)
    for difference in different {
      #expect(Self.says(difference.read, in: difference.raw), "\(difference.raw)")
    }
  }

  @Test("all stars are read as their publishers do")
  func stars() throws {
    let (read, all, different) = try readings(["stareval"])
    #expect(read == all && all == 2400)
    #expect(different.isEmpty)
  }

  @Test("letters are not read, since nothing tells which of them is the best")
  func letters() throws {
    let (read, all, _) = try readings(["mcq", "altmcq"])
    #expect(read == 0 && all == 4800)
  }

  /// Whether the text calls this number the score in so many words.
  private static func says(_ value: Double, in text: String) -> Bool {
    let digits = JSONText.number(value)
    let words = ["one", "two", "three", "four", "five"]
    let word = value == value.rounded() ? words[Int(value) - 1] : digits
    let forms = [
      "\(digits) out of 5", "\(word) out of five", "\(digits)/5", "core of \(digits)", "core: \(digits)",
    ]
    return forms.contains { text.contains($0) } || text.hasSuffix(" \(digits)")
      || text.hasSuffix(" \(digits).")
  }
}
