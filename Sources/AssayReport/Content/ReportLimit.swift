import AssayCalibration
import AssayModel
import AssayStatistics

/// Something that the figures do not show, or show less surely than they look: found in the facts, never written by hand.
public struct ReportLimit: Hashable, Sendable, Codable {
  /// For scripts: "few-rejected".
  public var code: String
  public var text: String
  init(_ code: String, _ text: String) {
    self.code = code
    self.text = text
  }

  static func all(_ content: ReportContent) -> [ReportLimit] {
    let limits = [
      fitness(content), nothing(content), size(content), split(content), tests(content), unjudged(content),
      weights(content),
      people(content), probesOfPeople(content), truths(content), judge(content), population(content),
      age(content),
    ]
    return limits.flatMap { $0 }
  }

  // MARK: The task

  private static func fitness(_ content: ReportContent) -> [ReportLimit] {
    guard let fitness = content.task.fitness, !fitness.risks.isEmpty else { return [] }
    return [
      .init(
        "fitness",
        "The task has a risk that speaks against generated data: "
          + fitness.risks.map { "\($0.title). \($0.danger)" }.joined(separator: " And ")
      )
    ]
  }

  // MARK: The set

  private static func nothing(_ content: ReportContent) -> [ReportLimit] {
    if content.set.n == 0 {
      return [.init("no-truth", "No example has a verdict of a person: nothing was measured.")]
    }
    return content.figures == nil
      ? [.init("no-judge", "No judge has scored anything: there is nothing to compare with people.")] : []
  }

  private static func size(_ content: ReportContent) -> [ReportLimit] {
    var limits: [ReportLimit] = []
    let set = content.set
    if set.n > 0, set.n < set.target {
      limits.append(
        .init(
          "few-examples",
          "The calibration set has \(NumberText.count(set.n, "example")) of \(NumberText.grouped(set.target)) planned."
        ))
    }
    guard let figures = content.figures, figures.n > 0 else { return limits }
    let rejected = figures.matrix.fp + figures.matrix.tn
    let least = NumberText.percent(figures.bar.value, 0)
    guard rejected > 0, let caught = figures.rates["catch_rate"], caught.value != nil,
      let low = caught.low
    else {
      return limits + [
        .init(
          "none-rejected",
          "People rejected nothing of what was compared: how many bad examples the judge catches is not known."
        )
      ]
    }
    guard low < figures.bar.value else { return limits }
    let needed = CalibrationReport.Bar(figures.bar.value, catchRate: caught).moreRejected.map {
      rejected + $0
    }
    let how =
      needed.map {
        " At this rate about \(NumberText.count($0, "rejected example")) are needed for it to reach \(least); there are \(rejected)."
      } ?? " More examples alone will not lift it: the rate itself is not over \(least)."
    limits.append(
      .init(
        "catch-rate-open",
        "The lower end of the catch rate is \(NumberText.percent(low)), under the bar of \(least).\(how)"))
    return limits
  }

  private static func split(_ content: ReportContent) -> [ReportLimit] {
    guard let figures = content.figures else { return [] }
    switch figures.split {
    case "dev":
      let chosen =
        content.rule?.isChosen == true ? "the threshold was chosen on it" : "prompts are chosen on it"
      return [
        .init(
          "dev-is-optimistic",
          "The figures are of the dev split, and \(chosen): expect somewhat worse ones on examples that nobody has seen."
        )
      ]
    case "few-shot":
      return [
        .init(
          "pool-is-optimistic",
          "The figures are of the few-shot pool, of which examples may stand in the prompt: they prove nothing."
        )
      ]
    default: return []
    }
  }

  private static func tests(_ content: ReportContent) -> [ReportLimit] {
    let openings = content.openings
    guard !openings.isEmpty else {
      return content.figures == nil || content.set.n == 0
        ? []
        : [
          .init(
            "test-not-opened",
            "The test split has never been opened: nothing was confirmed on examples that played no part in choosing."
          )
        ]
    }
    let judges = Set(openings.map(\.judge)).count
    return [
      .init(
        "test-opened",
        "The test split has been opened \(NumberText.count(openings.count, "time")), for "
          + "\(NumberText.count(judges, "judge version")): "
          + (openings.count == 1
            ? "what is changed after it is no longer tested by it."
            : "each look that is followed by a change makes its figures a little too good."))
    ]
  }

  private static func unjudged(_ content: ReportContent) -> [ReportLimit] {
    var limits: [ReportLimit] = []
    if let figures = content.figures, figures.unjudged > 0 {
      limits.append(
        .init(
          "unjudged",
          "\(NumberText.count(figures.unjudged, "example")) of the split could not be compared: the judge gave no usable score."
        ))
    }
    if content.set.excluded > 0 {
      limits.append(
        .init(
          "excluded",
          "\(NumberText.count(content.set.excluded, "example")) with a verdict are left out, since they are duplicates of examples in another split."
        ))
    }
    if content.set.groups > 0 {
      limits.append(
        .init(
          "correlated",
          "\(NumberText.count(content.set.groups, "group")) of the set are near duplicates of each other and tell less than their number; intervals draw whole groups."
        ))
    }
    return limits
  }

  private static func weights(_ content: ReportContent) -> [ReportLimit] {
    let set = content.set
    guard set.n > 0 else { return [] }
    if set.withChance == 0 {
      return [
        .init(
          "not-drawn",
          "No example of the set was drawn by chance: the figures are of what people happened to look at, and may differ for the rest."
        )
      ]
    }
    var limits: [ReportLimit] = []
    if set.withChance < set.n {
      limits.append(
        .init(
          "partly-drawn",
          "\(NumberText.grouped(set.n - set.withChance)) of \(NumberText.count(set.n, "example")) were not drawn by chance; weighted figures leave them out, plain ones count them like the others."
        ))
    }
    if let size = set.effectiveSize, size < 0.7 * Double(set.withChance) {
      limits.append(
        .init(
          "unequal-weights",
          "Chances of being drawn were unequal: \(NumberText.count(set.withChance, "drawn example")) tell as much about all data as \(NumberText.grouped(Int(size.rounded()))) drawn with equal chances."
        ))
    }
    return limits
  }
}
