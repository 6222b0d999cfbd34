import AssayCalibration

extension ReportDocument {
  /// The report of a content in words, tables and charts.
  public init(_ content: ReportContent) {
    let split = content.figures.map { " on the \($0.split ?? "") split" } ?? ""
    let judge = content.judge.map { "\($0.name) against people" + split } ?? "No judge yet"
    self.init(
      title: "Calibration of \(content.task.name)",
      subtitle: "\(judge) · \(NumberText.minute(content.madeAt))", summary: Self.summary(content),
      sections: [
        Self.task(content), Self.data(content), Self.pipelines(content), Self.set(content),
        Self.people(content), Self.judge(content), Self.agreement(content), Self.dimensions(content),
        Self.curves(content),
        Self.rule(content), Self.history(content), Self.openings(content), Self.duplicates(content),
        Self.probes(content), Self.drift(content), Self.limits(content),
      ].compactMap { $0 },
      footer:
        "Made by \(content.program) on \(NumberText.minute(content.madeAt)). Intervals are of 95\u{A0}%: Wilson (1927) "
        + "for shares, the bias-corrected and accelerated bootstrap (Efron 1987) for the rest.")
  }

  // MARK: The answer

  private static func summary(_ content: ReportContent) -> [Block] {
    guard let figures = content.figures, figures.n > 0 else {
      let why =
        content.set.n == 0
        ? "No example has a verdict of a person yet, so nothing can be said of any judge."
        : content.figures == nil
          ? "No judge has scored anything yet, so there is nothing to compare with people."
          : "No example of the \(content.figures?.split ?? "") split has both a verdict of a person and a score of the judge."
      return [.notice(Notice(.unsure, why))]
    }
    let caught = figures.rates["catch_rate"]
    return [
      .notice(verdict(figures)),
      .keyFigures([
        KeyFigure(
          name: "Catch rate: rejected ones that it drops", value: FigureText.share(caught),
          detail: FigureText.shareDetail(caught),
          strip: caught.flatMap { IntervalStrip($0, bar: figures.bar.value) },
          tone: verdict(figures).tone),
        KeyFigure(
          name: "Good ones that it keeps", value: FigureText.share(figures.rates["tpr"]),
          detail: FigureText.shareDetail(figures.rates["tpr"]),
          strip: figures.rates["tpr"].flatMap { IntervalStrip($0) }),
        KeyFigure(
          name: "Bad ones to expect among \(NumberText.grouped(figures.keptCount)) kept",
          value: figures.expectedBadKept.value.map { NumberText.grouped(Int($0.rounded())) }
            ?? NumberText.notMeasured,
          detail: FigureText.detail(figures.expectedBadKept, 0)),
        rejectKey(figures),
      ]),
      .text(
        "Set \(figures.set), \(figures.judge), \(NumberText.count(figures.n, "example")) of the \(figures.split ?? "") split"
          + (figures.reviewer.map { ", by the word of \($0) alone. " } ?? ". ")
          + "What these figures do not show: the \(NumberText.count(content.limits.count, "point")) at the end."
      ),
    ]
  }

  private static func rejectKey(_ figures: CalibrationReport) -> KeyFigure {
    let rate = figures.rejectRate
    let plan =
      "plan \(NumberText.fixed(figures.plan.low * 100, 0)) to \(NumberText.percent(figures.plan.high, 0))"
    let place =
      switch figures.plan.position {
      case .below: "less than the \(plan)"
      case .within: "inside the \(plan)"
      case .above: "more than the \(plan)"
      case nil: plan
      }
    return KeyFigure(
      name: "Dropped of all that it has scored", value: FigureText.share(rate),
      detail: "\(place), n\u{A0}=\u{A0}\(NumberText.grouped(rate.n))",
      tone: figures.plan.position == .within ? .plain : .unsure)
  }

  /// The bar is passed by the interval's lower end and missed by its upper end, as `assay calibrate report` says it.
  static func verdict(_ figures: CalibrationReport) -> Notice {
    let bar = NumberText.percent(figures.bar.value, 0)
    guard let rate = figures.rates["catch_rate"], let low = rate.low, let high = rate.high else {
      return Notice(
        .unsure,
        "People rejected none of what was compared: how many bad examples the judge catches is not known.")
    }
    if figures.matrix.tp + figures.matrix.fp == 0 {
      return Notice(
        .bad,
        "The judge keeps nothing of what people have decided: it drops what they reject and all that they accept, and "
          + "its catch rate tells nothing.")
    }
    if high < figures.bar.value {
      return Notice(
        .bad,
        "The judge drops \(FigureText.phrase(rate)) of what people reject, under the bar of \(bar). Its prompt or its threshold needs work."
      )
    }
    if low < figures.bar.value {
      return Notice(
        .unsure,
        "The judge drops \(FigureText.phrase(rate)) of what people reject. The bar of \(bar) lies inside the interval: it cannot be told yet whether the judge reaches it."
      )
    }
    return Notice(
      .good,
      "The judge drops \(FigureText.phrase(rate)) of what people reject: the lower end reaches the bar of \(bar)."
    )
  }
}
