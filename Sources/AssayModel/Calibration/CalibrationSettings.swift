/// What `assay.toml` says under [calibration].
public struct CalibrationSettings: Hashable, Sendable, Codable {
  /// The catch rate that a judge should reach before it may filter data, unless the file says another.
  public static let defaultBar = 0.8

  public var shares = SplitShares()
  /// A bad example kept costs so many good ones dropped.
  public var costRatio = 5.0
  /// The share that is planned to be dropped.
  public var rejectPlan = 0.15...0.30
  /// The catch rate that the lower end of the interval has to reach.
  public var bar = Self.defaultBar
  /// Warn when the last calibration is older than these days.
  public var maximumAge = 30
  /// Of a draw of 100, so many are probes, and so many repeats.
  public var probes = 5
  public var repeats = 5
  /// After a blind decision the judge's scores are shown before the next example.
  public var reveals = false
  public init() {}
}
