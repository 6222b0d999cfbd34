import AssayGeneration
import AssayJudging
import AssayModel

/// What all chains of a run share.
struct GenerationBench {
  let order: GenerationOrder
  let task: TaskSpecification
  let prompt: GenerationPrompt
  let checks: [any CandidateCheck]
  let secret: [UInt8]
  let licence: String?
  private let endpoints: [String: ModelEndpoint]

  init(_ material: GenerationMaterial, _ options: GenerationRun.Options, secret: [UInt8]) {
    order = options.order
    task = material.task
    prompt = material.prompt
    checks = options.checks
    licence = options.licence
    self.secret = secret
    endpoints = Dictionary(options.endpoints.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The endpoint that the technique's own calls go to.
  var generator: String {
    order.technique == .backTranslation ? order.translator ?? order.model : order.model
  }

  func endpoint(_ name: String) throws -> ModelEndpoint {
    guard let endpoint = endpoints[name] else {
      throw GenerationProblem(
        "there is no model \"\(name)\"; add a section [models.\(name)] to assay.toml")
    }
    return endpoint
  }

  func hash(_ request: CheckRequest) throws -> [UInt8] {
    RequestHash(request.request, endpoint: try endpoint(request.model)).bytes
  }

  /// - Throws: why a translator cannot be asked.
  func request(_ call: GenerationCall) throws(TranslationProblem) -> CheckRequest {
    let request = isTranslated ? try TranslationStage.request(call) : prompt.request(call, secret: secret)
    return CheckRequest(model: generator, request: request)
  }

  /// What an answer to ``request(_:)`` brings.
  func parse(
    _ answer: ChatAnswer, call: GenerationCall
  ) -> (examples: [GeneratedExample], problems: [String]) {
    isTranslated
      ? TranslationStage.parse(answer, call: call, task: task)
      : GenerationAnswer.parse(answer, call: call, task: task)
  }

  /// Whether calls go to an endpoint that translates and takes no prompts.
  private var isTranslated: Bool {
    order.technique == .backTranslation && endpoints[generator].map(TranslationStage.isMeant) == true
  }

  /// With what only the run knows of it.
  func signed(_ example: GeneratedExample) -> GeneratedExample {
    var example = example
    example.provenance.model = endpoints[generator]?.model
    if let licence { example.metadata[MetadataKey.licence] = licence }
    return example
  }
}
