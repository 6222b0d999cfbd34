import AssayCalibration

extension ReportLimit {
  static func people(_ content: ReportContent) -> [ReportLimit] {
    let deciding = content.people.reviewers.filter { $0.verdicts > 0 }
    var limits: [ReportLimit] = []
    if deciding.count == 1 {
      limits.append(
        .init(
          "one-reviewer",
          "One person has decided everything: how far people agree is not known, and that person's errors count as the judge's."
        ))
    } else if deciding.count > 1, content.people.pairs.isEmpty {
      limits.append(
        .init(
          "no-overlap", "No two people have decided the same examples: how far they agree is not known."))
    }
    let verdicts = deciding.reduce(0) { $0 + $1.verdicts }
    let blind = deciding.reduce(0) { $0 + Int((Double($1.verdicts) * ($1.blind.value ?? 0)).rounded()) }
    let open = verdicts - blind
    if open > 0 {
      limits.append(
        .init(
          "not-blind",
          "\(NumberText.grouped(open)) of \(NumberText.count(verdicts, "verdict")) were given, or imported, without a word that the judge's scores were hidden: they may lean towards the judge."
        ))
    }
    if content.set.disputed > 0 {
      limits.append(
        .init(
          "disputed",
          "People differ about \(NumberText.count(content.set.disputed, "example")) and nobody has ruled: they are left out, though they are likely the hard ones."
        ))
    }
    return limits
  }

  static func probesOfPeople(_ content: ReportContent) -> [ReportLimit] {
    let deciding = content.people.reviewers.filter { $0.verdicts > 0 }
    guard !deciding.isEmpty else { return [] }
    var limits: [ReportLimit] = []
    if deciding.allSatisfy({ $0.probesCaught.n == 0 }) {
      limits.append(
        .init(
          "reviewers-not-probed",
          "No known-bad probe was among what people decided: how careful they were is not known."))
    }
    if deciding.allSatisfy({ $0.repeatsAgreed.n == 0 }) {
      limits.append(
        .init(
          "no-repeats",
          "Nobody was shown an example twice: how consistent people are with themselves is not known."))
    }
    return limits
  }

  static func truths(_ content: ReportContent) -> [ReportLimit] {
    var limits: [ReportLimit] = []
    if content.set.olderRubric > 0 {
      limits.append(
        .init(
          "older-rubric",
          "\(NumberText.count(content.set.olderRubric, "verdict")) were given under another version of the rubric than today's (\(content.task.rubric))."
        ))
    }
    if content.set.unknownRubric > 0 {
      limits.append(
        .init(
          "unknown-rubric",
          "Of \(NumberText.count(content.set.unknownRubric, "verdict")) it is not known under which rubric they were given."
        ))
    }
    return limits
  }

  static func judge(_ content: ReportContent) -> [ReportLimit] {
    guard let judge = content.judge else { return [] }
    var limits: [ReportLimit] = []
    if !judge.relatedGenerators.isEmpty {
      limits.append(
        .init(
          "same-family",
          "The judge is of the same family as \(NumberText.list(judge.relatedGenerators)), which made examples here: they share blind spots."
        ))
    }
    if judge.fingerprint == nil {
      limits.append(
        .init(
          "imported-judge",
          "The judge's scores came with imported data: its prompt, its model and its parameters are not known here."
        ))
    }
    if content.data.models.allSatisfy({ $0.name == nil }), content.data.examples > 0 {
      limits.append(
        .init(
          "unknown-generator",
          "Which model made the examples is not known: whether the judge shares its blind spots cannot be told."
        ))
    }
    if let probed = content.probes.judges.first(where: { $0.name == judge.name }), probed.caught.n > 0 {
      return limits
    }
    return limits + [
      .init("judge-not-probed", "The judge has not been tried on known-bad probes.")
    ]
  }

  static func population(_ content: ReportContent) -> [ReportLimit] {
    guard let figures = content.figures else { return [] }
    var limits: [ReportLimit] = []
    let scored = figures.rejectRate.n
    if scored < content.data.examples {
      limits.append(
        .init(
          "partly-scored",
          "The judge has scored \(NumberText.grouped(scored)) of \(NumberText.count(content.data.examples, "example")): reject rate and corrected shares are of those."
        ))
    }
    if figures.correctedGoodShare.value != nil {
      limits.append(
        .init(
          "errors-carry-over",
          "The corrected shares take it that the judge errs on everything as it errs on the calibration set; data of another kind need a calibration of their own."
        ))
    } else if figures.n > 0 {
      limits.append(
        .init(
          "no-correction",
          "The share of good data cannot be corrected: on this set the judge does no better than chance, or one verdict is missing."
        ))
    }
    return limits
  }

  static func age(_ content: ReportContent) -> [ReportLimit] {
    var limits: [ReportLimit] = []
    if let drift = content.drift, drift.isOld, let days = drift.ageInDays {
      limits.append(
        .init(
          "old",
          "The last calibration is \(NumberText.count(days, "day")) old, over the limit of \(drift.maximumAge)."
        ))
    }
    let moved = (content.drift?.shifts ?? []).filter(\.hasMoved)
    if !moved.isEmpty {
      limits.append(
        .init(
          "drifted",
          "Scores of newer batches are distributed differently on \(NumberText.list(moved.map(\.name))): the calibration may not hold for them."
        ))
    }
    return limits
  }
}
