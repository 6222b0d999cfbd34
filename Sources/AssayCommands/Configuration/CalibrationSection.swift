import AssayModel

/// Reads [calibration].
struct CalibrationSection {
  let file: String
  /// As far as they could be understood.
  private(set) var settings: CalibrationSettings
  private(set) var problems: [ConfigurationProblem] = []

  /// - Parameter settings: what holds where the section says nothing.
  init(file: String, settings: CalibrationSettings) {
    self.file = file
    self.settings = settings
  }

  static let keys = [
    "split", "cost_ratio", "reject_plan", "bar", "maximum_age_days", "probes", "repeats", "reveal",
  ]
  static let splitKeys = ["few_shot", "dev", "test"]

  mutating func read(_ entries: [ConfigurationValue.Entry]) {
    var section = SectionReader(entries, file: file, section: "calibration", known: Self.keys)
    readSplit(&section)
    if let ratio = section.number("cost_ratio") {
      if ratio > 0, ratio <= 1_000_000 {
        settings.costRatio = ratio
      } else {
        section.note(
          section.line(of: "cost_ratio"),
          "\"cost_ratio\" must be over 0, not \(ratio): a bad example kept costs so many good ones dropped")
      }
    }
    settings.rejectPlan = section.shares("reject_plan") ?? settings.rejectPlan
    if let bar = section.share("bar") {
      if bar < 1 {
        settings.bar = bar
      } else {
        section.note(
          section.line(of: "bar"), "\"bar\" must be under 1: no number of examples shows that all are caught")
      }
    }
    settings.maximumAge =
      section.integer("maximum_age_days", atLeast: 1, atMost: 36_500) ?? settings.maximumAge
    settings.probes = section.integer("probes", atLeast: 0, atMost: 50) ?? settings.probes
    settings.repeats = section.integer("repeats", atLeast: 0, atMost: 50) ?? settings.repeats
    settings.reveals = section.boolean("reveal") ?? settings.reveals
    problems += section.problems
  }

  private mutating func readSplit(_ section: inout SectionReader) {
    guard let entries = section.table("split") else { return }
    var inner = SectionReader(entries, file: file, section: "calibration.split", known: Self.splitKeys)
    var shares: [Double] = []
    for key in Self.splitKeys {
      guard let line = inner.line(of: key) else {
        inner.note(section.line(of: "split"), "\"\(key)\" is missing: the share of this split, 0 to 1")
        continue
      }
      guard let share = inner.number(key) else { continue }
      if share < 0 || share > 1 || (share == 0 && key != "few_shot") {
        inner.note(
          line,
          key == "few_shot"
            ? "\"few_shot\" must be from 0 to 1, not \(share)"
            : "\"\(key)\" must be over 0 and at most 1, not \(share): nothing could be measured on it")
        continue
      }
      shares.append(share)
    }
    if shares.count == 3 {
      let sum = ((shares[0] + shares[1] + shares[2]) * 1e6).rounded() / 1e6
      if sum == 1 {
        settings.shares = SplitShares(fewShot: shares[0], dev: shares[1], test: shares[2])
      } else {
        inner.note(section.line(of: "split"), "the three shares must add up to 1, not \(sum)")
      }
    }
    section.take(inner)
  }
}

extension SectionReader {
  /// Two shares from 0 to 1, [lowest, highest].
  fileprivate mutating func shares(_ key: String) -> ClosedRange<Double>? {
    guard let line = line(of: key), let numbers = numbers(key) else { return nil }
    if numbers.count == 2, numbers[0] >= 0, numbers[0] <= numbers[1], numbers[1] <= 1 {
      return numbers[0]...numbers[1]
    }
    note(line, "\"\(key)\" must be two shares from 0 to 1, the lower one first, such as [0.15, 0.3]")
    return nil
  }
}
