import AssayModel
import Foundation
import Testing

@testable import AssayCommands

@Suite struct ModelTermsTests {
  private let temporary: TemporaryFolder
  private var folders: ConfigurationFolders { ConfigurationFolders(personal: temporary.root) }

  init() throws { temporary = try TemporaryFolder() }

  private static let local = "http://localhost:8080/v1"

  @Test(arguments: [
    ("gpt-4o-mini", local, "OpenAI services agreement"),
    ("openai/gpt-4o", "https://openrouter.ai/api/v1", "OpenAI services agreement"),
    ("anything", "https://API.OpenAI.com:443/v1", "OpenAI services agreement"),
    ("gpt-oss-20b", local, "gpt-oss, Apache-2.0"),
    ("claude-sonnet-4-5", "https://api.anthropic.com/v1", "Anthropic commercial terms"),
    ("us.anthropic.claude-3-5-sonnet", local, "Anthropic commercial terms"),
    (
      "gemini-2.5-flash", "https://generativelanguage.googleapis.com/v1beta/openai",
      "Gemini API additional terms"
    ),
    ("codellama:13b", local, "Llama 2 community licence"),
    ("meta-llama/Meta-Llama-3-8B-Instruct", local, "Llama 3 community licence"),
    ("llama3", local, "Llama 3 community licence"),
    ("llama3:8b-instruct-q4_K_M", local, "Llama 3 community licence"),
    ("meta-llama/Llama-3.1-8B-Instruct", local, "Llama 3.1 community licence"),
    ("llama3.1:8b", local, "Llama 3.1 community licence"),
    ("meta.llama3-1-70b-instruct-v1:0", local, "Llama 3.1 community licence"),
    ("accounts/fireworks/models/llama-v3p1-8b-instruct", local, "Llama 3.1 community licence"),
    ("NousResearch/Hermes-3-Llama-3.2-3B", local, "Llama 3.2 community licence"),
    ("llama-3.3-70b-versatile", "https://api.groq.com/openai/v1", "Llama 3.3 community licence"),
    ("meta-llama/Llama-4-Scout-17B-16E-Instruct", local, "Llama 4 community licence"),
    ("deepseek-r1-distill-llama-70b", local, "Llama 3.3 community licence"),
    ("deepseek-r1:7b", local, "DeepSeek, MIT"),
    ("deepseek-ai/DeepSeek-V3", local, "DeepSeek model licence 1.0"),
    ("deepseek-chat", "https://api.deepseek.com", "DeepSeek platform terms"),
    ("gemma-3-27b-it", local, "Gemma terms of use"),
    ("gemma2:9b", local, "Gemma terms of use"),
    ("google/gemma-4-31b-it", local, "Gemma 4, Apache-2.0"),
    ("mistralai/Mistral-Large-Instruct-2411", local, "Mistral research licence (MRL-0.1)"),
    ("mistralai/Mistral-7B-Instruct-v0.3", local, "Mistral open weights, Apache-2.0"),
    ("Qwen/Qwen2.5-7B-Instruct", local, "Qwen open weights, Apache-2.0"),
    ("qwen2.5:3b", local, "Qwen research licence"),
    ("Qwen2.5-72B-Instruct-AWQ", local, "Qwen licence"),
    ("qwen3-30b-a3b", local, "Qwen open weights, Apache-2.0"),
    ("Qwen-72B-Chat", local, "Tongyi Qianwen licence"),
    ("phi4:14b", local, "Phi, MIT"),
    ("smollm2-135m-instruct", local, "SmolLM, Apache-2.0"),
  ])
  func modelsAreKnownByTheirManyNames(model: String, url: String, terms: String) throws {
    #expect(try ModelTermsTable.load(folders).terms(model: model, url: url)?.name == terms)
  }

