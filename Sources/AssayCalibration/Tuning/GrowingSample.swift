import AssayModel
import AssayStatistics

/// A random order of rows in which every beginning holds both verdicts in about their shares, so that the part on which
/// a race begins can tell something.
public enum GrowingSample {
  /// Positions of `rows`, the same for the same seed.
  public static func order(_ rows: [TuningRow], seed: UInt64) -> [Int] {
    let shuffled = Permutation.shuffled(count: rows.count, seed: seed).map(Int.init)
    let good = shuffled.filter { rows[$0].accepted }
    let bad = shuffled.filter { !rows[$0].accepted }
    // Each row at the middle of its share of the line.
    func places(_ positions: [Int]) -> [(place: Double, position: Int)] {
      positions.enumerated().map { ((Double($0) + 0.5) / Double(positions.count), $1) }
    }
    return (places(bad) + places(good)).sorted { ($0.place, $0.position) < ($1.place, $1.position) }.map(
      \.position)
  }
}
