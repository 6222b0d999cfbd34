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

  static var allValueStrings: [String] { Technique.allCases.map(\.rawValue) }
}
