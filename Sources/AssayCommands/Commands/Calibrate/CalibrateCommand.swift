import ArgumentParser

/// `assay calibrate`.
struct CalibrateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Measure a judge against people.",
    subcommands: [
      CalibrateSampleCommand.self, CalibrateStatusCommand.self, CalibrateReportCommand.self,
      CalibrateThresholdsCommand.self, CalibrateCompareCommand.self, CalibrateDriftCommand.self,
    ])
}
