import AssayJudging
import AssayModel

/// One stage of a back-translation by an endpoint that translates and does nothing else (LibreTranslate), in the place
/// of a prompt to a model.
///
/// ```swift
/// let request = try TranslationStage.request(call)
/// let (examples, problems) = TranslationStage.parse(answer, call: call, task: task)
/// let next = call.following(examples, from: number)
/// ```
///
/// The first stage lets the server find out the language where the call does not name it; what it found travels in the
/// examples' metadata, and the way back goes there.
public enum TranslationStage {
  /// Whether an order's translator takes translations and no prompts. Another endpoint is asked by the technique's
  /// prompt, like the generator.
  public static func isMeant(for endpoint: ModelEndpoint) -> Bool { !endpoint.answersQuestions }

  /// What is wrong with the languages of an order, before anything is sent; nil: nothing.
  ///
  /// - Parameter variants: languages, or several with `>` between them.
  public static func problem(with variants: [String]) -> String? {
    let pivots = variants.flatMap { variant in
      var call = GenerationCall(number: 1, technique: .backTranslation)
      call.variant = variant
      return call.pivots
    }
    guard !pivots.isEmpty else {
      return "back-translation needs a language to go through, such as \"German\""
    }
    return pivots.first { LanguageCode.code(for: $0) == nil }.map(unknown)
  }

  /// The request of a call of back-translation: its texts, those of the first parent first.
  ///
  /// - Throws: which language is not known.
  public static func request(_ call: GenerationCall) throws(TranslationProblem) -> ChatRequest {
    ChatRequest(
      ChatRequest.Translation(
        texts: texts(of: call).map(\.text), source: try source(of: call), target: try target(of: call)))
  }

  /// The examples of an answer, as ``GenerationAnswer/parse(_:call:task:)`` gives those of a model's.
  public static func parse(
    _ answer: ChatAnswer, call: GenerationCall, task: TaskSpecification
  ) -> (examples: [GeneratedExample], problems: [String]) {
    let said = read(answer)
    let asked = texts(of: call)
    guard said.texts.count == asked.count else {
      return ([], ["there are \(said.texts.count) translations of \(asked.count) texts in the answer"])
    }
    let translated = zip(asked, said.texts).map { (parent: $0.parent, name: $0.name, text: $1) }
    let items = call.parents.indices.map { parent in
      let members = translated.filter { $0.parent == parent }.map {
        (name: $0.name, value: JSONText.string($0.text))
      }
      return JSONText.object([(name: "of", value: "\(parent + 1)")] + members)
    }
    var (examples, problems) = GenerationAnswer.parse(
      ChatAnswer(text: JSONText.object([("examples", JSONText.array(items))])), call: call, task: task)
    if let language = call.language ?? mostFrequent(said.languages) {
      for index in examples.indices { examples[index].metadata[MetadataKey.language] = language }
    }
    return (examples, problems)
  }

  // MARK: Languages

  private static func source(of call: GenerationCall) throws(TranslationProblem) -> String {
    call.stage == 0
      ? try call.language.map { name throws(TranslationProblem) in try code(name) } ?? "auto"
      : try code(call.sourceLanguage)
  }

  private static func target(of call: GenerationCall) throws(TranslationProblem) -> String {
    if call.stage < call.pivots.count { return try code(call.pivots[call.stage]) }
    guard let language = call.language else {
      throw TranslationProblem(
        "the server did not say in which language the texts were, so there is no way back")
    }
    return try code(language)
  }

  private static func code(_ name: String) throws(TranslationProblem) -> String {
    guard let code = LanguageCode.code(for: name) else { throw TranslationProblem(unknown(name)) }
    return code
  }

  private static func unknown(_ name: String) -> String {
    "there is no language \"\(name)\"; write its English name or its code, such as \"German\" or \"de\""
  }

  // MARK: Texts

  /// All that is to be translated; what is empty is not.
  private static func texts(of call: GenerationCall) -> [(parent: Int, name: String, text: String)] {
    call.parents.indices.flatMap { parent in
      call.outputFields.enumerated().compactMap { index, name in
        let text = call.parents[parent].fields.first { $0.name == name }?.text ?? ""
        return text.trimmed.isEmpty ? nil : (parent, Fence.safeName(name, at: index), text)
      }
    }
  }

  /// `{"texts": ["…"], "languages": ["en"]}`
  private static func read(_ answer: ChatAnswer) -> (texts: [String], languages: [String]) {
    let (values, _) = LooseJSON.wholeValues(in: Array(answer.text.utf8))
    guard case .object(let members)? = values.first else { return ([], []) }
    func list(_ name: String) -> [String] {
      guard case .array(let elements)? = members.first(where: { $0.key == name })?.value else { return [] }
      return elements.map { $0.words ?? "" }
    }
    return (list("texts"), list("languages"))
  }

  private static func mostFrequent(_ languages: [String]) -> String? {
    let counts = Dictionary(languages.filter { !$0.isEmpty }.map { ($0, 1) }, uniquingKeysWith: +)
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }
}

/// Why a call cannot be translated, a sentence for people.
public struct TranslationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
