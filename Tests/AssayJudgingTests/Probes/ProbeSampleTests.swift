import AssayJudging
import AssayModel
import Foundation
import Testing

@Suite struct ProbeSampleTests {
  static let data = "/work/shared/data"
  static func rows(_ path: String) -> [[String: Any]] {
    (try? String(contentsOfFile: data + "/" + path, encoding: .utf8))?.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    } ?? []
  }
  static func show(_ name: String, _ texts: [ProbeText], _ count: Int) {
    let corpus = ProbeCorpus(texts: texts)
    let origins = texts.enumerated().map { ProbePlan.Origin(id: ExampleID(Int64($0.offset) + 1), text: $0.element) }
    let start = Date()
    let plan = ProbePlan(origins: origins, corpus: corpus, count: 2 * count, kinds: Corruptions.kinds, seed: UInt64(ProcessInfo.processInfo.environment["SEED"] ?? "1")!)
    print("=====", name, plan.bad.count, plan.good.count, Date().timeIntervalSince(start))
    for s in plan.shortages { print("shortage", s.fault.rawValue, s.made, "of", s.wanted, s.reason) }
    for bad in plan.bad {
      let origin = texts[Int(bad.origin.rawValue) - 1]
      print("\n--- [\(bad.fault.rawValue)] \(bad.corruption.detail)")
      for (old, new) in zip(origin.fields, bad.corruption.fields) {
        if old == new { print("  \(old.name): \(old.text.prefix(250))") } else {
          print("  \(old.name) WAS: \(old.text.prefix(700))\n  \(old.name) NOW: \(new.text.prefix(900))")
        }
      }
      if let label = origin.label { print("  label: \(label) -> \(bad.corruption.label ?? "-")") }
    }
  }
  @Test(.enabled(if: ProcessInfo.processInfo.environment["SAMPLE"] != nil)) func sample() {
    let bar = Self.rows("llmbar/pairs.jsonl").map { r in
      ProbeText(fields: [TextField(name: "instruction", text: r["instruction"] as! String), TextField(name: "output", text: r["output_\(r["label"] as! Int)"] as! String)])
    }
    Self.show("llmbar", bar, 40)
    let bank = (try? String(contentsOfFile: Self.data + "/banking77/train.csv", encoding: .utf8))?.split(separator: "\r\n").flatMap{$0.split(separator: "\n")}.dropFirst().compactMap { line -> ProbeText? in
      guard let comma = line.lastIndex(of: ",") else { return nil }
      return ProbeText(fields: [TextField(name: "text", text: line[..<comma].trimmingCharacters(in: ["\""]))], label: String(line[line.index(after: comma)...]).trimmingCharacters(in: .whitespaces))
    } ?? []
    Self.show("banking", bank.enumerated().filter { $0.offset % 5 == 0 }.map(\.element), 30)
    let seeds = Self.rows("self_instruct/seed_tasks.jsonl").map { r in
      let i = (r["instances"] as! [[String: Any]])[0]
      return ProbeText(fields: [TextField(name: "instruction", text: r["instruction"] as! String), TextField(name: "input", text: i["input"] as! String), TextField(name: "output", text: i["output"] as! String)])
    }
    Self.show("self_instruct", seeds, 40)
  }
}
