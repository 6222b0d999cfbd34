import AssayFormats
import AssayModel
import Foundation

/// Reads the examples with right scores that a judge's prompt shows.
enum JudgeShots {
  /// More than anybody puts into a prompt; a whole data set named by mistake would make every request huge.
  private static let limit = 50

  /// Those of the judge's file; none without one.
  ///
  /// - Throws: ``CommandFailure`` that names every line that cannot be used.
  static func read(
    _ specification: JudgeSpecification, folder: URL, dimensions: [AssayModel.Dimension]
  ) throws -> [JudgeDefinition.Shot] {
    guard let name = specification.shots else { return [] }
    let file = URL(fileURLWithPath: name, relativeTo: folder)
    if let own = try ShotsFile.read(file.path) {
      for (index, shot) in own.enumerated() {
        do throws(Problem) {
          try check(shot.scores, dimensions)
        } catch {
          throw CommandFailure("\(name):\(index + 1): \(error.message)")
        }
      }
      return own
    }
    var shots: [JudgeDefinition.Shot] = []
    var problems: [String] = []
    let reader: RowReader
    do { reader = try RowReader(path: file.path) } catch { throw CommandFailure("\(error)") }
    while let event = try reader.next() {
      switch event {
      case .problem(let problem): problems.append(problem.description)
      case .annotation(_, let line):
        problems.append("\(name):\(line): has no text; a shot is a whole example")
      case .example(let row, let line):
        do throws(Problem) {
          shots.append(try shot(row, dimensions))
        } catch {
          problems.append("\(name):\(line): \(error.message)")
        }
      }
    }
    if shots.count > limit {
      problems.append("\(name): has \(shots.count) examples; a prompt shows \(limit) at most")
    }
    guard problems.isEmpty else { throw CommandFailure(problems.prefix(20).joined(separator: "\n")) }
    return shots
  }

  private struct Problem: Error { var message: String }

  private static func shot(
    _ row: ImportRow, _ dimensions: [AssayModel.Dimension]
  ) throws(Problem) -> JudgeDefinition.Shot {
    guard let judgement = row.judgements.first else {
      throw Problem(
        message: "has no scores; write \"judgements\": [{\"judge\": \"right\", \"scores\": {…}}] as "
          + "docs/schema.md says")
    }
    var scores: [String: Double] = [:]
    for dimension in dimensions {
      scores[dimension.name] = judgement.scores.first { $0.dimension == dimension.name }?.value
    }
    try check(scores, dimensions)
    return JudgeDefinition.Shot(
      fields: row.fields, label: row.label, scores: scores, reason: judgement.reason)
  }

  /// Every dimension has a score, on its scale.
  private static func check(
    _ scores: [String: Double], _ dimensions: [AssayModel.Dimension]
  ) throws(Problem) {
    for dimension in dimensions {
      guard let value = scores[dimension.name] else {
        throw Problem(message: "has no score for \(dimension.name)")
      }
      guard value >= Double(dimension.minimum), value <= Double(dimension.maximum) else {
        throw Problem(
          message: "\(dimension.name) is \(value), which is no score from \(dimension.minimum) to "
            + "\(dimension.maximum)")
      }
    }
  }
}
