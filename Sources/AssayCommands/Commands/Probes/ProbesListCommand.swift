import ArgumentParser
import AssayModel
import AssayStore
import TerminalCore

/// `assay probes list`
struct ProbesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all probes with their faults and what the judges say of them.",
    discussion: "Whoever still reviews should not look: it says which examples are probes.")

  @OptionGroup var location: WorkspaceOptions

  @Flag(help: "Only those that a person has to confirm or discard.")
  var proposed = false

  @Flag(help: "The list as JSON.")
  var json = false

  struct Entry: Encodable {
    var key: String
    var origin: String
    /// nil: known-good.
    var fault: String?
    var detail: String
    var status: String
    var reviewer: String?
    /// "keep" or "drop" by judge.
    var verdicts: [String: String]
  }

  func run() throws {
    let task = try location.configuration(RuntimeEnvironment.current.folders).task
    let entries = try Self.entries(location.open(), keepAt: task.keepAt).filter {
      !proposed || $0.status == Probe.Status.proposed.rawValue
    }
    if json { return try JSONOutput.print(entries) }
    if entries.isEmpty {
      return Console.output(proposed ? "No probe waits for a person" : "No probes yet: assay probes make")
    }
    for line in entries.flatMap(Self.lines) { Console.output(DisplayText.safe(line)) }
  }

  static func entries(_ workspace: Workspace, keepAt: Double) throws -> [Entry] {
    let probes = try workspace.probes().filter { !$0.isRepeat }
    let keys = try workspace.keys(of: probes.flatMap { [$0.example, $0.origin] })
    let rules = try workspace.keepRulesByJudge()
    return try probes.map { probe in
      let verdicts = try workspace.judgements(on: probe.example).compactMap { judgement in
        (rules[judgement.judge] ?? .mean(atLeast: keepAt)).keeps(judgement.values)
          .map { (judgement.judge, $0 ? "keep" : "drop") }
      }
      return Entry(
        key: keys[probe.example] ?? "", origin: keys[probe.origin] ?? "", fault: probe.fault?.rawValue,
        detail: probe.detail, status: probe.status.rawValue, reviewer: probe.reviewer,
        verdicts: Dictionary(verdicts, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func lines(_ entry: Entry) -> [String] {
    let kind = entry.fault ?? "known-good"
    let status = entry.status == Probe.Status.confirmed.rawValue ? "" : "  \(entry.status)"
    let judged = entry.verdicts.sorted { $0.key < $1.key }.map { "    \($0.key): \($0.value)" }
    let source =
      entry.fault == nil
      ? (entry.reviewer.map { "accepted by \($0)" } ?? "good by its publisher or as a seed") : entry.detail
    return ["\(entry.key)  \(kind)\(status)", "    \(source)"] + judged
  }
}
