/// The words for each risk, the same wherever they are shown.
extension Fitness.Risk {
  /// In a few words, for a list: "a wrong label does harm".
  public var title: String {
    switch self {
    case .safetyCritical: "a wrong label costs more than labelling by hand"
    case .specificDistribution: "real texts that a model cannot know"
    case .expertNuance: "legal, medical or financial nuance"
    }
  }

  /// To be answered with yes or no.
  public var question: String {
    switch self {
    case .safetyCritical:
      "Does a wrong label do harm that costs more than labelling by hand?"
    case .specificDistribution:
      "Are your real texts so specific (the words of one house, a device's logs, a dialect) that a model cannot know them?"
    case .expertNuance: "Does a right answer take legal, medical or financial knowledge?"
    }
  }

  /// What goes wrong.
  public var danger: String {
    switch self {
    case .safetyCritical:
      "A part of what a model writes has a wrong label, and a judge lets some of it through."
    case .specificDistribution:
      "A model writes what such texts look like to it; what is trained on that fails on the real ones."
    case .expertNuance:
      "A model is fluent and wrong in ways that only an expert sees, and a model that judges is blind to the same."
    }
  }

  /// What to do instead.
  public var instead: String {
    switch self {
    case .safetyCritical:
      "Label real examples by hand, by two people where it matters; let a model write only what people check one by one."
    case .specificDistribution:
      "Collect real examples first; let a model label or rephrase those, and test on real ones alone."
    case .expertNuance: "Let experts write the examples, or decide on every one that is kept."
    }
  }
}

extension Fitness {
  /// One line for people; nil: nobody was asked.
  public static func summary(_ fitness: Fitness?) -> String {
    guard let fitness else { return "nobody was asked whether generated data is right for the task" }
    if fitness.risks.isEmpty { return "none of the three risks, by the answer of \(fitness.date)" }
    return fitness.risks.map(\.title).joined(separator: "; ") + ", by the answer of \(fitness.date). "
      + (fitness.reason.map { "Goes on because: \($0)" } ?? "Nobody has said why to go on with generated data")
  }
}
