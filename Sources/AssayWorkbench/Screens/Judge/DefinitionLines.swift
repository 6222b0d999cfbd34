import AssayCalibration
import AssayModel
import TerminalCore

/// What the version under the cursor is made of: models, parameters, dimensions, the template.
func definitionLines(width: Int, _ canvas: Canvas) -> [[Span]] {
  guard let judge = judgeUnderCursor(canvas.state) else { return [] }
  guard let facts = canvas.state.judges.facts[judge.id] else {
    return [[Span(text: "Reading " + canvas.state.appearance.pending, style: canvas.style("text.dim"))]]
  }
  guard let definition = facts.definition else {
    let dimensions = judge.dimensions.joined(separator: ", ")
    return TextLayout.wrap(
      [
        Span(
          text:
            "Its scores came with imported data; it cannot be asked from here. Dimensions: \(dimensions).",
          style: canvas.style("text.dim"))
      ], width: width)
  }
  var lines: [[Span]] = []
  func fact(_ name: String, _ text: String) {
    let wrapped = TextLayout.wrap(
      [Span(text: text, style: canvas.style("text"))], width: max(8, width - 12), maxLines: 4)
    for (index, line) in wrapped.enumerated() {
      let head = DisplayText.pad(index == 0 ? name : "", to: 12)
      lines.append([Span(text: head, style: canvas.style("field.name"))] + line)
    }
  }
  for (name, text) in originFacts(judge, canvas.state) { fact(name, text) }
  if let draft = canvas.state.judges.draft, draft.parent == judge.id {
    let key = canvas.state.bindings.shown(for: .judgeEdit, screen: .judge) ?? ":judge.edit"
    lines += TextLayout.wrap(
      [
        Span(
          text: "Your text is no version yet: line \(draft.problem). \(key) opens it again.",
          style: canvas.style("message.error"))
      ], width: width)
  }
  for (name, text) in definitionFacts(definition, separator: canvas.separator) { fact(name, text) }
  lines.append([])
  lines.append([Span(text: "template", style: canvas.style("field.name"))])
  return lines
    + TextLayout.wrap(
      [Span(text: definition.template, style: canvas.style("text"))], width: width, keepShape: true)
}

/// Where a version comes from, by which rule it keeps, whether it is in use.
private func originFacts(_ judge: JudgeVersion, _ state: AppState) -> [(name: String, text: String)] {
  guard let records = state.judges.records else { return [] }
  var facts: [(String, String)] = []
  if let lineage = records.lineage(of: judge.id) {
    let parent = state.workspace.judges.first { $0.id == lineage.parent }.map { "from \($0.name)" }
    let author = lineage.author.map { "by \($0)" } ?? "as assay.toml had it"
    facts.append(("made", [dateText(lineage.at), author, parent].compactMap { $0 }.joined(separator: ", ")))
  }
  if let rule = records.rule(of: judge.id) {
    let note = rule.note.map { ": \($0)" } ?? ""
    facts.append(("rule", "\(KeepRuleText.of(rule.rule)), by \(rule.author)\(note)"))
  } else {
    facts.append(("rule", "\(KeepRuleText.of(keepRule(of: judge.id, state))), as [judge] keep_at says"))
  }
  if let last = records.adoptions.last, last.judge == judge.id {
    let reason = last.reason.isEmpty ? "" : ": \(last.reason)"
    facts.append(("in use", "since \(dateText(last.at)), adopted by \(last.author)\(reason)"))
  }
  return facts.map { ($0.0, DisplayText.singleLine($0.1)) }
}

/// Name and text of each fact, the template left out.
func definitionFacts(_ definition: JudgeDefinition, separator: String) -> [(name: String, text: String)] {
  let specification = definition.specification
  var facts = definition.models.map { model in
    (
      "model",
      [model.model, "family \(model.family)", "[models.\(model.endpoint)]"].joined(separator: separator)
    )
  }
  if definition.models.count > 1 { facts.append(("panel", "one score by \(specification.panel.rawValue)")) }
  let temperature = specification.temperature.map { "temperature \(plainNumber($0))" }
  facts.append(
    (
      "asks",
      [
        specification.calls == .together
          ? "all dimensions in one request" : "each dimension in a request of its own",
        specification.samples == 1 ? nil : "\(specification.samples) samples", temperature,
        specification.reasons ? "with reasons" : "without reasons",
      ].compactMap { $0 }.joined(separator: separator)
    ))
  facts.append(
    (
      "scores",
      specification.scoring == .plain
        ? "as written" : "weighted by probabilities where the server gives them, else the mean of the samples"
    ))
  if specification.neighbours > 0 {
    facts.append(("neighbours", "\(specification.neighbours) near ones beside a question about diversity"))
  }
  for dimension in definition.dimensions {
    let anchors = dimension.anchors.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    facts.append(
      (
        dimension.name,
        ([("\(dimension.minimum)-\(dimension.maximum)")] + anchors).joined(separator: separator)
      ))
  }
  if !definition.labels.isEmpty { facts.append(("labels", definition.labels.joined(separator: ", "))) }
  if !definition.shots.isEmpty {
    facts.append(("examples", "\(definition.shots.count) with their right scores"))
  }
  facts.append(("file", specification.template))
  return facts.map { ($0.0, DisplayText.singleLine($0.1)) }
}
