import AssayEngine
import AssayJudging
import AssayModel
import AssayStore
import AssayWorkbench

/// Finds the examples that a filter means, as the list of Review would show them.
enum JudgeExamples {
  /// What a run judges by the options.
  ///
  /// - Throws: ``CommandFailure`` for a term that says nothing, or when no example fulfils them.
  static func selection(
    _ options: JudgeOptions, _ workspace: Workspace, _ setup: JudgeSetup, reviewer: String
  ) throws -> JudgeSelection {
    if !options.filter.isEmpty {
      return .examples(try examples(try terms(options.filter), workspace, setup, reviewer: reviewer))
    }
    switch options.only {
    case nil, .unjudged: return .unjudged
    case .failed: return .failed
    case .all: return .all
    case .marked: return .examples(try marked(workspace, reviewer: reviewer))
    // `validate` has refused it without terms.
    case .filter: return .examples([])
    }
  }

  /// - Throws: ``CommandFailure`` that shows what a term looks like.
  static func terms(_ texts: [String]) throws(CommandFailure) -> [ExampleFilter.Term] {
    var terms: [ExampleFilter.Term] = []
    for text in texts {
      // A whole text may be one term with a space in it: "label:lost card".
      if let whole = ExampleFilter.Term(parsing: text),
        text.split(separator: " ").dropFirst().allSatisfy(isPlain)
      {
        terms.append(whole)
        continue
      }
      for word in text.split(separator: " ") {
        guard let term = ExampleFilter.Term(parsing: String(word)) else {
          throw CommandFailure(
            "--filter: \"\(word)\" says nothing; terms are such as verdict:undecided, label:NAME, batch:NAME, "
              + "score<3, accuracy<=2, length>500, cluster>1, judge:keep, disagree (docs/review.md)")
        }
        terms.append(term)
      }
    }
    for term in terms where term == .found {
      throw CommandFailure(
        "--filter: \"\(term.text)\" ends with the visit to the workbench, so there is nothing here that it means"
      )
    }
    return terms
  }

  /// Whether a word is part of the term before it.
  private static func isPlain(_ word: Substring) -> Bool { ExampleFilter.Term(parsing: String(word)) == nil }

  /// What the reviewer has marked in the workbench, as it was when they left it.
  private static func marked(_ workspace: Workspace, reviewer: String) throws -> [ExampleID] {
    let marks = try workspace.session(for: reviewer).flatMap(Session.init(json:))?.marks ?? []
    guard !marks.isEmpty else {
      throw CommandFailure(
        "\(reviewer) has marked nothing; Space in Review marks an example, and marks are saved when you leave the "
          + "workbench (J judges them there at once)")
    }
    return marks.map { ExampleID($0) }
  }

  private static func examples(
    _ terms: [ExampleFilter.Term], _ workspace: Workspace, _ setup: JudgeSetup, reviewer: String
  ) throws -> [ExampleID] {
    let judge = try self.judge(workspace, setup)
    let filter = ExampleFilter(terms)
    let batches = try workspace.batches()
    let rule = try judge.flatMap { try workspace.keepRule(of: $0) } ?? .mean(atLeast: setup.task.keepAt)
    var context = ListingContext(
      log: DecisionLog(try workspace.decisions()), reviewer: reviewer,
      keepAt: rule.meanThreshold ?? setup.task.keepAt,
      scores: try judge.map { try workspace.scores(judge: $0, dimensions: Array(filter.dimensions)) } ?? [:],
      batches: Dictionary(
        batches.map { ($0.name, Int32(truncatingIfNeeded: $0.id.rawValue)) },
        uniquingKeysWith: { first, _ in first }),
      marked: terms.contains(.marked) ? Set(try marked(workspace, reviewer: reviewer)) : [])
    let columns = try workspace.columns(judge: judge)
    if let judge, rule.meanThreshold == nil, filter.asksTheRule {
      context.margins = rule.margins(
        count: columns.count, scores: try workspace.scores(judge: judge, dimensions: rule.dimensions))
    }
    let listing = Listing.build(filter: filter, order: .imported, columns: columns, context: context)
    let bad = try workspace.knownBad()
    let found = (0..<listing.count).map { listing[$0] }.filter { !bad.contains($0) }
    guard !found.isEmpty else {
      throw CommandFailure(
        "no example fulfils the filter (\(terms.map(\.text).joined(separator: " "))); nothing was done")
    }
    return found
  }

  /// Whose scores a filter means: the judge's own, else those of the one that Review shows first.
  private static func judge(_ workspace: Workspace, _ setup: JudgeSetup) throws -> JudgeID? {
    if let own = try workspace.judgeVersion(fingerprint: setup.definition.fingerprint), own.count > 0 {
      return own.id
    }
    let judges = try workspace.judges()
    let adopted = try workspace.adoptions().last?.judge
    return
      (judges.first { $0.id == adopted } ?? judges.first { $0.name == setup.task.judge } ?? judges.first)?
      .id
  }
}
