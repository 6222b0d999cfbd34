import AssayModel
import AssayStore
import Foundation
import ModelServerTesting
import Synchronization
import TerminalTesting
import Testing

/// `assay generate` and `assay augment` as a person runs them, with a model's server that the tests control.
@Suite struct GenerateProgramTests {
  private static func server(latency: Double = 0) throws -> ChatServer {
    try ChatServer(latency: latency) { ScriptedGenerator.answer($0) }
  }

  private static let prices = "price_in = 10\nprice_out = 100"

  // MARK: Filling quotas

  @Test func everyQuotaIsFilledAndTheExamplesSayWhereTheyAreFrom() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server, settings: Self.prices)
    let (code, result, error) = try workspace.generate("--count", "40", "--difficulty", "easy=.5,hard=.5")
    #expect(code == 0, "\(error)")
    #expect(result["taken"] as? Int == 40)
    #expect(result["batch"] as? String == "direct 1")
    #expect(result["ending"] as? String == "finished")
    #expect((result["cost"] as? Double ?? 0) > 0)
    let quotas = try #require(result["quotas"] as? [[String: Any]])
    #expect(quotas.allSatisfy { $0["wanted"] as? Int == $0["taken"] as? Int })
    let examples = try workspace.generated()
    let counts = Dictionary(grouping: examples, by: { $0.label ?? "" }).mapValues(\.count)
    #expect(counts == ["refund": 14, "lost card": 13, "transfer": 13])
    #expect(examples.filter { $0.difficulty == "hard" }.count == 20)
    #expect(Set(examples.map { $0.fields.first?.text }).count == 40)
    #expect(examples.allSatisfy { $0.provenance.technique == "direct" && $0.provenance.model == "test-7b" })
    #expect(examples.allSatisfy { !$0.provenance.seeds.isEmpty && $0.provenance.promptVersion != nil })
    // Nothing was asked twice.
    #expect(server.tally.contents.values.allSatisfy { $0.requests == 1 })
    // The seeds are there once, however often they are named; the same command makes other examples.
    #expect(try workspace.generate("--count", "40", "--difficulty", "easy=.5,hard=.5").code == 0)
    #expect(try workspace.generated().count == 80)
    #expect(try workspace.open().exampleCount() == 92)
  }

  @Test func theSummarySaysWhatCameAndWhatIsNext() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server, settings: Self.prices)
    let output = try workspace.run(
      "generate", "--count", "40", "--seeds", "seeds.jsonl", "--labels", "refund=30,transfer=10", "--yes")
    #expect(try workspace.run("generate", "--labels", "refund=3", "--count", "4").code == 2)
    #expect(output.code == 0, "\(output.error)")
    #expect(output.out.hasPrefix("direct 1 · test-7b: 40 of 40 examples, run 1\n"))
    #expect(output.out.contains("\n  refund       30  30\n"))
    #expect(output.out.contains("Diversity: "))
    #expect(output.out.contains("Next: `assay` to review them"))
    // The plan stands on the standard error, since the result is the summary.
    #expect(output.error.contains("direct: 40 examples by test-7b (local)\n"))
    #expect(output.error.contains("[models.local]") == false)
  }

  @Test func labelsAreAsInAFile() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let rows = ["refund", "Refund", "REFUND", "lost-card"].enumerated().map { "real \($0),\($1)\n" }
    try workspace.write("real.csv", "text,label\n" + rows.joined())
    let (code, result, _) = try workspace.generate("--count", "20", "--labels", "like:real.csv")
    #expect(code == 0)
    #expect(result["taken"] as? Int == 20)
    let counts = Dictionary(grouping: try workspace.generated(), by: { $0.label ?? "" }).mapValues(\.count)
    #expect(counts == ["refund": 15, "lost card": 5])
  }

  @Test func whatIsShortIsOneAndTold() throws {
    // It never gives what is asked for one of the labels.
    let server = try ChatServer { request in
      ScriptedGenerator.answer(request, label: { label, _ in label == "transfer" ? "refund" : label })
    }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let output = try workspace.run(
      "generate", "--count", "12", "--per-call", "4", "--seeds", "seeds.jsonl", "--no-attributes", "--yes")
    #expect(output.code == 1, "\(output.error)")
    #expect(output.out.contains("  transfer       0   4\n"))
    #expect(output.error.contains("4 examples short"))
    #expect(try workspace.generated().count == 8)
  }

  @Test func whatOnlyRepeatsItselfIsStoppedLongBeforeItsCount() throws {
    // Twenty texts, each time with another word at its end.
    let server = try ChatServer { request in
      ScriptedGenerator.answer(
        request,
        text: { request, number in
          let draw = ScriptedGenerator.words(request.hash, number)
          let kind = draw.utf8.reduce(0) { ($0 * 31 + Int($1)) % 20 }
          let base = (0..<3).map { ScriptedGenerator.words("\($0)", kind) }.joined(separator: " ")
          return base + " " + draw.prefix { $0 != " " }
        })
    }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let (code, result, error) = try workspace.generate("--count", "1000", "--no-attributes")
    #expect(code == 1, "\(error)")
    #expect((result["collapse"] as? String)?.hasPrefix("mode collapse: 500 more would bring about") == true)
    // Calls are not made ahead of what their answers say.
    #expect((result["asked"] as? Int ?? .max) <= 400)
    // How answers come in decides whether a rotation seemed to help, which begins the count anew.
    #expect(result["rotations"] as? Int ?? 0 >= 2)
  }

  // MARK: The plan

  @Test func aDryRunSendsNothingAndIsNoRun() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server, settings: Self.prices)
    let output = try workspace.run("generate", "--count", "60", "--seeds", "seeds.jsonl", "--dry-run")
    #expect(output.code == 0, "\(output.error)")
    #expect(output.out.contains("To test-7b (local, \(server.url)):\n"))
    #expect(output.out.contains("\ndirect: 60 examples by test-7b (local)\n"))
    #expect(output.out.contains("  labels      refund 20, lost card 20, transfer 20\n"))
    #expect(output.out.contains("  seeds       12 "))
    #expect(output.out.hasSuffix("Nothing was sent\n"))
    #expect(output.out.split(separator: "\n").last { $0.hasPrefix("  cost") }?.contains("about") == true)
    let (code, plan, _) = try workspace.json(["generate", "--count", "60", "--dry-run", "--json"])
    #expect(code == 0)
    #expect(plan["count"] as? Int == 60)
    #expect((plan["cost"] as? Double ?? 0) > 0)
    #expect((plan["calls"] as? Int ?? 0) >= 3)
    #expect(plan["seconds"] is NSNull)
    #expect((plan["quotas"] as? [[String: Any]])?.count == 3)
    #expect((plan["first"] as? [Any])?.isEmpty == false)
    #expect(server.tally.connections == 0)
    #expect(try workspace.runs().isEmpty)
  }

  @Test func withoutAYesThePlanIsShownAndNothingSent() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let output = try workspace.run("generate", "--count", "10", "--seeds", "seeds.jsonl")
    #expect(output.code == 5)
    #expect(output.out.contains("direct: 10 examples"))
    #expect(output.error.contains("add --yes"))
    #expect(server.tally.connections == 0)
  }

  @Test func onATerminalItAsks() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    func terminal() throws -> PseudoTerminal {
      try PseudoTerminal(
        path: Program.path, arguments: ["generate", "--count", "10", "--seeds", "seeds.jsonl"],
        environment: ["HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
        directory: workspace.folder.path, rows: 24, columns: 80)
    }
    let refused = try terminal()
    #expect(refused.waitForText("Generate? [y/N]"))
    refused.send("\n")
    #expect(refused.waitForExit() == .exited(5))
    #expect(server.tally.connections == 0)
    let agreed = try terminal()
    #expect(agreed.waitForText("Generate? [y/N]"))
    agreed.send("y\n")
    #expect(agreed.waitForExit() == .exited(0))
    #expect(try workspace.generated().count == 10)
  }

  // MARK: Endings

  @Test func aBudgetEndsBeforeItIsExceededAndMoreGoesOn() throws {
    // 0.085 a call, of which there are twelve.
    let server = try ChatServer { ScriptedGenerator.answer($0, tokensOut: 800) }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(
      server, settings: Self.prices + "\nconcurrency = 1")
    let options = ["--count", "60", "--per-call", "5", "--no-attributes", "--seeds", "seeds.jsonl", "--yes"]
    let output = try workspace.run(["generate"] + options + ["--budget", "0.5"])
    #expect(output.code == 3, "\(output.error)")
    #expect(output.error.contains("The budget does not allow the next request"))
    let before = try workspace.generated().count
    #expect(before > 0 && before < 60)
    let more = try workspace.run(["generate"] + options)
    #expect(more.code == 0, "\(more.error)")
    #expect(more.error.contains("  goes on with run 1, which was stopped at \(before) of 60"))
    #expect(try workspace.generated().count == 60)
    #expect(server.tally.contents.values.allSatisfy { $0.requests == 1 })
  }

  @Test func aRefusalEndsTheRunWithTheServersWords() throws {
    let server = try ChatServer { _ in .refusal(404, "The model `test-7b` does not exist") }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let (code, result, error) = try workspace.generate("--count", "10")
    #expect(code == 4)
    #expect(error.contains("The model `test-7b` does not exist"))
    #expect(result["ending"] as? String == "failed")
    #expect(try workspace.runs().first?.state == .failed)
  }

  @Test func mistakesAreTwoAndSayWhatToWrite() throws {
    let workspace = try GenerateWorkspace(nil)
    func error(_ arguments: String...) throws -> String {
      let output = try workspace.run(arguments)
      #expect(output.code == 2, "\(output)")
      return output.error
    }
    #expect(
      try error("generate", "--technique", "paraphrase").contains("assay augment --technique paraphrase"))
    #expect(try error("augment", "--technique", "direct").contains("assay generate --technique direct"))
    #expect(try error("generate", "--model", "lcoal").contains("did you mean \"local\"?"))
    #expect(try error("generate", "--labels", "refnud=3").contains("did you mean \"refund\"?"))
    #expect(try error("generate", "--difficulty", "esay=1").contains("did you mean \"easy\"?"))
    #expect(try error("generate", "--seeds", "none.jsonl").contains("there is no such file"))
    #expect(try error("generate", "--seeds", "batch:none").contains("there is no batch \"none\""))
    #expect(try error("augment", "--technique", "paraphrase").contains("there is no example to start from"))
    #expect(try error("augment", "--technique", "paraphrase", "--pivots", "x").contains("--pivots is for"))
    #expect(try error("generate", "--budget", "1").contains("a budget needs prices"))
    #expect(try workspace.runs().isEmpty)
  }

  @Test func promptsAreWrittenOnceAndUsed() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    #expect(try workspace.run("generate", "--prompts").out.contains("Wrote prompts/direct.mustache\n"))
    #expect(workspace.exists("prompts/evaluation-set.mustache"))
    #expect(try workspace.run("generate", "--prompts").code == 2)
    try workspace.write("prompts/direct.mustache", "{{quotas}}\nMine, {{fence}}:\n{{format}}\n")
    let output = try workspace.run(
      "generate", "--count", "6", "--seeds", "seeds.jsonl", "--dry-run", "--no-attributes")
    #expect(output.out.contains("\n  Mine, "))
    #expect(output.out.contains("  prompt      prompts/direct.mustache, changed by you\n"))
    try workspace.write("prompts/direct.mustache", "{{quotas}}\n{{fromat}}\n")
    let broken = try workspace.run("generate", "--count", "6", "--dry-run")
    #expect(broken.code == 2)
    #expect(broken.error.hasPrefix("assay: prompts/direct.mustache:2:1: "))
    #expect(try workspace.run("init", "--name", "x", "--workspace", "new").code == 0)
    #expect(workspace.exists("new/prompts/paraphrase.mustache"))
  }

  // MARK: Augmenting

  @Test func aParaphraseKeepsItsLabelAndTheVerifierFlagsWhatItSeesOtherwise() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    #expect(try workspace.run("import", "seeds.jsonl", "--no-duplicates").code == 0)
    let (code, result, error) = try workspace.json([
      "augment", "--technique", "paraphrase", "--verifier", "other", "--yes", "--json",
    ])
    #expect(code == 0, "\(error)")
    #expect(result["taken"] as? Int == 12)
    // The verifier says "refund" of every text, and a third is that.
    #expect(result["flagged"] as? Int == 8)
    let rate = try #require(result["flagged_rate"] as? [String: Any])
    #expect(rate["n"] as? Int == 12)
    let examples = try workspace.generated().filter { $0.provenance.technique == "paraphrase" }
    let parents = Dictionary(
      try workspace.generated().map { ($0.key, $0.label) }, uniquingKeysWith: { first, _ in first })
    #expect(examples.count == 12)
    #expect(examples.allSatisfy { parents[$0.provenance.parent ?? ""] == .some($0.label) })
  }

  @Test func soManyOfEachParentAreMade() throws {
    let server = try Self.server()
    defer { server.stop() }
    let workspace = try GenerateWorkspace(server)
    let (code, plan, error) = try workspace.json([
      "augment", "--technique", "context-variation", "--contexts", "a shop, a train", "--per-parent", "2",
      "--from", "seeds.jsonl", "--dry-run", "--json",
    ])
    #expect(code == 0, "\(error)")
    #expect(plan["parents"] as? Int == 12)
    #expect(plan["count"] as? Int == 48)
    #expect(plan["variants"] as? [String] == ["a shop", "a train"])
  }

  @Test func whatComesIsJudgedAndComparedInOneCommand() throws {
    let server = try ChatServer { request in
      let asked = request.messages.last?.text ?? ""
      return asked.contains("\"accuracy\"")
        ? .openAI(#"{"reason": "So.", "accuracy": 4}"#) : ScriptedGenerator.answer(request)
    }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(
      server, sections: "[judge]\nmodel = \"other\"\nneighbours = 0\n[dimensions.accuracy]\n")
    let (code, result, error) = try workspace.generate("--count", "30", "--judge", "--dedupe")
    #expect(code == 0, "\(error)")
    #expect((result["judged"] as? [String: Any])?["judged"] as? Int == 30)
    #expect((result["duplicates"] as? [String: Any])?.isEmpty == false)
    #expect(Set(try workspace.runs().map(\.kind)) == [.generate, .judge])
  }

  /// Generating is done when judging stops, so the same command would make as many again.
  @Test func whereOnlyJudgingIsLeftTheJudgeGoesOnWithIt() throws {
    let judged = Mutex(0)
    let server = try ChatServer { request in
      guard (request.messages.last?.text ?? "").contains("\"accuracy\"") else {
        return ScriptedGenerator.answer(request)
      }
      let number = judged.withLock { count in
        count += 1
        return count
      }
      return number == 20
        ? .refusal(401, "no such key") : .openAI(#"{"reason": "So.", "accuracy": 4}"#)
    }
    defer { server.stop() }
    let workspace = try GenerateWorkspace(
      server, sections: "[judge]\nmodel = \"other\"\nneighbours = 0\n[dimensions.accuracy]\n")
    let (code, _, error) = try workspace.generate("--count", "30", "--judge")
    #expect(code == 4, "\(error)")
    #expect(error.contains("`assay judge` goes on from there"), "\(error)")
    #expect(error.contains("the same command makes as many examples again"), "\(error)")
    #expect(!error.contains("the same command goes on"), "\(error)")

    func plan() throws -> String {
      try workspace.run("generate", "--seeds", "seeds.jsonl", "--count", "30", "--judge", "--dry-run").out
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let told = "not judged yet: `assay judge` goes on with that, this makes others"
    #expect(try plan().contains(told))
    #expect(try workspace.run("judge").code == 0)
    #expect(try !plan().contains(told))
  }
}
