import AssayCalibration
import AssayModel
import Foundation

extension TuneRun {
  /// How far tuning may go; nil: no limit. All of it together, a tuner's questions and repeats of a run that was broken
  /// off included.
  public struct Budget: Hashable, Sendable, Codable {
    /// Requests, retries of the network aside.
    public var calls: Int?
    /// In the currency of the endpoints' prices.
    public var money: Double?
    /// In which processes were at work on it.
    public var minutes: Double?
    public init(calls: Int? = nil, money: Double? = nil, minutes: Double? = nil) {
      self.calls = calls
      self.money = money
      self.minutes = minutes
    }
  }

  /// Reads a judge's calibration data with the test split sealed.
  public typealias Load = @Sendable (JudgeID) throws -> CalibrationData

  /// What is tuned, by whom, and how far.
  public struct Options: Sendable {
    /// The judge in use.
    public var definition: JudgeDefinition
    /// Those of the judge's models and of the tuner, by name.
    public var endpoints: [ModelEndpoint]
    /// The endpoint of the model that proposes changes.
    public var tuner: String
    public var load: Load
    /// The rule of a judge that has none of its own.
    public var keepAt: Double
    public var settings = CalibrationSettings()
    public var budget = Budget()
    public var seed: UInt64 = 1
    /// Of the bootstrap under the interval of the difference in cost on test. The tests that decide do not use it.
    public var resamples = 20_000
    /// Candidates in each round.
    public var candidates = 6
    public var rounds = 5
    /// Whose decisions ``load`` reads; nil: everybody's. Kept with the run, so that it can be gone on with.
    public var reviewer: String?
    /// Makes the winner the judge in use; nil: it is only told.
    public var adopter: (any JudgeAdopting)?
    /// Where the report is written; nil: nowhere.
    public var folder: URL?
    /// When the work began that this run goes on with, in milliseconds since 1970; nil: it begins now.
    public var began: Int64?
    /// What else decides how a judge asks.
    public var neighbourModel: (any EmbeddingModel)?
    public var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Milliseconds since 1970.
    public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
    /// Seconds between two looks at what people ask of the run.
    public var heartbeat = 0.5

    public init(
      definition: JudgeDefinition, endpoints: [ModelEndpoint], tuner: String, keepAt: Double = 4,
      load: @escaping Load
    ) {
      self.definition = definition
      self.endpoints = endpoints
      self.tuner = tuner
      self.keepAt = keepAt
      self.load = load
    }
  }
}
