import AssayStatistics
import Foundation
import Testing

@testable import AssayText

@Suite("Orders to the judge")
struct OrderDetectorTests {
  private func report(_ name: String, _ attacks: [InjectionCorpus.Attack]) -> Proportion {
    var byCategory: [String: (Int, Int)] = [:]
    for attack in attacks {
      let found = OrderDetector.givesOrders(attack.text)
      byCategory[attack.category, default: (0, 0)].1 += 1
      if found {
        byCategory[attack.category, default: (0, 0)].0 += 1
      } else {
        print("MISSED", name, attack.category, attack.text.debugDescription)
      }
    }
    let n = byCategory.values.map(\.0).reduce(0, +)
    let p = Proportion(successes: n, n: attacks.count)
    print("RATE", name, n, attacks.count, p.wilson()!, byCategory.sorted { $0.key < $1.key })
    return p
  }

  @Test func rates() throws {
    _ = report("known", InjectionCorpus.known)
    if ProcessInfo.processInfo.environment["UNSEEN"] != nil { _ = report("unseen", InjectionCorpus.unseen) }
    for (name, texts) in [("harmless", BenignCorpus.harmless), ("mentions", BenignCorpus.mentions)] {
      let flagged = texts.filter(OrderDetector.givesOrders)
      print("FP", name, flagged.count, texts.count)
      for text in flagged {
        print(
          "  FALSE", text.debugDescription,
          OrderDetector.findings(in: text).map { "\($0.kind): \(text[$0.range])" })
      }
    }
    let sets: [(String, [String])] = [
      ("self_instruct/seed_tasks.jsonl", ["instruction"]),
      ("self_instruct/user_oriented.jsonl", ["instruction", "input", "target"]),
      ("gpteacher_toolformer/examples.jsonl", ["instruction", "input", "output"]),
      ("llmbar/pairs.jsonl", ["instruction", "output_1", "output_2"]),
      ("summeval/docs.jsonl", ["text", "reference"]), ("clinc150/train.jsonl", ["text"]),
      ("banking_generated/smollm2_135m.jsonl", ["text"]),
    ]
    for (file, fields) in sets {
      let rows = try RealData.rows(file)
      let flagged = rows.filter { row in
        fields.contains { OrderDetector.givesOrders(row[$0] as? String ?? "") }
      }
      print("REAL", file, flagged.count, rows.count)
      for row in flagged.prefix(60) {
        for f in fields {
          let text = row[f] as? String ?? ""
          for x in OrderDetector.findings(in: text) {
            print("   ", x.kind, text[x.range].debugDescription.prefix(160))
          }
        }
      }
    }
  }
}
