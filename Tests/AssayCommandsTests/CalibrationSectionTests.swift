import AssayModel
import Testing

@testable import AssayCommands

@Suite struct CalibrationSectionTests {
  private func parse(_ text: String) -> ConfigurationLoader.Result {
    ConfigurationLoader.parse(
      text, name: "assay.toml", kind: .workspace,
      over: WorkspaceConfiguration(task: TaskSpecification(name: "base")))
  }

  private static let full: CalibrationSettings = {
    var settings = CalibrationSettings()
    settings.shares = SplitShares(fewShot: 0, dev: 0.3, test: 0.7)
    settings.costRatio = 10
    settings.rejectPlan = 0.1...0.5
    settings.bar = 0.9
    settings.maximumAge = 7
    settings.probes = 0
    settings.repeats = 10
    settings.reveals = true
    return settings
  }()

  @Test func everythingIsRead() {
    let result = parse(
      """
      [calibration]
      cost_ratio = 10
      reject_plan = [0.1, 0.5]
      bar = 0.9
      maximum_age_days = 7
      probes = 0
      repeats = 10
      reveal = true
      split = { few_shot = 0, dev = 0.3, test = 0.7 }
      """)
    #expect(result.problems == [])
    #expect(result.configuration.task.calibration == Self.full)
    #expect(parse("").configuration.task.calibration == CalibrationSettings())
  }

  @Test func theTemplateSaysWhatTheTaskSays() {
    var task = TaskSpecification(name: "x")
    task.calibration = Self.full
    let result = parse(WorkspaceTemplate(task: task).text)
    #expect(result.problems == [] && result.configuration.task.calibration == Self.full)
    let plain = WorkspaceTemplate(task: TaskSpecification(name: "x")).text
    #expect(plain.contains("\n# cost_ratio = 5.0\n"))
    #expect(
      plain.contains("\n# split = { few_shot = 0.2, dev = 0.4, test = 0.4 }\n"))
    let uncommented = plain.split(separator: "\n").map { line in
      CalibrationSection.keys.contains { line.hasPrefix("# \($0) = ") }
        ? String(line.dropFirst(2)) : String(line)
    }
    #expect(parse(uncommented.joined(separator: "\n")).problems == [])
  }

  @Test(arguments: [
    ("cost_ratoi = 5", "2: [calibration] unknown key \"cost_ratoi\"; did you mean \"cost_ratio\"?"),
    (
      "cost_ratio = 0",
      "2: [calibration] \"cost_ratio\" must be over 0, not 0.0: a bad example kept costs so many good ones dropped"
    ),
    (
      "reject_plan = [0.3, 0.1]",
      "2: [calibration] \"reject_plan\" must be two shares from 0 to 1, the lower one first, such as [0.15, 0.3]"
    ),
    (
      "reject_plan = 0.3",
      "2: [calibration] \"reject_plan\" must be a list of numbers, [0.1, 0.2], not a number"
    ),
    ("bar = 80", "2: [calibration] \"bar\" must be over 0 and at most 1, not 80.0"),
    ("bar = 1", "2: [calibration] \"bar\" must be under 1: no number of examples shows that all are caught"),
    ("maximum_age_days = 0", "2: [calibration] \"maximum_age_days\" must be at least 1, not 0"),
    ("probes = 51", "2: [calibration] \"probes\" must be at most 50, not 51"),
    ("reveal = 1", "2: [calibration] \"reveal\" must be true or false, not a whole number"),
    (
      "split = { few_shot = 0.2, dev = 0.4 }",
      "2: [calibration.split] \"test\" is missing: the share of this split, 0 to 1"
    ),
    (
      "split = { few_shot = 0.2, dev = 0.4, test = 0.5 }",
      "2: [calibration.split] the three shares must add up to 1, not 1.1"
    ),
    (
      "[calibration.split]\nfew_shot = 0.6\ndev = 0\ntest = 0.4",
      "4: [calibration.split] \"dev\" must be over 0 and at most 1, not 0.0: nothing could be measured on it"
    ),
  ]) func mistakesAreToldWithTheirLine(_ text: String, _ message: String) {
    let result = parse("[calibration]\n" + text)
    #expect(result.problems.map(\.description) == ["assay.toml:" + message])
    #expect(result.configuration.task.calibration == CalibrationSettings())
  }
}
