/// Which models share their blind spots: those with common weights, or with answers of the other in their training.
public enum ModelFamily {
  /// A short lower-case word: "gpt" for "gpt-4o", "qwen" for "Qwen/Qwen2.5-14B-Instruct-GGUF", the first word of a name
  /// that is not known.
  ///
  /// Of a model with weights of one family and answers of another (`DeepSeek-R1-Distill-Llama-8B`) it is that of the
  /// weights.
  public static func of(model: String) -> String { families(of: model)[0] }

  /// Whether two models, by their names or by the families a person gave them, have a family in common. A distilled
  /// model is of its teacher's family as well.
  public static func same(_ first: String, _ second: String) -> Bool {
    !Set(families(of: first)).isDisjoint(with: families(of: second))
  }

  /// That of the weights first, then that of the teacher; never empty.
  static func families(of model: String) -> [String] {
    let parts = model.lowercased().split(separator: "/").map { part in
      // `llama3.1:8b-instruct-q4_0`: what stands behind the colon is a size or a form.
      part.prefix { $0 != ":" }.split(whereSeparator: { "-_. @+()".contains($0) }).map(String.init)
    }
    let words = parts.last ?? []
    var families = words.compactMap { word in table.first { $0.matches(word) }?.family }
    if families.isEmpty {
      // Who made it or who offers it tells only where the name does not.
      let makers = parts.dropLast().joined()
      families = (words + makers).compactMap { word in
        (table + makersTable).first { $0.matches(word) }?.family
      }
    }
    guard !families.isEmpty else { return [words.first ?? model.lowercased()] }
    if words.contains(where: { $0.hasPrefix("distill") }), families.count > 1 {
      // teacher-distill-student
      families = [families[families.count - 1]] + families.dropLast()
    }
    return families.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private struct Entry {
    var family: String
    /// A word of a name is one of these or begins with one, as ``table`` says.
    var words: [String]

    func matches(_ word: String) -> Bool {
      words.contains { known in
        guard word.hasPrefix(known) else { return false }
        let rest = word.dropFirst(known.count)
        return rest.isEmpty || rest.first!.isNumber || known.count >= 5
      }
    }
  }

  /// One line a family; whoever misses a model adds its word here. Words of five letters and more stand for all that begin
  /// with them ("llama" for "llama3", "smollm" for "smollm2"), shorter ones for themselves and with a digit ("qwq", "o3").
  private static let table: [Entry] = [
    Entry(
      family: "gpt", words: ["gpt", "chatgpt", "davinci", "babbage", "codex", "o1", "o3", "o4", "curie"]),
    Entry(family: "claude", words: ["claude"]),
    // Gemma is distilled from Gemini.
    Entry(
      family: "gemini", words: ["gemini", "gemma", "codegemma", "palm", "bison", "medgemma", "shieldgemma"]),
    Entry(
      family: "llama",
      words: [
        "llama", "codellama", "tinyllama", "vicuna", "alpaca", "wizardlm", "orca", "guanaco", "koala", "tulu",
      ]),
    Entry(
      family: "mistral",
      words: [
        "mistral", "mixtral", "ministral", "codestral", "magistral", "devstral", "pixtral", "mathstral",
        "zephyr",
        "openchat", "starling", "solar", "voxtral",
      ]),
    Entry(family: "qwen", words: ["qwen", "qwq", "qvq", "codeqwen"]),
    Entry(family: "deepseek", words: ["deepseek"]),
    Entry(family: "phi", words: ["phi"]),
    Entry(family: "command", words: ["command", "c4ai", "aya"]),
    Entry(family: "grok", words: ["grok"]),
    Entry(family: "glm", words: ["glm", "chatglm"]),
    Entry(family: "yi", words: ["yi"]),
    Entry(family: "kimi", words: ["kimi", "moonshot"]),
    Entry(family: "minimax", words: ["minimax", "abab"]),
    Entry(family: "ernie", words: ["ernie"]),
    Entry(family: "hunyuan", words: ["hunyuan"]),
    Entry(family: "internlm", words: ["internlm"]),
    Entry(family: "baichuan", words: ["baichuan"]),
    Entry(family: "falcon", words: ["falcon"]),
    Entry(family: "granite", words: ["granite"]),
    Entry(family: "nemotron", words: ["nemotron"]),
    Entry(family: "nova", words: ["nova", "titan"]),
    Entry(family: "jamba", words: ["jamba", "jurassic"]),
    Entry(family: "dbrx", words: ["dbrx", "mpt"]),
    Entry(family: "smollm", words: ["smollm"]),
    Entry(family: "olmo", words: ["olmo", "olmoe"]),
    Entry(family: "stablelm", words: ["stablelm", "stable"]),
    Entry(family: "exaone", words: ["exaone"]),
    Entry(family: "bloom", words: ["bloom", "bloomz"]),
    Entry(family: "flan", words: ["flan", "t5"]),
  ]

  private static let makersTable: [Entry] = [
    Entry(family: "gpt", words: ["openai"]), Entry(family: "claude", words: ["anthropic"]),
    Entry(family: "gemini", words: ["google"]), Entry(family: "llama", words: ["meta"]),
    Entry(family: "grok", words: ["xai"]),
  ]
}
