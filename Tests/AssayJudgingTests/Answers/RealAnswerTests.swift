import AssayJudging
import AssayModel
import AssayStatistics
import Testing

/// The answers of nine real judges, with the scores that their publishers read from them.
@Suite("Real answers", .enabled(if: RealData.has("summeval/judgements.jsonl"), "\(RealData.reason)"))
struct RealAnswerTests {
  private struct Row: Decodable {
    var judge: String
    var prompt: String
    var scores: [String: Double?]
    var raw: [String: String]
  }

  private struct Tally {
    var read = 0
    var all = 0
    var different: [String] = []
  }

  private func tally(_ prompts: Set<String>) throws -> Tally {
    var tally = Tally()
    for row in try RealData.rows("summeval/judgements.jsonl", as: Row.self) where prompts.contains(row.prompt) {
      for (name, raw) in row.raw {
        tally.all += 1
        let dimension = AssayModel.Dimension(name: name)
        let result = AnswerParser.parse(ChatAnswer(text: raw), dimensions: [dimension], scoring: .automatic)
        guard case .success(let parsed) = result, let value = parsed.scores[0].value else {
          if ENV { print("UNREAD", row.judge, name, "\(row.scores[name] as Any)", raw.debugDescription.prefix(900), result) }
          continue
        }
        tally.read += 1
        if value != row.scores[name] {
          tally.different.append("\(row.judge) \(name) \(value) \(row.scores[name]! ?? -1): \(raw.debugDescription)")
        }
      }
    }
    return tally
  }

  @Test("reasons and stars")
  func prose() throws {
    for prompts in [["rts"], ["altrts"], ["stareval"], ["mcq"], ["altmcq"]] as [Set<String>] {
      let tally = try tally(prompts)
      print("TALLY", prompts, tally.read, tally.all, tally.different.count)
      for line in tally.different { print("DIFF", line.prefix(1200)) }
    }
  }
}
import Foundation
let ENV = ProcessInfo.processInfo.environment["SHOW"] != nil
