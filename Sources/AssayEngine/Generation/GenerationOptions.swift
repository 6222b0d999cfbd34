import AssayGeneration
import AssayModel
import Foundation

extension GenerationRun {
  /// What is generated, by whom, and how.
  public struct Options: Sendable {
    public var order: GenerationOrder
    public var task: TaskSpecification
    /// The text of the technique's template.
    public var template: String
    /// The order's models, by name: the generator, the verifier, the weak model, the translator; others may stand
    /// among them.
    public var endpoints: [ModelEndpoint]
    /// What is asked about what a call brought before it counts, in this order.
    public var checks: [any CandidateCheck] = []
    /// The names of a new example's fields; empty: as the seeds or parents have, else by the technique.
    public var fields: [String] = []
    /// What the terms of the generating model say of what may be done with its output; travels with every example.
    public var licence: String?
    /// The run to go on with; nil: a new one.
    public var resumes: RunID?
    /// When the guard rotates and stops; nil: it only measures.
    public var guardian: CollapseGuard.Options? = CollapseGuard.Options()
    /// Whether new texts are compared with what is there; without it there are no measures, no guard and nothing to
    /// differ from. For measuring what that costs.
    public var watchesDiversity = true
    /// Opens the model on whose embeddings the Vendi score of the run is taken, on another thread; nil: it is taken on
    /// n-grams. Nothing may be sent anywhere for it: a measure costs no money and shows nobody the texts.
    public var measuringModel: (@Sendable () -> MeasuringModel)?
    /// Seconds between two looks at what people ask of the run.
    public var heartbeat = 0.5
    /// Milliseconds since 1970.
    public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    public init(
      order: GenerationOrder, task: TaskSpecification, template: String, endpoints: [ModelEndpoint]
    ) {
      self.order = order
      self.task = task
      self.template = template
      self.endpoints = endpoints
    }
  }
}

/// What is asked about the examples that a call brought, before they count: labels given blind, how hard they are,
/// whether a student is fooled.
///
/// Requests follow from the candidates alone, so that a run that goes on asks the same and finds the answers.
public protocol CandidateCheck: Sendable {
  /// "label", "difficulty"; for people and metadata.
  var name: String { get }
  /// Whether it refuses candidates or gives them another difficulty, so that it is not known before which of them will
  /// have a place.
  var mayMove: Bool { get }
  /// The requests; endpoints by their names. Empty: there is nothing to ask, and ``checked(_:answers:)`` gets no answers.
  func requests(_ candidates: [GeneratedExample], secret: [UInt8]) -> [CheckRequest]
  /// The candidates with what came of it in their metadata, in the same order and number.
  ///
  /// - Parameter answers: in the order of the requests.
  func checked(
    _ candidates: [GeneratedExample], answers: [Result<ChatAnswer, ChatProblem>]
  ) -> [CheckedExample]
}

extension CandidateCheck {
  public var mayMove: Bool { false }
}

/// One request of a check.
public struct CheckRequest: Hashable, Sendable {
  /// The endpoint's name.
  public var model: String
  public var request: ChatRequest
  public init(model: String, request: ChatRequest) {
    self.model = model
    self.request = request
  }
}

/// A candidate after a check.
public struct CheckedExample: Hashable, Sendable {
  public var example: GeneratedExample
  /// Something disagreed: it comes in all the same, and a person looks at it.
  public var isFlagged: Bool
  /// Why it is left out; nil: it is not. For techniques that want only what passes: an adversarial example that fools
  /// nobody is none.
  public var refusal: String?
  public init(_ example: GeneratedExample, isFlagged: Bool = false, refusal: String? = nil) {
    self.example = example
    self.isFlagged = isFlagged
    self.refusal = refusal
  }
}
