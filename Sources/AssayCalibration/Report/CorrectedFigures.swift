import AssayStatistics

/// How much is good of what was scored and of what was kept, corrected by the judge's known errors (Rogan and Gladen 1978).
struct CorrectedFigures {
  let good: Estimate
  let goodAmongKept: Estimate
  /// The expected number of bad ones among what was kept.
  let badLeft: Estimate

  /// - Parameters:
  ///   - kept, scored: of everything that the judge has scored.
  init(
    _ verdicts: VerdictFigures, kept: Int, scored: Int, _ settings: CalibrationReport.Settings
  ) {
    let matrix = verdicts.matrix
    let isInside = kept >= matrix.kept && scored - kept >= matrix.dropped
    if verdicts.groups == 0, verdicts.inclusion == nil, isInside {
      let shares = CorrectedShare(
        calibration: matrix, kept: kept, scored: scored, resamples: max(settings.resamples, 2_000))
      (good, goodAmongKept, badLeft) = (shares.good, shares.goodAmongKept, shares.badLeft)
      return
    }
    // With weights or groups the errors vary as these say; what was kept of everything is known.
    let share = scored == 0 ? nil : Double(kept) / Double(scored)
    func corrected(_ figure: (Double, Double, Double) -> Double?) -> Estimate {
      verdicts.cells.estimate { drawn in
        guard let share, let positive = drawn.truePositiveRate, let caught = drawn.catchRate else {
          return nil
        }
        return figure(share, positive, caught)
      }
    }
    good = corrected { RoganGladen.share(keptShare: $0, truePositiveRate: $1, catchRate: $2) }
    goodAmongKept = corrected {
      RoganGladen.goodAmongKept(keptShare: $0, truePositiveRate: $1, catchRate: $2)
    }
    badLeft = CorrectedShare.bad(goodAmongKept, of: Double(kept))
  }
}
