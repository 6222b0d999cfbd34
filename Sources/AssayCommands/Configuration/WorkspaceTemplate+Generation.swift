import AssayModel

extension WorkspaceTemplate {
  /// The section [generate]: what the task says as lines that hold, the rest commented out with its default.
  var generation: String {
    let settings = task.generation
    let preset = GenerationSettings()
    func text(_ key: String, _ value: String?, _ example: String) -> String {
      line(key, Self.quoted(value ?? example), isSet: value != nil)
    }
    func list(_ key: String, _ values: [String], _ example: [String]) -> String {
      line(key, Self.list(values.isEmpty ? example : values), isSet: !values.isEmpty)
    }
    let range = "[\(settings.temperature.lowerBound), \(settings.temperature.upperBound)]"
    return """
      [generate]
      # The model that `assay generate` and `assay augment` ask, a [models.NAME] below; docs/generate.md is the guide.
      \(text("model", settings.model, "local"))
      # Labels new texts blind where their label is to be kept; without it, the judge's model.
      \(text("verifier", settings.verifier, "local"))
      # A weak model or the student: what it gets wrong is hard.
      \(text("weak", settings.weak, "local"))
      # Translates for back-translation; without it, the model does.
      \(text("translator", settings.translator, "local"))
      # Examples asked for in one call, and seeds shown in it.
      \(line("per_call", "\(settings.perCall)", isSet: settings.perCall != preset.perCall))
      \(line("seeds_per_call", "\(settings.seedsPerCall)", isSet: settings.seedsPerCall != preset.seedsPerCall))
      # The range from which each call's temperature is taken.
      \(line("temperature", range, isSet: settings.temperature != preset.temperature))
      # The batch whose examples are the seeds; without it accepted ones, with given ones while few are accepted.
      \(text("seeds", settings.seeds, "seeds"))
      # Languages that back-translation goes through; contexts, personas or domains of context variation.
      \(list("pivots", settings.pivots, ["German", "French"]))
      \(list("contexts", settings.contexts, ["a hospital", "a new customer"]))
      """
  }
}
