import AssayStatistics
import Foundation

/// The rate at which new clusters come, as a share of the texts.
///
/// Turing's estimate from all texts is the sharper one, but it takes the source as the same all the time. So it is
/// checked: of the last third of the texts it foretells how many founded a cluster. When many more did (95 %), or the
/// last texts brought so few that they alone show a collapse, the last texts are believed.
struct NoveltyRate {
  let abundance: Abundance
  /// The last texts, where they are believed.
  let recent: Proportion?

  init(evidence: NoveltyEvidence, recent: RecentNovelty) {
    abundance = evidence.abundance
    let count = min(RecentNovelty.limit, max(75, evidence.examples / 3))
    let share = recent.share(ofLast: min(count, evidence.examples))
    self.recent = Self.isForetold(share, by: evidence) ? nil : share
  }

  init(recent: Proportion, evidence: NoveltyEvidence) {
    abundance = evidence.abundance
    self.recent = recent
  }

  private static func isForetold(_ share: Proportion, by evidence: NoveltyEvidence) -> Bool {
    guard evidence.examples > 0, let lower = share.wilson(confidence: 0.9)?.lower else { return true }
    let part = Double(share.n) / Double(evidence.examples)
    return lower * Double(share.n) <= evidence.expectedFounded(inLast: part)
  }

  var value: Double { recent?.value ?? abundance.newKindRate ?? 1 }

  /// - Parameter confidence: for Turing's estimate; a share of the last texts, which changes with every look, has 0.95.
  func interval(confidence: Double = 0.95) -> Interval {
    let interval =
      recent.map { $0.wilson() } ?? abundance.newKindRateInterval(confidence: confidence)
    return interval ?? Interval(lower: 0, upper: 1)
  }

  /// How many more texts there are until the rate is down to `rate`, if the rest goes on as ``Abundance/newKinds(in:)``
  /// foretells: after m more it is f₁/n · (1 - f₁/(n f₀ + f₁))ᵐ (Shen, Chao and Lin 2003). nil where the last texts are
  /// believed, or no unseen cluster is foreseen.
  func texts(until rate: Double) -> Double? {
    let (unseen, singletons) = (abundance.unseen, Double(abundance.singletons))
    guard recent == nil, unseen > 0, rate > 0, value > 0 else { return nil }
    return max(0, log(rate / value) / log1p(-singletons / (Double(abundance.n) * unseen + singletons)))
  }

  /// How many new clusters so many more texts would bring about.
  func newClusters(in more: Int) -> Double {
    recent == nil ? abundance.newKinds(in: more) : value * Double(more)
  }
}
