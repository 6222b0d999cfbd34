import AssayModel

extension WorkspaceTemplate {
  /// The section [calibration]: what the task says as lines that hold, the rest commented out with its default.
  var calibration: String {
    let settings = task.calibration
    let preset = CalibrationSettings()
    let shares = settings.shares
    let split = "{ few_shot = \(shares.fewShot), dev = \(shares.dev), test = \(shares.test) }"
    let plan = "[\(settings.rejectPlan.lowerBound), \(settings.rejectPlan.upperBound)]"
    return """
      [calibration]
      # A bad example that the judge keeps costs so many good ones that it drops.
      \(line("cost_ratio", "\(settings.costRatio)", isSet: settings.costRatio != preset.costRatio))
      # The share that is planned to be dropped, and the catch rate that has to be shown.
      \(line("reject_plan", plan, isSet: settings.rejectPlan != preset.rejectPlan))
      \(line("bar", "\(settings.bar)", isSet: settings.bar != preset.bar))
      # The parts of the calibration set: may be shown in a prompt, for choosing thresholds, sealed.
      \(line("split", split, isSet: settings.shares != preset.shares))
      # Warn when the last calibration is older.
      \(line("maximum_age_days", "\(settings.maximumAge)", isSet: settings.maximumAge != preset.maximumAge))
      # Known-bad probes and repeats in a draw of 100.
      \(line("probes", "\(settings.probes)", isSet: settings.probes != preset.probes))
      \(line("repeats", "\(settings.repeats)", isSet: settings.repeats != preset.repeats))
      # Show the judge's scores after each blind decision.
      \(line("reveal", "\(settings.reveals)", isSet: settings.reveals != preset.reveals))
      """
  }
}
