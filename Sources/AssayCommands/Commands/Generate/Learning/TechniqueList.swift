import ArgumentParser
import AssayModel

/// One technique, or several with commas between them; each once, at least one.
struct TechniqueList: ExpressibleByArgument {
  let techniques: [Technique]

  init?(argument: String) {
    var techniques: [Technique] = []
    for word in GenerationWords.list(argument) {
      guard let technique = Technique(rawValue: word) else { return nil }
      techniques.append(technique)
    }
    guard !techniques.isEmpty else { return nil }
    self.techniques = techniques
  }

  /// Those that `assay generate` has without `--learn`.
  static var allValueStrings: [String] { Technique.allCases.filter { !$0.needsParents }.map(\.rawValue) }
}

/// `assay augment --technique`: any is read, so that one of `assay generate` can be told where it belongs.
struct AugmentTechnique: ExpressibleByArgument {
  let technique: Technique

  init?(argument: String) {
    guard let technique = Technique(rawValue: argument) else { return nil }
    self.technique = technique
  }

  static var allValueStrings: [String] { Technique.allCases.filter(\.needsParents).map(\.rawValue) }
}
