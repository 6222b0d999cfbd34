import ArgumentParser
import AssayEngine
import AssayFormats
import AssayModel
import AssayProviders
import AssayStatistics

/// `assay dedupe --evaluate`: how well each method tells duplicates from others.
struct PairEvaluationReport: Encodable {
  struct Share: Encodable {
    var value: Double?
    var successes: Int
    var n: Int
    /// The 95 % interval (Wilson).
    var lower: Double?
    var upper: Double?

    init(_ proportion: Proportion) {
      value = proportion.value
      (successes, n) = (proportion.successes, proportion.n)
      let interval = proportion.wilson()
      (lower, upper) = (interval?.lower, interval?.upper)
    }
  }

  struct Threshold: Encodable {
    var threshold: Double
    var precision: Share
    var recall: Share
    var f1: Double?

    init(_ flagged: RankedRetrieval.Flagged) {
      threshold = flagged.threshold
      precision = Share(flagged.precision)
      recall = Share(flagged.recall)
      f1 = flagged.f1
    }
  }

  struct Method: Encodable {
    var averagePrecision: Double?
    var areaUnderCurve: Double?
    /// At the method's own threshold.
    var atThreshold: Threshold
    /// The threshold with the greatest F₁ on these pairs.
    var best: Threshold?
    /// In steps of 0.05, and the method's own.
    var thresholds: [Threshold]

    init(_ retrieval: RankedRetrieval, threshold: Double) {
      averagePrecision = retrieval.averagePrecision
      areaUnderCurve = retrieval.areaUnderCurve
      atThreshold = Threshold(retrieval.at(threshold))
      best = retrieval.bestThreshold.map(Threshold.init)
      let steps = Set(stride(from: 10, through: 20, by: 1).map { Double($0 * 5) / 100 } + [threshold])
      thresholds = steps.sorted().map { Threshold(retrieval.at($0)) }
    }
  }

  var pairs: Int
  var duplicates: Int
  var refused: Int
  var model: String?
  var methods: [String: Method]

  init(_ evaluation: PairEvaluation, settings: DuplicateSettings) {
    pairs = evaluation.truths.count
    duplicates = evaluation.truths.count { $0 }
    refused = evaluation.refused
    model = evaluation.model
    methods = [:]
    for (method, scores) in evaluation.scores {
      methods[method.rawValue] = Method(
        RankedRetrieval(scores: scores, truths: evaluation.truths), threshold: settings.threshold(method))
    }
  }

  // MARK: The command

  static func run(
    pairs: String, settings: DuplicateSettings, options: DedupeOptions, models: [ModelEndpoint], json: Bool,
    showsProgress: Bool
  ) throws {
    let choice = EmbeddingChoice(
      name: options.model, endpoints: models, asksForHashed: options.asksForEmbedding)
    var settings = settings
    // Names of fields are those of the two texts here.
    let names = TextPairReader.Names(texts: settings.fields, truth: options.truth, from: options.trueFrom)
    settings.fields = []
    let (evaluation, omission) = try DuplicateSearch.evaluate(
      pairs: pairs, names: names, settings: settings, model: choice, threads: options.threadCount,
      showsProgress: showsProgress)
    let report = PairEvaluationReport(evaluation, settings: settings)
    if json {
      try JSONOutput.print(report)
    } else {
      for line in report.lines { Console.output(line) }
      if let omission { Console.output("Not run: \(omission.method): \(omission.reason)") }
    }
    if report.pairs == 0 { throw ExitCode(2) }
    if report.refused > 0 { throw ExitCode(1) }
  }

  /// A table for a person: for each method its own threshold and the best one.
  var lines: [String] {
    var rows = [["method", "at", "precision", "(95 %)", "recall", "(95 %)", "F1", "average precision"]]
    for method in DuplicateMethod.allCases {
      guard let figures = methods[method.rawValue] else { continue }
      rows.append(Self.cells(method.rawValue, figures.atThreshold, average: figures.averagePrecision))
      if let best = figures.best { rows.append(Self.cells("  best F1", best, average: nil)) }
    }
    var lines = [
      "\(Figures.count(pairs, "pair")), \(Figures.grouped(duplicates)) of them \(duplicates == 1 ? "a duplicate" : "duplicates")"
    ]
    lines += TextTable.lines(rows)
    if let model { lines.append("Vectors by \(model)") }
    lines.append("A best threshold was chosen on these pairs: on others it does a little worse.")
    return lines
  }

  private static func cells(_ name: String, _ figures: Threshold, average: Double?) -> [String] {
    func interval(_ share: Share) -> String {
      guard let lower = share.lower, let upper = share.upper else { return "n 0" }
      return "\(Figures.fixed(lower, places: 3))-\(Figures.fixed(upper, places: 3)), n \(share.n)"
    }
    return [
      name, Figures.fixed(figures.threshold, places: 3), Figures.number(figures.precision.value),
      interval(figures.precision), Figures.number(figures.recall.value), interval(figures.recall),
      Figures.number(figures.f1),
      average.map { Figures.fixed($0, places: 3) } ?? "",
    ]
  }
}