  @Test(arguments: [
    "mistral-large-latest", "qwen2.5:latest", "qwen-max", "tinyllama", "my-own-model", "", "llama",
    "opengpt-4",
    "llama-2.5",
  ])
  func whatIsNotKnownIsNotGuessed(model: String) throws {
    #expect(try ModelTermsTable.load(folders).terms(model: model, url: Self.local) == nil)
  }

  @Test func aHostIsNoPartOfAnotherName() throws {
    let table = try ModelTermsTable.load(folders)
    #expect(table.terms(model: "x", url: "https://notopenai.com/v1") == nil)
    #expect(table.terms(model: "x", url: "https://api.openai.com.example.org/v1") == nil)
    #expect(table.terms(model: "x", url: "https://openai.com@example.org/v1") == nil)
  }

  @Test func theServiceComesBeforeTheModelAndBothAreSaid() throws {
    let table = try ModelTermsTable.load(folders)
    let url = "https://generativelanguage.googleapis.com/v1beta/openai"
    #expect(
      table.all(model: "gemma-3-27b-it", url: url).map(\.name)
        == ["Gemini API additional terms", "Gemma terms of use"])
    var endpoint = ModelEndpoint(name: "g", url: url, model: "gemma-3-27b-it")
    #expect(
      table.travelText(for: endpoint)
        == "Gemini API additional terms (2025-05-20), https://ai.google.dev/gemini-api/terms; "
        + "Gemma terms of use (2026-04-01), https://ai.google.dev/gemma/terms")
    endpoint.licence = "our contract of May"
    #expect(table.travelText(for: endpoint) == "our contract of May")
    #expect(table.lines(for: endpoint).contains("  [models.g] says: our contract of May"))
  }

  @Test func theLinesSayTheClauseTheLinkAndToVerify() throws {
    let table = try ModelTermsTable.load(folders)
    let lines = table.lines(for: ModelEndpoint(name: "o", url: "https://api.openai.com/v1", model: "gpt-4o"))
    #expect(
      lines.first
        == "Terms of gpt-4o: OpenAI services agreement (2025-05-31), restricts training competing models")
    #expect(lines.contains("  https://openai.com/policies/services-agreement/"))
    #expect(lines.last?.hasPrefix("  Verify before use") == true)
    let unknown = ModelEndpoint(name: "u", url: Self.local, model: "mine")
    #expect(
      table.lines(for: unknown)
        == ["Terms of mine: not known: read the terms before you train on its output."])
    #expect(table.travelText(for: unknown) == "not known")
  }

  @Test func theMonthOfALicenceIsNotTakenForTheModelsOwn() throws {
    let table = try ModelTermsTable.load(folders)
    let small = ModelEndpoint(name: "s", url: Self.local, model: "smollm2:135m")
    #expect(table.lines(for: small).first == "Terms of smollm2:135m: SmolLM, Apache-2.0 (January 2004)")
    #expect(
      table.travelText(for: small)
        == "SmolLM, Apache-2.0 (January 2004), https://www.apache.org/licenses/LICENSE-2.0")
  }

  @Test func everyShippedFamilyIsWholeAndTheEmbeddedTextIsTheFile() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../licences/models.toml")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(ShippedModelTerms.text == text, "run Scripts/embed-data.sh")
    let entries = try ModelTermsFile(text: text, name: "models.toml").entries
    #expect(entries.count > 20)
    #expect(Set(entries.map(\.terms.name)).count == entries.count)
    // No name of a model stands in two families: which one applied would be chance.
    let names = entries.flatMap(\.terms.models)
    #expect(Set(names).count == names.count)
    for terms in entries.map(\.terms) {
      #expect(terms.link.hasPrefix("https://"))
      #expect(terms.clause.hasSuffix("."))
    }
  }

  @Test func aPersonsFileAddsAndTakesThePlaceOfFamilies() throws {
    try temporary.write(
      "licences.toml",
      """
      [families.openai]
      name = "Our contract"
      hosts = ["openai.com"]
      models = ["gpt-*"]
      clause = "All is allowed."
      date = "2026-02"
      link = "https://example.org/contract"
      restricts = false

      [families.ours]
      name = "House model"
      models = ["house-*"]
      clause = "Ours."
      date = "2026"
      link = "https://example.org/house"
      restricts = false
      """)
    let table = try ModelTermsTable.load(folders)
    #expect(table.terms(model: "gpt-4o", url: Self.local)?.name == "Our contract")
    #expect(table.terms(model: "house-2", url: Self.local)?.name == "House model")
    #expect(table.terms(model: "gpt-oss-20b", url: Self.local)?.name == "gpt-oss, Apache-2.0")
    #expect(!table.families.contains { $0.name == "OpenAI services agreement" })
  }

  @Test func mistakesInAPersonsFileAreNamedWithTheirLines() throws {
    try temporary.write(
      "licences.toml",
      """
      [families.a]
      name = "A"
      model = ["x"]
      clause = "c"
      date = "last May"
      link = "l"
      """)
    let failure = #expect(throws: CommandFailure.self) { try ModelTermsTable.load(folders) }
    let text = try #require(failure?.message)
    #expect(text.contains("licences.toml:3: [families.a] unknown key \"model\"; did you mean \"models\"?"))
    #expect(text.contains("licences.toml:5: [families.a] \"date\" must be a day, month or year"))
    #expect(text.contains("\"restricts\" is missing"))
    #expect(text.contains("\"models\" or \"hosts\" must say"))
  }

  @Test(arguments: [
    ("2025-05-31", true), ("2025-05", true), ("2025", true), ("2025-13", false), ("2025-5-1", false),
    ("25-05-01", false), ("2025-05-31-1", false), ("", false), ("2025-", false), ("2025-02-32", false),
  ])
  func datesAreDaysMonthsOrYears(text: String, isDate: Bool) {
    #expect(ModelTermsFile.isDate(text) == isDate)
  }

  @Test func theReportSaysWhatAppliesToEachModel() throws {
    let table = try ModelTermsTable.load(folders)
    let report = ModelTermsReport(
      table,
      endpoints: [
        ModelEndpoint(name: "big", url: Self.local, model: "llama3.1:70b"),
        ModelEndpoint(name: "mine", url: Self.local, model: "mine"),
      ])
    let json = try JSONOutput.text(report)
    #expect(json.contains("\"restricts_competing_models\""))
    #expect(report.models.map(\.families) == [["Llama 3.1 community licence"], []])
    let short = report.lines(showsFamilies: false)
    #expect(short.first == "[models.big]")
    #expect(short.contains { $0.contains("Terms of mine: not known: read the terms") })
    #expect(!short.contains { $0.contains("Tongyi") })
    #expect(report.lines(showsFamilies: true).contains { $0.contains("Tongyi") })
    #expect(
      ModelTermsReport(table, endpoints: []).lines(showsFamilies: false).last == ModelTermsTable.caution)
  }
}

@Suite struct WrappedLineTests {
  @Test func aLineIsBrokenBetweenWordsAndKeepsItsIndent() {
    #expect(WrappedLine("  one two three").lines(width: 9) == ["  one two", "  three"])
    #expect(WrappedLine("one").lines(width: 2) == ["one"])
    // What belongs to a number stands beside it, whatever its width.
    #expect(WrappedLine("3. one two").lines(width: 7) == ["3. one", "   two"])
    #expect(WrappedLine(" 12. one two").lines(width: 9) == [" 12. one", "     two"])
    #expect(WrappedLine("12.5 one two").lines(width: 9) == ["12.5 one", "two"])
    #expect(WrappedLine("e.g. one two").lines(width: 9) == ["e.g. one", "two"])
    #expect(
      WrappedLine("a https://example.org/long b").lines(width: 8) == ["a", "https://example.org/long", "b"])
    #expect(WrappedLine("").lines(width: 10) == [""])
  }
}
