import AssayStatistics
import Foundation

/// Seeded scores of a person and a judge on four dimensions, with verdicts from their means, beside what the judge said of
/// examples that no person has seen. The peer reads the same from a file.
struct CalibrationData: Encodable {
  static let calibrated = 10_000
  static let unseen = 100_000

  /// 1 for accept or keep, as the peer wants it.
  private(set) var accepted: [Int] = []
  private(set) var kept: [Int] = []
  private(set) var rest: [Int] = []
  /// By dimension; the last is the mean of the others.
  private(set) var human: [[Double]] = Array(repeating: [], count: 5)
  private(set) var judge: [[Double]] = Array(repeating: [], count: 5)

  init() {
    var random = RepeatableGenerator(seed: 1)
    for place in 0..<(Self.calibrated + Self.unseen) {
      let (person, model) = Self.scores(&random)
      let keeps = model[4] >= 3.75 ? 1 : 0
      guard place < Self.calibrated else {
        rest.append(keeps)
        continue
      }
      accepted.append(person[4] >= 3.5 ? 1 : 0)
      kept.append(keeps)
      for dimension in 0..<5 {
        human[dimension].append(person[dimension])
        judge[dimension].append(model[dimension])
      }
    }
  }

  private static func scores(_ random: inout RepeatableGenerator) -> (person: [Double], model: [Double]) {
    func part() -> Double { Double(random.next(below: 1_000_000)) / 1_000_000 }
    func score(_ value: Double) -> Double { max(1, min(5, value.rounded())) }
    var (person, model): ([Double], [Double]) = ([], [])
    for _ in 0..<4 {
      person.append(score(1 + 4.9 * part().squareRoot()))
      model.append(score(person[person.count - 1] + 2.4 * (part() - 0.4)))
    }
    return (person + [person.reduce(0, +) / 4], model + [model.reduce(0, +) / 4])
  }

  var matrix: ConfusionMatrix {
    var matrix = ConfusionMatrix()
    for (accepts, keeps) in zip(accepted, kept) { matrix.add(accepted: accepts == 1, kept: keeps == 1) }
    return matrix
  }
}
