import AssayCalibration

extension ReportDocument {
  static func duplicates(_ content: ReportContent) -> Section {
    let facts = content.duplicates
    guard facts.clusters > 0 else {
      return Section(
        id: "duplicates", title: "Near duplicates",
        blocks: [.text("No clusters are known: no search was made, or nothing was found.")])
    }
    let names = [
      "exact": "the same text", "masked": "the same but for names and numbers",
      "near": "nearly the same words",
      "contained": "one part of another", "semantic": "the same meaning",
    ]
    return Section(
      id: "duplicates", title: "Near duplicates",
      blocks: [
        .table(
          ReportTable(
            caption: "Clusters",
            columns: [.init("kind"), .number("clusters"), .number("examples"), .number("settled")],
            rows: facts.kinds.map { kind in
              [
                .init(kind.kind.map { names[$0] ?? $0 } ?? "imported"),
                .init(NumberText.grouped(kind.clusters)),
                .init(NumberText.grouped(kind.examples)), .init(NumberText.grouped(kind.settled)),
              ]
            }, note: "Settled: every example of the cluster has a verdict of a person."))
      ])
  }

  static func probes(_ content: ReportContent) -> Section? {
    guard content.data.knownBadProbes + content.data.knownGoodProbes > 0 else { return nil }
    let judges = content.probes.judges
    var blocks: [Block] = [
      .text(
        "Examples of which it is known whether they are good, mixed in among the others: "
          + "\(NumberText.count(content.data.knownBadProbes, "known-bad one")) and \(NumberText.count(content.data.knownGoodProbes, "known-good one")). Reviewers' figures on them stand under People."
      )
    ]
    if judges.isEmpty {
      blocks.append(.text("No judge has judged any of them."))
    } else {
      blocks.append(
        .table(
          ReportTable(
            caption: "Judges on probes",
            columns: [.init("version"), .number("known-bad dropped"), .number("known-good kept")],
            rows: judges.map { judge in
              [
                .init(judge.name),
                .init(FigureText.share(judge.caught), detail: FigureText.shareDetail(judge.caught)),
                .init(FigureText.share(judge.kept), detail: FigureText.shareDetail(judge.kept)),
              ]
            })))
      if let own = judges.first(where: { $0.name == content.judge?.name }), !own.faults.isEmpty {
        blocks.append(
          .table(
            ReportTable(
              caption: "Known-bad probes by fault, \(own.name)", columns: FigureText.columns,
              rows: own.faults.map {
                FigureText.shareRow($0.name, $0.caught, bar: content.figures?.bar.value)
              })))
      }
    }
    return Section(id: "probes", title: "Probes", blocks: blocks)
  }

  static func drift(_ content: ReportContent) -> Section? {
    guard let drift = content.drift else { return nil }
    var blocks: [Block] = []
    if let at = drift.measuredAt, let days = drift.ageInDays {
      let text =
        "The judge was last measured on \(NumberText.day(at)), \(NumberText.count(days, "day")) before this report"
      blocks.append(
        drift.isOld
          ? .notice(Notice(.unsure, text + ": over the limit of \(drift.maximumAge) days."))
          : .text(text + "; the limit is \(drift.maximumAge) days."))
    } else {
      blocks.append(
        .text("No measurement of this judge has been written down, so nothing is known of its age."))
    }
    blocks.append(
      drift.shifts.isEmpty
        ? .text("No batch is newer than what was there then: there is nothing that could have moved.")
        : .table(shifts(drift)))
    return Section(id: "drift", title: "Age and drift", blocks: blocks)
  }

  private static func shifts(_ drift: DriftFacts) -> ReportTable {
    func number(_ value: Double?, _ places: Int = 2) -> String {
      value.map { NumberText.fixed($0, places) } ?? ""
    }
    return ReportTable(
      caption: "Newer batches (\(NumberText.count(drift.newer, "example"))) against older ones "
        + "(\(NumberText.grouped(drift.older)))",
      columns: [
        .init("what"), .number("older"), .number("newer"), .number("PSI"), .number("distance"), .number("p"),
        .init("moved"),
      ],
      rows: drift.shifts.map { shift in
        let isLabel = shift.label != nil
        func side(_ value: Double?) -> String {
          isLabel ? value.map { NumberText.percent($0) } ?? "" : number(value)
        }
        return [
          .init(shift.label.map { "\(shift.name), most: \($0)" } ?? shift.name), .init(side(shift.before)),
          .init(side(shift.after)), .init(number(shift.psi, 3)), .init(number(shift.distance, 3)),
          .init(number(shift.pValue, 4)), .init(shift.hasMoved ? "yes" : "no"),
        ]
      },
      note:
        "Means of scores, the share of the label that changed most. PSI: population stability index (Siddiqi 2006); distance: Kolmogorov and Smirnov's; p corrected for all that was looked at (Benjamini and Hochberg 1995). Moved: p under 0.05 and an index of 0.1 or more."
    )
  }

  static func limits(_ content: ReportContent) -> Section {
    Section(
      id: "limits", title: "Limits of what was shown",
      blocks: content.limits.isEmpty
        ? [.text("None of the limits that are looked for was found.")] : [.list(content.limits.map(\.text))])
  }
}
