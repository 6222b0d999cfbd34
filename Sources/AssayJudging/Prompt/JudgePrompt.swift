import AssayModel

/// A judge's prompt, ready to ask about texts.
///
/// ```swift
/// let prompt = try JudgePrompt(definition: definition)
/// for question in prompt.questions(for: text, secret: secret) { ask(question.request) }
/// ```
public struct JudgePrompt: Sendable {
  public let rubric: Rubric
  private let specification: JudgeSpecification
  private let template: JudgeTemplate

  /// - Throws: what is wrong with the template, by line and column.
  public init(definition: JudgeDefinition) throws(TemplateProblem) {
    rubric = Rubric(definition)
    specification = definition.specification
    template = try JudgeTemplate(definition.template)
  }

  /// How many neighbours of each text are shown; 0 when no dimension is about them or the template does not show any, so
  /// that nobody needs to look for them.
  public var neighbours: Int {
    let isAsked = rubric.dimensions.contains(where: DefaultAnchors.concernsNeighbours)
    return isAsked && template.showsNeighbours ? max(0, specification.neighbours) : 0
  }

  /// The questions to ask about one text: one for all dimensions together, or one for each.
  ///
  /// - Parameter secret: the workspace's; nobody who writes texts may know it.
  public func questions(for text: JudgedText, secret: [UInt8]) -> [JudgeQuestion] {
    let groups = specification.calls == .together ? [rubric.dimensions] : rubric.dimensions.map { [$0] }
    return groups.filter { !$0.isEmpty }.map { question(text, $0, secret) }
  }

  private func question(_ text: JudgedText, _ dimensions: [Dimension], _ secret: [UInt8]) -> JudgeQuestion {
    let form = AnswerForm(dimensions: dimensions, reasons: specification.reasons)
    var text = text
    let showsNeighbours = neighbours > 0 && dimensions.contains(where: DefaultAnchors.concernsNeighbours)
    text.neighbours = showsNeighbours ? Array(text.neighbours.prefix(neighbours)) : []
    let values = PromptValues(rubric: rubric, text: text, form: form, secret: secret)
    return JudgeQuestion(
      dimensions: dimensions,
      request: ChatRequest(
        messages: template.messages(values), schema: form.schema, temperature: temperature,
        topLogProbabilities: alternatives,
        fence: values.fence.mark))
  }

  private var temperature: Double { specification.chosenTemperature }

  /// 20 is the most that OpenAI gives, and more than any whole-number scale of use needs. Samples have no need of them:
  /// their mean estimates the same thing.
  private var alternatives: Int? {
    specification.scoring == .automatic && specification.samples <= 1 ? 20 : nil
  }
}
