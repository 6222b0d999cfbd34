import AssayCalibration
import AssayModel

/// Which judge the figures are of, and all that decides what it says.
public struct JudgeFacts: Hashable, Sendable, Codable {
  /// A model that the judge asks.
  public struct Model: Hashable, Sendable, Codable {
    public var endpoint: String
    public var model: String
    public var family: String
  }

  public var name: String
  public var dimensions: [String]
  /// Examples that it has scored, probes left out.
  public var scored: Int
  public var isAdopted: Bool
  /// nil, as all that follows: it came with imported data, and what it was asked is not known here.
  public var fingerprint: String?
  public var models: [Model]
  public var template: String?
  public var calls: String?
  public var scoring: String?
  public var samples: Int?
  public var temperature: Double?
  public var panel: String?
  public var neighbours: Int?
  public var givesReasons: Bool?
  public var shots: Int?
  public var parent: String?
  public var author: String?
  public var madeAt: Int64?
  /// Models that made examples here and are of its family.
  public var relatedGenerators: [String]

  init(_ data: CalibrationData, _ input: ReportInput) {
    name = data.judge.name
    dimensions = data.judge.dimensions
    scored = data.population.examples.count
    isAdopted = input.adoptions.last?.judge == data.judge.id
    let definition = data.definition
    models = (definition?.models ?? []).map {
      Model(endpoint: $0.endpoint, model: $0.model, family: $0.family)
    }
    fingerprint = input.fingerprints[data.judge.id]
    template = definition?.template
    if let specification = definition?.specification {
      (calls, scoring) = (specification.calls.rawValue, specification.scoring.rawValue)
      (samples, neighbours) = (specification.samples, specification.neighbours)
      temperature = specification.temperature ?? (specification.samples > 1 ? 0.7 : 0)
      panel = (definition?.models.count ?? 0) > 1 ? specification.panel.rawValue : nil
      givesReasons = specification.reasons
      shots = definition?.shots.count
    }
    let lineage = input.lineages.first { $0.judge == data.judge.id }
    parent = lineage?.parent.flatMap { id in input.judges.first { $0.id == id }?.name }
    (author, madeAt) = (lineage?.author, lineage?.at)
    relatedGenerators = input.relatedGenerators
  }
}

/// What makes of its scores a keep or a drop.
public struct RuleFacts: Hashable, Sendable, Codable {
  public var rule: KeepRule
  /// For people.
  public var text: String
  /// Whether it was chosen here and not only written into the configuration.
  public var isChosen: Bool
  public var author: String?
  public var at: Int64?
  public var note: String?

  init(_ data: CalibrationData, _ task: TaskSpecification) {
    rule = data.rule?.rule ?? .mean(atLeast: task.keepAt)
    text = Self.text(rule)
    isChosen = data.rule != nil
    (author, at, note) = (data.rule?.author, data.rule?.at, data.rule?.note)
  }

  static func text(_ rule: KeepRule) -> String {
    func terms(_ weights: [String: Double]) -> String {
      weights.sorted { $0.key < $1.key }.map { "\(NumberText.short($0.value)) × \($0.key)" }
        .joined(separator: " + ")
    }
    switch rule {
    case .mean(let least): return "keeps what scores at least \(NumberText.short(least)) on the average"
    case .weightedMean(let weights, let least):
      return "keeps what scores at least \(NumberText.short(least)) on the weighted average of "
        + terms(weights)
    case .minimums(let minimums):
      let parts = minimums.sorted { $0.key < $1.key }.map {
        "\($0.key) at least \(NumberText.short($0.value))"
      }
      return "keeps what has " + NumberText.list(parts)
    case .logistic(let intercept, let weights, let least):
      return "keeps what is accepted with a probability of at least \(NumberText.percent(least)), "
        + "1 / (1 + exp(−(\(NumberText.short(intercept)) + \(terms(weights)))))"
    }
  }
}

/// A judge version and what was measured of it.
public struct VersionFacts: Hashable, Sendable, Codable {
  /// A measurement that was kept in the history.
  public struct Measured: Hashable, Sendable, Codable {
    public var at: Int64
    public var split: String
    public var setHash: String
    public var n: Int
    public var catchRate: ReportFigure
    public var truePositiveRate: ReportFigure
    public var kappa: Double?
    public var expectedCost: Double?
    public var rejectRate: Double?
    public var rule: String
    public var author: String
  }

  public var name: String
  public var models: [String]
  public var parent: String?
  public var author: String?
  public var madeAt: Int64?
  public var scored: Int
  /// When it was adopted, and why, where it ever was.
  public var adoptedAt: Int64?
  public var adoptedBecause: String?
  public var isAdopted: Bool
  public var measured: [Measured]
}

/// Somebody looked at the test split.
public struct OpeningFacts: Hashable, Sendable, Codable {
  public var at: Int64
  public var author: String
  public var judge: String
  public var purpose: String
  public var setHash: String
}
