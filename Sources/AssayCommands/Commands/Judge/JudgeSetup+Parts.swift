import AssayJudging
import AssayModel
import Foundation

extension JudgeSetup {
  /// The judge that was asked for, with this run's samples.
  static func specification(
    _ task: TaskSpecification, _ wishes: Wishes
  ) throws(CommandFailure) -> JudgeSpecification {
    var found = try judge(task, name: wishes.judge, wishes.place)
    let name = found.name
    found.samples = wishes.samples ?? found.samples
    if found.samples > 1, found.temperature == 0 {
      throw CommandFailure(
        "\(found.samples) samples at a temperature of 0 would all be the same; take \"temperature\" of the judge "
          + "\"\(name)\" out of assay.toml (0.7), or ask for one sample")
    }
    return found
  }

  /// A judge by its name, or a model by its name, which then judges as [judge] says.
  private static func judge(
    _ task: TaskSpecification, name: String?, _ place: WishPlace
  ) throws(CommandFailure) -> JudgeSpecification {
    guard let name else {
      guard let first = task.usableJudges.first else { throw CommandFailure(noJudge(task, place)) }
      return first
    }
    if let found = task.usableJudges.first(where: { $0.name == name }) { return found }
    guard task.models.contains(where: { $0.name == name }) else {
      let names = task.judges.map(\.name) + task.models.map(\.name)
      throw CommandFailure(
        "assay.toml: there is no judge \"\(name)\"\(Spelling.hint(for: name, among: names)); a judge is a section "
          + "[judges.NAME] with \"model\", or a model of [models.NAME]")
    }
    var judge = task.judgeDefaults
    judge.name = name
    judge.models = [name]
    return judge
  }

  private static func noJudge(_ task: TaskSpecification, _ place: WishPlace) -> String {
    guard let model = task.models.first else {
      return """
        assay.toml: [judge] names no model. Write there
          model = "local"
        and add these lines at the file's end, with your server's address and its name for the model:
          [models.local]
          url = "http://localhost:8080/v1"
          model = "…"
        `assay models serve` starts a small model on this computer. docs/judging.md says more.
        """
    }
    return
      "assay.toml: [judge] names no model; add model = \"\(model.name)\" to it, or another of your models, "
      + "or say \(place.name("judge", model.name))"
  }

  /// The judge's models with this run's concurrency.
  static func endpoints(
    of specification: JudgeSpecification, _ task: TaskSpecification, _ wishes: Wishes
  ) throws(CommandFailure) -> [ModelEndpoint] {
    var endpoints: [ModelEndpoint] = []
    for name in specification.models {
      guard var endpoint = task.models.first(where: { $0.name == name }) else {
        throw CommandFailure(
          "assay.toml: the judge \"\(specification.name)\" names the model \"\(name)\", which is not there"
            + Spelling.hint(for: name, among: task.models.map(\.name)))
      }
      endpoint.concurrency = wishes.concurrency ?? endpoint.concurrency
      endpoints.append(endpoint)
    }
    return endpoints
  }

  /// What the configuration makes of a judge.
  static func definition(
    _ specification: JudgeSpecification, _ task: TaskSpecification, _ endpoints: [ModelEndpoint],
    template: String, shots: [JudgeDefinition.Shot]
  ) -> JudgeDefinition {
    JudgeDefinition(
      specification: specification,
      models: endpoints.map {
        JudgeDefinition.Model(
          endpoint: $0.name, model: $0.model, family: $0.family ?? ModelFamily.of(model: $0.model))
      },
      template: template, task: task.description, labels: task.labels, dimensions: task.dimensions,
      shots: shots)
  }

  /// A stored version with the names that its models' endpoints have now. The name decides nothing of what a judge says;
  /// the model behind it does.
  static func located(
    _ stored: JudgeDefinition, _ task: TaskSpecification, _ wishes: Wishes
  ) throws(CommandFailure) -> (JudgeDefinition, [ModelEndpoint]) {
    var definition = stored
    var endpoints: [ModelEndpoint] = []
    for (index, model) in stored.models.enumerated() {
      // A panel may ask one model at several endpoints.
      let free = task.models.filter { candidate in
        candidate.model == model.model && !endpoints.contains { $0.name == candidate.name }
      }
      guard var endpoint = free.first(where: { $0.name == model.endpoint }) ?? free.first else {
        throw CommandFailure(
          "assay.toml: no [models.NAME] has model = \(WorkspaceTemplate.quoted(model.model)), which this version "
            + "asks (it was [models.\(WorkspaceTemplate.key(model.endpoint))])")
      }
      endpoint.concurrency = wishes.concurrency ?? endpoint.concurrency
      endpoints.append(endpoint)
      definition.models[index].endpoint = endpoint.name
    }
    definition.specification.models = endpoints.map(\.name)
    return (definition, endpoints)
  }

  /// The text of the prompt's file. Where the file of the usual name is missing, the prompt that Assay comes with, so
  /// that a workspace of an earlier version needs nothing but a model.
  static func template(_ specification: JudgeSpecification, folder: URL) throws(CommandFailure) -> String {
    let file = URL(fileURLWithPath: specification.template, relativeTo: folder)
    guard FileManager.default.fileExists(atPath: file.path) else {
      if specification.template == JudgeSpecification().template { return JudgePrompt.defaultTemplate }
      throw CommandFailure(
        "\(file.path): there is no such file, which is the prompt of the judge \"\(specification.name)\"; "
          + "`assay init --prompt` writes the one that Assay comes with, or name another in \"template\"")
    }
    do {
      guard let text = String(validating: try Data(contentsOf: file), as: UTF8.self) else {
        throw CommandFailure("\(file.path): this is not UTF-8; save it as UTF-8")
      }
      return text
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("\(file.path): cannot be read: \(error.localizedDescription)")
    }
  }
}
