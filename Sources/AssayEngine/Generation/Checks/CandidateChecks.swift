import AssayGeneration
import AssayModel

/// The checks that an order calls for.
public enum CandidateChecks {
  /// Who is attacked by adversarial examples, as ``GenerationCall/variant`` names them.
  public enum Target: String, Hashable, Sendable {
    case judge, student
  }

  /// How often a weak model does each item of an evaluation set.
  public static let tries = 3

  /// - Parameters:
  ///   - endpoints: by name, those that the order and the judge name among them.
  ///   - judge: the judge that adversarial examples attack; nil: the student, ``GenerationOrder/weak``.
  ///   - rule: what the judge keeps by; nil: a mean of at least the task's.
  /// - Returns: in the order in which they are to be asked; empty: the order calls for none.
  /// - Throws: why one of them cannot be asked.
  public static func make(
    order: GenerationOrder, task: TaskSpecification, endpoints: [ModelEndpoint], judge: JudgeDefinition?,
    rule: KeepRule? = nil
  ) throws(GenerationProblem) -> [any CandidateCheck] {
    for (name, role) in [(order.verifier, "verifier"), (order.weak, "weak model")] {
      if let name { try demand(name, role, endpoints) }
    }
    var checks: [any CandidateCheck] = []
    // The attack first: what fools nobody need not be verified.
    if order.technique == .adversarial {
      checks.append(try attack(order, task, endpoints, judge, rule ?? .mean(atLeast: task.keepAt)))
    }
    if let check = labels(order, task, judge) { checks.append(check) }
    if order.technique == .evaluationSet, order.verifier != nil || order.weak != nil {
      checks.append(ItemDifficultyCheck(judge: order.verifier, weak: order.weak, task: task, tries: tries))
    }
    return checks
  }

  /// Who is attacked by an order's examples; nil: it is of another technique.
  public static func target(of order: GenerationOrder, judge: JudgeDefinition?) -> Target? {
    guard order.technique == .adversarial else { return nil }
    return judge == nil ? .student : .judge
  }

  /// What nobody will check although somebody might expect it, a sentence each.
  public static func warnings(order: GenerationOrder, task: TaskSpecification) -> [String] {
    var warnings: [String] = []
    if order.technique.keepsLabel, order.verifier == nil || task.labels.isEmpty {
      let why = task.labels.isEmpty ? "the task has no labels" : "no verifier is named"
      warnings.append("that the labels still fit is not checked: \(why)")
    }
    if order.technique.keepsLabel, !task.labels.isEmpty, order.verifier == order.model {
      warnings.append("the model verifies its own labels; another one finds more of its mistakes")
    }
    if order.technique == .evaluationSet, order.verifier == nil, order.weak == nil {
      warnings.append(
        "how hard the items are is what the model says: neither a verifier nor a weak model is named")
    }
    return warnings
  }

  private static func labels(
    _ order: GenerationOrder, _ task: TaskSpecification, _ judge: JudgeDefinition?
  ) -> LabelCheck? {
    let target = target(of: order, judge: judge)
    // The student cannot verify what it is attacked with: it would be wrong again.
    guard let verifier = order.verifier, target != .student || verifier != order.weak else { return nil }
    return LabelCheck(verifier: verifier, task: task, isDeceptive: target == .judge)
  }

  private static func attack(
    _ order: GenerationOrder, _ task: TaskSpecification, _ endpoints: [ModelEndpoint],
    _ judge: JudgeDefinition?, _ rule: KeepRule
  ) throws(GenerationProblem) -> any CandidateCheck {
    if let judge {
      for model in judge.models { try demand(model.endpoint, "model of the judge", endpoints) }
      return try JudgeAttackCheck(judge: judge, endpoints: endpoints, rule: rule)
    }
    guard let student = order.weak else {
      throw GenerationProblem(
        "adversarial examples are made against somebody: name a judge, or a student with weak = \"NAME\"")
    }
    guard let check = StudentAttackCheck(student: student, task: task) else {
      throw GenerationProblem(
        "the task has no labels, so whether the student is wrong cannot be told; attack a judge, or give it labels"
      )
    }
    return check
  }

  private static func demand(
    _ name: String, _ role: String, _ endpoints: [ModelEndpoint]
  ) throws(GenerationProblem) {
    guard let endpoint = endpoints.first(where: { $0.name == name }) else {
      throw GenerationProblem(
        "the \(role) \"\(name)\" is not there; add a section [models.\(name)] to assay.toml")
    }
    guard endpoint.answersQuestions else {
      throw GenerationProblem(
        "[models.\(name)] only translates and cannot be the \(role); name a model that answers")
    }
  }
}
