import AssayModel
import AssayText

import struct Foundation.Data
import class Foundation.JSONEncoder

extension JudgeDefinition {
  /// 32 bytes, SHA-256 of ``canonicalText``: the same for judges that ask the same.
  public var fingerprint: [UInt8] { SHA256.bytes(of: canonicalText) }

  /// One model of a panel as a judge of its own, and the fingerprint that keeps it apart from the other members: where
  /// one model answers at several endpoints, their names tell which is which.
  public func member(_ index: Int) -> (definition: JudgeDefinition, fingerprint: [UInt8]) {
    var alone = self
    alone.models = [models[index]]
    alone.specification.models = [models[index].endpoint]
    let isAmbiguous = models.count { $0.model == models[index].model } > 1
    let mark = isAmbiguous ? "\n" + JSONText.string(models[index].endpoint) : ""
    return (alone, SHA256.bytes(of: alone.canonicalText + mark))
  }

  /// JSON with sorted keys of everything that decides what the judge says. What a judge is called, the name of its
  /// template's file and the names of its endpoints decide nothing and are not in it; anchors and the temperature are
  /// there as they are used, whether the configuration gives them or not.
  public var canonicalText: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // With that there is nothing in it that JSON cannot hold.
    let data = try? encoder.encode(Canonical(self))
    return String(decoding: data ?? Data(), as: UTF8.self)
  }
}

private struct Canonical: Encodable {
  /// Raised when the program comes to ask differently for the same definition.
  let form = 1
  let calls: JudgeSpecification.Calls
  let scoring: JudgeSpecification.Scoring
  let samples: Int
  let temperature: Double
  let panel: JudgeSpecification.PanelRule?
  let neighbours: Int
  let reasons: Bool
  let models: [String]
  let template: String
  let task: String
  let labels: [String]
  let dimensions: [Dimension]
  let shots: [JudgeDefinition.Shot]

  init(_ definition: JudgeDefinition) {
    let specification = definition.specification
    let rubric = Rubric(definition)
    calls = specification.calls
    scoring = specification.scoring
    samples = specification.samples
    temperature = specification.chosenTemperature
    panel = definition.models.count > 1 ? specification.panel : nil
    neighbours = specification.neighbours
    reasons = specification.reasons
    models = definition.models.map(\.model)
    template = definition.template
    task = rubric.task
    labels = rubric.labels
    dimensions = rubric.dimensions
    shots = rubric.shots
  }
}
