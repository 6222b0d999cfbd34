import AssayCalibration

extension ReportDocument {
  static func judge(_ content: ReportContent) -> Section? {
    guard let judge = content.judge else { return nil }
    var facts = [
      Fact("Version", judge.name + (judge.isAdopted ? ", the adopted one" : "")),
      Fact("Scored", NumberText.count(judge.scored, "example")),
      Fact("Dimensions", judge.dimensions.joined(separator: ", ")),
    ]
    if let fingerprint = judge.fingerprint {
      facts.append(
        Fact(
          judge.models.count > 1 ? "Models" : "Model",
          judge.models.map { "\($0.model) (family \($0.family), endpoint \($0.endpoint))" }
            .joined(separator: "; ")))
      facts.append(Fact("Parameters", parameters(judge)))
      facts.append(Fact("Fingerprint of all that decides its answers", fingerprint))
      facts.append(Fact("Made from", judge.parent ?? "no other version"))
      facts.append(
        Fact(
          "Made by",
          (judge.author ?? "the configuration") + (judge.madeAt.map { " on \(NumberText.day($0))" } ?? "")))
    } else {
      facts.append(Fact("Prompt, model and parameters", "not known: its scores came with imported data"))
    }
    var blocks: [Block] = [.facts(facts)]
    if let template = judge.template {
      blocks.append(.source(title: "The prompt's template", text: template))
    }
    return Section(id: "judge", title: "Judge", blocks: blocks)
  }

  private static func parameters(_ judge: JudgeFacts) -> String {
    var parts: [String] = []
    if let calls = judge.calls {
      parts.append(
        calls == "separate" ? "each dimension in a request of its own" : "all dimensions in one request")
    }
    if let samples = judge.samples { parts.append(NumberText.count(samples, "sample")) }
    if let temperature = judge.temperature { parts.append("temperature \(NumberText.short(temperature))") }
    if let scoring = judge.scoring {
      parts.append(
        scoring == "plain" ? "scores as written" : "scores weighted by probability where the server gives it")
    }
    if let panel = judge.panel { parts.append("\(panel) of the panel") }
    if let reasons = judge.givesReasons { parts.append(reasons ? "reasons before scores" : "no reasons") }
    if let shots = judge.shots { parts.append(NumberText.count(shots, "example") + " in the prompt") }
    if let neighbours = judge.neighbours {
      parts.append(NumberText.count(neighbours, "neighbour") + " for diversity")
    }
    return parts.joined(separator: ", ")
  }

  static func rule(_ content: ReportContent) -> Section? {
    guard let rule = content.rule, let figures = content.figures else { return nil }
    var facts = [
      Fact("In force", rule.text),
      Fact(
        "Chosen by",
        rule.isChosen
          ? (rule.author ?? "not known") + (rule.at.map { " on \(NumberText.day($0))" } ?? "")
          : "the configuration's keep_at"),
    ]
    if let note = rule.note { facts.append(Fact("Why", note)) }
    facts.append(
      Fact(
        "Cost",
        "a bad example kept costs \(NumberText.short(figures.settings.costRatio)) times a good one dropped")
    )
    if let curves = content.curves {
      facts.append(
        Fact(
          "Cheapest on this split",
          cheapestWords(curves) + " Chosen by looking, so not a better one until it is confirmed elsewhere."))
    }
    let rows =
      [
        FigureText.numberRow("cost of an example", figures.expectedCost)
      ]
      + (figures.weightedExpectedCost.map { [FigureText.numberRow("cost of an example, weighed", $0)] } ?? [])
      + [
        FigureText.shareRow("dropped on this split", figures.rates["dropped_share"]),
        FigureText.shareRow("dropped of all that it has scored", figures.rejectRate),
        FigureText.shareRow("good among all that it has scored, corrected", figures.correctedGoodShare),
        FigureText.shareRow("good among what it keeps, corrected", figures.goodAmongKept),
        FigureText.numberRow(
          "bad ones to expect among \(NumberText.grouped(figures.keptCount)) kept", figures.expectedBadKept,
          places: 0),
      ]
    return Section(
      id: "rule", title: "Threshold and what follows from it",
      blocks: [
        .facts(facts),
        .table(
          ReportTable(
            caption: "What the rule does", columns: FigureText.columns, rows: rows,
            note:
              "Corrected: from what the judge keeps and from how often it errs (Rogan and Gladen 1978)."
          )),
      ])
  }
}
