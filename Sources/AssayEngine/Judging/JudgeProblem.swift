import AssayModel

/// What is wrong with what a judging run was given: the facts. `description` is the sentence for people.
public enum JudgeProblem: Error, Hashable, Sendable {
  /// The judge names no model.
  case noModel(judge: String)
  /// The judge names a model that is not among the endpoints.
  case noEndpoint(judge: String, endpoint: String)
  /// The task has no dimension to score.
  case noDimension
  /// The prompt's template cannot be used.
  case template(file: String, detail: String)
  /// Batches are in OpenAI's format, which this endpoint does not take.
  case noBatch(endpoint: String)
}

extension JudgeProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noModel(let judge):
      "the judge \"\(judge)\" names no model; name one in assay.toml"
    case .noEndpoint(let judge, let endpoint):
      "the judge \"\(judge)\" names the model \"\(endpoint)\", which is not there; "
        + "add a section [models.\(endpoint)] to assay.toml"
    case .noDimension:
      "there is no dimension to score; name one under [task.dimensions] in assay.toml"
    case .template(let file, let detail):
      "\(file): \(detail)"
    case .noBatch(let endpoint):
      "batches are in OpenAI's format, which [models.\(endpoint)] does not take; "
        + "judge with a model whose dialect is \"openai\", or without a batch"
    }
  }
}
