import AssayModel

extension ReportDocument {
  static func task(_ content: ReportContent) -> Section {
    let task = content.task
    var blocks: [Block] = [
      .facts(
        [
          Fact("Task", task.name),
          Fact("Description", task.description.isEmpty ? "none" : task.description),
          Fact("Labels", task.labels.isEmpty ? "none" : task.labels.joined(separator: ", ")),
          Fact("Rubric", "version \(task.rubric)"),
          Fact("Risks of generated data", Fitness.summary(task.fitness)),
        ])
    ]
    let scores = Set(task.dimensions.flatMap { $0.anchors.map(\.score) }).sorted()
    blocks.append(
      .table(
        ReportTable(
          caption: "Dimensions that are scored",
          columns: [.init(""), .init("scale"), .init("what it asks")] + scores.map { .init("at \($0)") },
          rows: task.dimensions.map { dimension in
            [
              .init(dimension.name), .init("\(dimension.minimum)\u{A0}to\u{A0}\(dimension.maximum)"),
              .init(dimension.description ?? ""),
            ] + scores.map { score in .init(dimension.anchors.first { $0.score == score }?.text ?? "") }
          })))
    return Section(id: "task", title: "Task", blocks: blocks)
  }

  static func data(_ content: ReportContent) -> Section {
    let data = content.data
    var blocks: [Block] = [
      .facts([
        Fact("Examples", NumberText.grouped(data.examples)),
        Fact("Batches", NumberText.grouped(data.batches.count)),
        Fact("Generating models", names(data.models, none: "not known")),
        Fact("Techniques", names(data.techniques, none: "not known")),
        Fact(
          "Not counted anywhere",
          "\(NumberText.count(data.knownBadProbes, "known-bad probe")), \(NumberText.count(data.repeats, "repeat")); "
            + "\(NumberText.count(data.knownGoodProbes, "known-good one")) are among the examples"),
      ])
    ]
    let most = 20
    if !data.batches.isEmpty {
      let rest = data.batches.dropFirst(most)
      blocks.append(
        .table(
          ReportTable(
            caption: "Batches", columns: [.init("batch"), .init("technique"), .number("examples")],
            rows: data.batches.prefix(most).map {
              [
                .init($0.name), .init($0.technique ?? "several or none"),
                .init(NumberText.grouped($0.examples)),
              ]
            },
            note: rest.isEmpty
              ? nil
              : "and \(NumberText.count(rest.count, "more batch", "more batches")) with "
                + NumberText.count(rest.reduce(0) { $0 + $1.examples }, "example"))))
    }
    let labels = data.labels.filter { $0.name != nil }
    if !labels.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "Labels of all examples", columns: [.init("label"), .number("examples")],
            rows: data.labels.prefix(40).map { [.init($0.name ?? "none"), .init(NumberText.grouped($0.n))] },
            note: data.labels.count > 40 ? "and \(data.labels.count - 40) more labels" : nil)))
    }
    return Section(id: "data", title: "Data", blocks: blocks)
  }

  private static func names(_ tallies: [Tally], none: String) -> String {
    guard tallies.contains(where: { $0.name != nil }) else { return none }
    let shown = tallies.prefix(12).map { "\($0.name ?? "not known") (\(NumberText.grouped($0.n)))" }
    return shown.joined(separator: ", ") + (tallies.count > 12 ? " and \(tallies.count - 12) more" : "")
  }

  static func set(_ content: ReportContent) -> Section {
    let set = content.set
    var facts = [
      Fact(
        "Examples with a verdict",
        "\(NumberText.grouped(set.n)) of \(NumberText.grouped(set.target)) planned: \(NumberText.grouped(set.accepted)) accepted, \(NumberText.grouped(set.rejected)) rejected"
      ),
      Fact(
        "Left out",
        "\(NumberText.grouped(set.disputed)) on which people differ, \(NumberText.count(set.excluded, "duplicate")) of another split's examples"
      ),
    ]
    if set.adjudicated > 0 { facts.append(Fact("Ruled on", NumberText.count(set.adjudicated, "example"))) }
    if let from = set.from, let to = set.to {
      facts.append(Fact("Decided", "\(NumberText.day(from)) to \(NumberText.day(to))"))
    }
    facts.append(
      Fact(
        "Rubric",
        rubrics(set)
      ))
    facts.append(
      Fact(
        "With a known chance of being drawn",
        set.withChance == 0
          ? "none"
          : "\(NumberText.grouped(set.withChance)), which tell of all data as much as \(NumberText.fixed(set.effectiveSize ?? 0, 1)) drawn with equal chances"
      ))
    var blocks: [Block] = [.facts(facts)]
    blocks.append(
      .tables(
        [parts("By split", "split", set.splits)]
          + (set.labels.contains { $0.name != nil } ? [parts("By label", "label", set.labels)] : [])
          + (set.techniques.contains { $0.name != nil }
            ? [parts("By technique", "technique", set.techniques)] : [])))
    if !set.draws.isEmpty { blocks.append(.table(draws(set.draws))) }
    return Section(id: "set", title: "Calibration set", blocks: blocks)
  }

  private static func rubrics(_ set: SetFacts) -> String {
    let parts = [
      (set.currentRubric, "under today's"), (set.olderRubric, "under another one"),
      (set.unknownRubric, "under one that is not known"),
    ].filter { $0.0 > 0 }
    return parts.isEmpty
      ? "no verdicts" : parts.map { "\(NumberText.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
  }

  private static func parts(_ caption: String, _ name: String, _ parts: [SetFacts.Part]) -> ReportTable {
    ReportTable(
      caption: caption, columns: [.init(name), .number("accepted"), .number("rejected"), .number("n")],
      rows: parts.map {
        [
          .init($0.name ?? "none"), .init(NumberText.grouped($0.accepted)),
          .init(NumberText.grouped($0.rejected)),
          .init(NumberText.grouped($0.n)),
        ]
      })
  }

  private static func draws(_ draws: [SetFacts.Draw]) -> ReportTable {
    ReportTable(
      caption: "How examples were drawn",
      columns: [
        .init("draw"), .init("strategy"), .number("drawn"), .number("of"), .number("chance of each"),
        .number("probes"), .number("repeats"), .init("for"), .init("on"), .number("seed"),
      ],
      rows: draws.map { draw in
        let chance: String
        if let low = draw.lowestChance, let high = draw.highestChance {
          chance =
            low == high
            ? NumberText.percent(low, 2)
            : "\(NumberText.fixed(low * 100, 2)) to \(NumberText.percent(high, 2))"
        } else {
          chance = "not by chance"
        }
        return [
          .init("\(draw.id)"), .init(draw.strategy), .init(NumberText.grouped(draw.drawn)),
          .init(NumberText.grouped(draw.population)), .init(chance), .init("\(draw.probes)"),
          .init("\(draw.repeats)"), .init(draw.reviewer ?? "anybody"), .init(NumberText.day(draw.at)),
          .init("\(draw.seed)"),
        ]
      })
  }
}
