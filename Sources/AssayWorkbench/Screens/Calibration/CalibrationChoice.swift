import AssayCalibration
import AssayModel

/// Which examples of the calibration set the figures are of.
public struct CalibrationChoice: Hashable, Sendable {
  public enum Rows: String, Hashable, Sendable, CaseIterable {
    case dev
    case fewShot = "few-shot"
    /// Both of them: all that may be looked at freely.
    case open = "dev and few-shot"
    /// Only where it was opened.
    case test

    public var splits: [Split] {
      switch self {
      case .dev: [.dev]
      case .fewShot: [.fewShot]
      case .open: [.fewShot, .dev]
      case .test: [.test]
      }
    }
  }

  public var rows = Rows.dev
  /// nil: all.
  public var label: String?
  public var batch: BatchID?
  /// Whose word is the truth; nil: everybody's.
  public var reviewer: String?
  public init() {}

  public func includes(_ row: CalibrationRow) -> Bool {
    row.exclusion == nil && rows.splits.contains(row.split) && (label == nil || row.label == label)
      && (batch == nil || row.batch == batch)
  }

  /// What is chosen besides the split, as it is chosen in the picker.
  func terms(_ workspace: WorkspaceFacts) -> [String] {
    [
      label.map { "label:\($0)" }, batch.map { "batch:\(workspace.batch($0)?.name ?? "?")" },
      reviewer.map { "reviewer:\($0)" },
    ].compactMap { $0 }
  }
}
