import AssayCalibration
import AssayModel
import AssayStatistics

/// How a judge's scores on one dimension stand to people's.
public struct DimensionFacts: Hashable, Sendable, Codable {
  public var name: String
  public var n: Int
  public var spearman: ReportFigure
  public var kendall: ReportFigure
  public var pearson: ReportFigure
  public var kappaQuadratic: ReportFigure
  public var mae: ReportFigure
  public var bias: ReportFigure
  /// The lowest score of the scale.
  public var lowest: Int
  /// Rows are people's, columns the judge's, from the lowest score up.
  public var matrix: [[Int]]

  /// The dimensions that both sides have scored on the split, in the order of the task; others after them by name.
  static func all(_ data: CalibrationData, _ input: ReportInput) -> [DimensionFacts] {
    let rows = data.set.rows(in: input.split)
    let own = Set(rows.flatMap { $0.truth.scores.keys })
    let both = own.intersection(rows.flatMap { $0.scores.keys })
    let known = input.task.dimensions.filter { both.contains($0.name) }
    let others = both.subtracting(known.map(\.name)).sorted().map { Dimension(name: $0) }
    return (known + others).map { dimension in DimensionFacts(dimension, rows, input.resamples) }
  }

  private init(_ dimension: Dimension, _ rows: [CalibrationRow], _ resamples: Int) {
    let isGrouped = Set(rows.map(\.group)).count < rows.count
    let measures = DimensionMeasures(
      human: rows.map { $0.truth.scores[dimension.name] ?? .nan },
      judge: rows.map { $0.scores[dimension.name] ?? .nan },
      groups: isGrouped ? rows.map { "\($0.group.rawValue)" } : nil,
      scale: dimension.minimum...dimension.maximum, resamples: resamples)
    name = dimension.name
    n = measures.n
    spearman = ReportFigure(measures.spearman)
    kendall = ReportFigure(measures.kendall)
    pearson = ReportFigure(measures.pearson)
    kappaQuadratic = ReportFigure(measures.kappaQuadratic)
    mae = ReportFigure(measures.meanAbsoluteError)
    bias = ReportFigure(measures.bias)
    lowest = dimension.minimum
    matrix = measures.matrix.rows
  }
}
