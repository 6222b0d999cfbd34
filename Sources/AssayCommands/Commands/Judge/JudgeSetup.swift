import AssayJudging
import AssayModel
import Foundation

/// Everything that a judging run needs, made from the configuration: for `assay judge` and for the workbench, which
/// start the same run from different places.
struct JudgeSetup {
  /// What one run asks for besides the configuration.
  struct Wishes: Hashable, Sendable {
    /// The name of a judge; nil: [judge].
    var judge: String?
    /// Answers to each question; nil: as the judge says.
    var samples: Int?
    /// Requests at once to each model; nil: as the models say.
    var concurrency: Int?
    init(judge: String? = nil, samples: Int? = nil, concurrency: Int? = nil) {
      self.judge = judge
      self.samples = samples
      self.concurrency = concurrency
    }
  }

  let task: TaskSpecification
  /// The workspace's folder.
  let folder: URL
  let environment: [String: String]
  let definition: JudgeDefinition
  /// Those of the judge's models, in its order.
  let endpoints: [ModelEndpoint]

  /// Finds the judge and its models and reads its template.
  ///
  /// - Parameter environment: where the keys are.
  /// - Throws: ``CommandFailure`` that says what is missing, where, and what to do.
  init(task: TaskSpecification, folder: URL, environment: [String: String], wishes: Wishes = Wishes()) throws {
    let specification = try Self.specification(task, wishes)
    self.task = task
    self.folder = folder
    self.environment = environment
    endpoints = try Self.endpoints(of: specification, task, environment, wishes)
    definition = JudgeDefinition(
      specification: specification,
      models: endpoints.map {
        JudgeDefinition.Model(endpoint: $0.name, model: $0.model, family: $0.family ?? $0.model)
      },
      template: try Self.template(specification, folder: folder), task: task.description, labels: task.labels,
      dimensions: task.dimensions)
  }

  // MARK: The parts

  private static func specification(
    _ task: TaskSpecification, _ wishes: Wishes
  ) throws(CommandFailure) -> JudgeSpecification {
    guard !task.judges.isEmpty else {
      throw CommandFailure(
        """
        assay.toml: [judge] names no model. Add one, for example:
          [models.local]
          url = "http://localhost:8080/v1"
          model = "the server's name for it"
          [judge]
          model = "local"
        `assay models serve` starts a small model on this computer; docs/judging.md says more
        """)
    }
    let name = wishes.judge ?? task.judges[0].name
    guard var found = task.judges.first(where: { $0.name == name }) else {
      throw CommandFailure(
        "assay.toml: there is no judge \"\(name)\"" + Spelling.hint(for: name, among: task.judges.map(\.name))
          + "; a judge is a section [judges.NAME]")
    }
    found.samples = wishes.samples ?? found.samples
    return found
  }

  private static func endpoints(
    of specification: JudgeSpecification, _ task: TaskSpecification, _ environment: [String: String],
    _ wishes: Wishes
  ) throws(CommandFailure) -> [ModelEndpoint] {
    var endpoints: [ModelEndpoint] = []
    for name in specification.models {
      guard var endpoint = task.models.first(where: { $0.name == name }) else {
        throw CommandFailure(
          "assay.toml: the judge \"\(specification.name)\" names the model \"\(name)\", which is not there"
            + Spelling.hint(for: name, among: task.models.map(\.name)))
      }
      endpoint.concurrency = wishes.concurrency ?? endpoint.concurrency
      if let variable = endpoint.keyVariable, (environment[variable] ?? "").isEmpty {
        throw CommandFailure(
          "the environment variable \(variable), which [models.\(name)] names for its key, is not set; "
            + "export it in this shell, or take the line \"key\" out of assay.toml if the server needs none")
      }
      endpoints.append(endpoint)
    }
    return endpoints
  }

  private static func template(
    _ specification: JudgeSpecification, folder: URL
  ) throws(CommandFailure) -> String {
    let file = URL(fileURLWithPath: specification.template, relativeTo: folder)
    guard let data = try? Data(contentsOf: file) else {
      throw CommandFailure(
        "\(specification.template): the prompt of the judge \"\(specification.name)\" cannot be read; "
          + "`assay init` writes one, or name another file in \"template\"")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw CommandFailure("\(specification.template): this is not UTF-8; save it as UTF-8")
    }
    return text
  }
}
