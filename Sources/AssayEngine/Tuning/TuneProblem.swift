/// Why nothing can be tuned: the facts. `description` is the sentence for people.
public enum TuneProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The tuner's model is not among the endpoints.
  case noTuner(String)
  /// Dev lacks accepted or rejected examples.
  case tooFew(accepted: Int, rejected: Int)

  public var description: String {
    switch self {
    case .noTuner(let name):
      "the tuner names the model \"\(name)\", which is not there; add a section [models.\(name)] to assay.toml"
    case .tooFew(let accepted, let rejected):
      "the dev split has \(accepted) accepted and \(rejected) rejected examples, and tuning needs at least "
        + "\(TuneRun.fewest) of each; decide on more of them: assay calibrate sample"
    }
  }
}
