import AssayJudging
import AssayModel

/// A judge of the generator's family has the generator's blind spots: its good scores prove less.
struct FamilyWarning: Sendable {
  private let judges: [JudgeDefinition.Model]
  private var seen: Set<String> = []

  init(judges: [JudgeDefinition.Model]) { self.judges = judges }

  /// - Parameter generator: the model that made an example.
  /// - Returns: a sentence for people, once for each generator; nil: nothing to say.
  mutating func warning(generator: String?) -> String? {
    guard let generator, seen.insert(generator).inserted else { return nil }
    let related = judges.first {
      ModelFamily.same($0.model, generator) || ModelFamily.same($0.family, generator)
    }
    guard let related else { return nil }
    return "the judge \(related.model) is of the same family as \(generator), which made examples here: they "
      + "share blind spots. Judge with a model of another family, or trust the catch rate on probes only"
  }
}
