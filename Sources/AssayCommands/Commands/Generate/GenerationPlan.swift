import AssayEngine
import AssayModel
import TerminalCore

/// What a run is going to do, before anything is sent.
struct GenerationPlan {
  let setup: GenerationSetup
  let estimate: GenerationEstimate
  let task: TaskSpecification
  /// The run that is gone on with.
  let begun: Run?
  /// Who scores what comes; nil: nobody.
  var judge: JudgeSetup?
  /// Whether near duplicates are looked for afterwards.
  var dedupes = false
  private let notes: [String]
  var order: GenerationOrder { setup.options.order }

  init(
    _ setup: GenerationSetup, _ estimate: GenerationEstimate, task: TaskSpecification, begun: Run?,
    notes: [String] = []
  ) {
    self.setup = setup
    self.estimate = begun.map { estimate.left(after: $0) } ?? estimate
    self.task = task
    self.begun = begun
    self.notes = notes
  }

  /// Each once.
  var warnings: [String] {
    var seen: Set<String> = []
    return (notes + setup.warnings + (judge?.warnings ?? []) + estimate.warnings).filter {
      seen.insert($0).inserted
    }
  }

  // MARK: For people

  /// Columns that a line of the plan has at most: it is read on the narrowest terminal, and in logs.
  private static let width = 79
  private static let margin = 14

  /// The plan without the first request.
  var lines: [String] { linesOfRun + Self.lines(of: warnings) }

  static func lines(of warnings: [String]) -> [String] {
    warnings.flatMap { WrappedLine("Warning: " + $0).lines(width: width) }.map(DisplayText.safe)
  }

  /// The same without the warnings.
  var linesOfRun: [String] {
    let rows: [(String, String?)] = [
      ("goes on with", goesOn), ("labels", labels), ("difficulty", difficulty), ("seeds", seeds),
      ("from", parents), ("variants", variants), ("wish", order.wish.map { "\"\($0)\"" }), ("calls", calls),
      ("checks", checks), ("then", then), ("tokens", tokens), ("cost", cost), ("time", time),
      ("prompt", prompt),
    ]
    return
      ([headline] + rows.flatMap { name, text in text.map { Self.row(name, $0) } ?? [] }
      + setup.termsLines.flatMap { WrappedLine("  " + $0).lines(width: Self.width) }).map(DisplayText.safe)
  }

  /// The first requests as they would be sent, one of each form.
  var requests: [String] {
    var seen: Set<String> = []
    return estimate.first.filter { seen.insert($0.request.schema?.json ?? "").inserted }.flatMap { first in
      setup.options.endpoints.first { $0.name == first.model }.map {
        RequestText.lines(first.request, to: $0)
      } ?? []
    }.map(DisplayText.safe)
  }

  private static func row(_ name: String, _ text: String) -> [String] {
    let parts = WrappedLine(text).lines(width: width - margin)
    let indent = String(repeating: " ", count: margin)
    let head = "  " + name + String(repeating: " ", count: max(1, margin - 2 - name.count))
    return parts.enumerated().map { ($0.offset == 0 ? head : indent) + $0.element }
  }

  private var headline: String {
    "\(order.technique.rawValue): \(Figures.count(order.count, "example")) by \(setup.generator.model) "
      + "(\(setup.generator.name))"
  }

  private var goesOn: String? {
    begun.map { run in
      let taken = run.progress.generation?.taken ?? run.progress.done
      return "run \(run.id.rawValue), which was stopped at \(Figures.grouped(taken)) of "
        + Figures.grouped(order.count)
    }
  }

  private var calls: String {
    let temperature = order.temperature
    let range =
      temperature.lowerBound == temperature.upperBound
      ? "\(temperature.lowerBound)" : "\(temperature.lowerBound) to \(temperature.upperBound)"
    return "about \(Figures.grouped(estimate.calls)), up to \(Figures.count(order.perCall, "example")) each, "
      + "temperature \(range)" + (plansGrid ? "; the first plans a grid of attributes" : "")
  }

  /// Where each new example gets a profile of its own.
  private var plansGrid: Bool {
    order.drawsAttributes && (order.technique == .direct || order.technique == .evaluationSet)
  }

  private var checks: String? {
    let names = setup.options.checks.map(\.name)
    if names.isEmpty, estimate.checks == 0 { return nil }
    let who = order.verifier.flatMap { name in setup.options.endpoints.first { $0.name == name }?.model }
    return names.joined(separator: ", ") + (who.map { " by \($0)" } ?? "")
      + ": about \(Figures.count(estimate.checks, "request"))"
  }

  private var then: String? {
    let scored = judge.map { judge in
      let models = judge.endpoints.map(\.model).joined(separator: ", ")
      return "judged by \(models) as they come, which the figures below leave out"
    }
    let parts = [scored, dedupes ? "near duplicates are looked for at the end" : nil].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  private var tokens: String {
    "about \(Figures.grouped(estimate.tokensIn)) in and \(Figures.grouped(estimate.tokensOut)) out"
  }

  private var cost: String {
    let budget = order.budget.map { ", at most \(Figures.money($0)) (--budget)" } ?? ""
    guard let cost = estimate.cost else { return "not known" + budget }
    return "about \(Figures.money(cost)), in the currency of the prices" + budget
  }

  private var time: String {
    if let seconds = estimate.seconds {
      return "at least \(Figures.duration(max(1, seconds))) by the limits per minute"
    }
    return "no limit per minute; \(Figures.count(setup.generator.concurrency, "request")) at once"
  }

  private var prompt: String? { setup.templateFile.map { "\($0), changed by you" } }
}

extension GenerationEstimate {
  /// What is left after a run that was stopped, by the examples that it has brought.
  fileprivate func left(after run: Run) -> GenerationEstimate {
    let wanted = quotas.reduce(0) { $0 + $1.wanted }
    let taken = run.progress.generation?.taken ?? run.progress.done
    guard wanted > 0, taken > 0 else { return self }
    let share = Double(max(0, wanted - taken)) / Double(wanted)
    func part(_ number: Int) -> Int { Int((share * Double(number)).rounded(.up)) }
    var left = self
    left.calls = part(calls)
    left.checks = part(checks)
    left.tokensIn = part(tokensIn)
    left.tokensOut = part(tokensOut)
    left.cost = cost.map { share * $0 }
    left.seconds = seconds.map { share * $0 }
    return left
  }
}
