import AssayJudging
import AssayModel
import AssayStore
import AssayText

/// The judges of a run with all that stays the same from example to example.
struct JudgeBench: Sendable {
  /// One model of the judge; a judge without a panel has one.
  struct Member: Sendable {
    let endpoint: ModelEndpoint
    let model: JudgeDefinition.Model
    /// Under which its own judgements are kept; nil: the judge is no panel, or nothing may be written.
    let version: JudgeVersion?
  }

  let definition: JudgeDefinition
  let prompt: JudgePrompt
  let members: [Member]
  /// nil: this judge has not judged anything, and nothing may be written.
  let version: JudgeVersion?
  let secret: [UInt8]

  var isPanel: Bool { members.count > 1 }
  var specification: JudgeSpecification { definition.specification }
  var dimensions: [Dimension] { definition.dimensions }

  /// - Parameter registers: whether versions that are not there yet are written down.
  init(workspace: Workspace, options: JudgeRun.Options, registers: Bool) throws {
    definition = options.definition
    let endpoints: [ModelEndpoint]
    (prompt, endpoints) = try Self.parts(of: definition, endpoints: options.endpoints)
    secret = try workspace.secret()
    version = try Self.version(definition, workspace, registers ? options.now() : nil)
    let panel = registers && endpoints.count > 1 ? version : nil
    members = try endpoints.enumerated().map { index, endpoint in
      Member(
        endpoint: endpoint, model: options.definition.models[index],
        version: try panel.map {
          try Self.member(index, of: $0, options.definition, workspace, options.now())
        })
    }
  }

  /// A judge that is asked about what is in no workspace: nothing of it is looked up or written down.
  init(definition: JudgeDefinition, endpoints: [ModelEndpoint]) throws(JudgeProblem) {
    self.definition = definition
    let parts = try Self.parts(of: definition, endpoints: endpoints)
    prompt = parts.prompt
    members = zip(parts.endpoints, definition.models).map { Member(endpoint: $0, model: $1, version: nil) }
    version = nil
    secret = []
  }

  private static func parts(
    of definition: JudgeDefinition, endpoints: [ModelEndpoint]
  ) throws(JudgeProblem) -> (prompt: JudgePrompt, endpoints: [ModelEndpoint]) {
    let name = definition.specification.name
    guard !definition.dimensions.isEmpty else { throw .noDimension }
    guard !definition.models.isEmpty else { throw .noModel(judge: name) }
    let prompt: JudgePrompt
    do {
      prompt = try JudgePrompt(definition: definition)
    } catch {
      throw .template(file: definition.specification.template, detail: "\(error)")
    }
    var found: [ModelEndpoint] = []
    for model in definition.models {
      guard let endpoint = endpoints.first(where: { $0.name == model.endpoint }) else {
        throw .noEndpoint(judge: name, endpoint: model.endpoint)
      }
      found.append(endpoint)
    }
    return (prompt, found)
  }

  private static func version(
    _ definition: JudgeDefinition, _ workspace: Workspace, _ at: Int64?
  ) throws -> JudgeVersion? {
    if let at {
      return try workspace.judgeVersion(
        for: definition, fingerprint: definition.fingerprint, name: definition.specification.name, at: at)
    }
    return try workspace.judgeVersion(fingerprint: definition.fingerprint)
  }

  /// A panel's member is a judge of its own: the same definition with one model.
  private static func member(
    _ index: Int, of panel: JudgeVersion, _ definition: JudgeDefinition, _ workspace: Workspace, _ at: Int64
  ) throws -> JudgeVersion {
    let (alone, fingerprint) = definition.member(index)
    return try workspace.judgeVersion(
      for: alone, fingerprint: fingerprint, name: alone.models[0].endpoint, at: at, memberOf: panel.id)
  }

  /// Every question to every member, as often as there are samples.
  ///
  /// - Parameter round: 0, or the number of a round in which everything is asked anew.
  func dialogues(_ questions: [JudgeQuestion], round: Int = 0) -> [Dialogue] {
    members.indices.flatMap { member in
      questions.indices.flatMap { question in
        (0..<max(1, specification.samples)).map { sample in
          Dialogue(
            member: member, question: question, sample: sample, round: round, asking: questions[question])
        }
      }
    }
  }

  /// "judge v3 · qwen2.5-14b".
  var title: String {
    ([version?.name ?? specification.name] + members.map(\.model.model)).joined(separator: " · ")
  }

  /// A number that belongs to this judge in this workspace, for the order of its examples.
  var seed: UInt64 {
    let text = (secret + definition.fingerprint).map { String($0, radix: 16) }.joined(separator: " ")
    return SHA256.bytes(of: text).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
