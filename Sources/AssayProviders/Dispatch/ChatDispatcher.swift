import AssayModel
import Foundation

/// Sends jobs to models behind addresses as fast as the endpoints allow.
///
/// Two threads share the work. One drives all transfers and decides what goes out when (``ChatScheduler``); it never
/// waits for anything but the network. The other, which is the caller's, asks for jobs ahead of time and hands out
/// answers; while it writes one group to the disk, the next one gathers. What a run takes in memory depends on the
/// concurrency and not on the number of jobs.
///
/// What has been learned about a server, such as that it takes no schema, is kept from run to run.
public final class ChatDispatcher: ChatService {
  private let contexts: [EndpointContext]
  private let recorder: AnswerRecorder?
  private let sharedBudget: SharedBudget?
  private let settings: ChatScheduler.Settings
  private let makePool: @Sendable () throws -> any TransferPool & Sendable

  /// - Parameters:
  ///   - endpoints: all that jobs may name.
  ///   - environment: where the variables of keys are looked up.
  ///   - folder: what names of recordings are seen from: the workspace's.
  ///   - recorder: takes each answer as well.
  ///   - sharedBudget: what this service and others may spend together, beside the budget of each run.
  /// - Throws: ``ProviderError`` for an address or a key that cannot be used, ``RecordingProblem``.
  public convenience init(
    endpoints: [ModelEndpoint], environment: [String: String] = ProcessInfo.processInfo.environment,
    folder: URL, recorder: AnswerRecorder? = nil, sharedBudget: SharedBudget? = nil
  ) throws {
    try self.init(
      endpoints: endpoints, environment: environment, folder: folder, recorder: recorder,
      sharedBudget: sharedBudget, settings: .init())
  }

  init(
    endpoints: [ModelEndpoint], environment: [String: String] = [:], folder: URL,
    recorder: AnswerRecorder? = nil, sharedBudget: SharedBudget? = nil, settings: ChatScheduler.Settings,
    makePool: @escaping @Sendable () throws -> any TransferPool & Sendable = { try CurlPool() }
  ) throws {
    contexts = try endpoints.map { try EndpointContext($0, environment: environment, folder: folder) }
    self.recorder = recorder
    self.sharedBudget = sharedBudget
    self.settings = settings
    self.makePool = makePool
  }

  public func run(
    _ work: any ChatWork, control: RunControl, budget: Double?,
    observe: @escaping @Sendable (ChatTraffic) -> Void
  ) throws -> ChatEnding {
    if budget != nil || sharedBudget?.limit != nil, let problem = missingPrice { return .failed(problem) }
    let pool = try makePool()
    let exchange = JobExchange()
    let isPriced = contexts.allSatisfy(\.endpoint.isPriced)
    let meter = TrafficMeter(isPriced: isPriced)
    let scheduler = ChatScheduler(
      contexts, budget: budget, sharedBudget: sharedBudget, meter: meter, settings: settings)
    let loop = ChatLoop(pool: pool, scheduler: scheduler, exchange: exchange, control: control, meter: meter)
    let sender = JoinedThread { loop.run() }
    let observer = TrafficObserver(meter: meter, observe: observe)
    let epoch = ContinuousClock.now
    ChatHandler(
      work: work, exchange: exchange, contexts: contexts, recorder: recorder, meter: meter,
      now: { ContinuousClock.now - epoch }, wake: { pool.wake() }, tell: { observer.tell() }
    ).run()
    let ending = sender.join()
    observer.stop()
    observe(meter.snapshot())
    try exchange.rethrow()
    return ending
  }

  /// A budget means nothing where it is not known what an answer costs.
  private var missingPrice: ChatProblem? {
    guard let context = contexts.first(where: { !$0.endpoint.isPriced }) else { return nil }
    return ChatProblem(
      kind: .refused,
      message:
        "[models.\(context.endpoint.name)] has no prices, so a budget cannot be kept: write price_in and "
        + "price_out (per million tokens; 0 for a model of your own), or leave the budget out",
      attempts: 0, stopsRun: true)
  }
}
