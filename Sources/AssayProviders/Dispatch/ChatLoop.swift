import AssayModel

/// The thread that sends: turns of the scheduler and the pool until there is nothing left to do.
///
/// Unchecked: made by one thread and then used by the one that ``run()`` is called on.
final class ChatLoop: @unchecked Sendable {
  private let pool: any TransferPool
  private let scheduler: ChatScheduler
  private let exchange: JobExchange
  private let control: RunControl
  private let meter: TrafficMeter

  init(
    pool: any TransferPool, scheduler: ChatScheduler, exchange: JobExchange, control: RunControl,
    meter: TrafficMeter
  ) {
    self.pool = pool
    self.scheduler = scheduler
    self.exchange = exchange
    self.control = control
    self.meter = meter
  }

  /// How long a wish of a person's waits to be seen.
  private static let glance = Duration.milliseconds(50)

  func run() -> ChatEnding {
    defer { exchange.finish() }
    while true {
      scheduler.add(exchange.takeJobs())
      let stop = control.stop
      if stop == .immediate || exchange.hasFailed {
        // What has been answered already is kept; what is under way is cut off, so that servers stop generating.
        for id in scheduler.abandonAll() { pool.cancel(id) }
        scheduler.end(.stopped)
      } else if stop == .graceful {
        scheduler.end(.stopped)
      }
      scheduler.advance(pool.now, isPaused: control.isPaused, concurrency: control.concurrency) {
        pool.start($0, $1)
      }
      exchange.post(scheduler.takeOutcomes(), wanted: scheduler.wanted)
      meter.tick(
        now: pool.now, inFlight: scheduler.inFlight.count, waiting: scheduler.waiting(pool.now))
      if let ending = scheduler.ending, scheduler.inFlight.isEmpty { return ending }
      // The order matters: jobs come out of the exchange, so it is asked first.
      // Work that was asked to stop has nothing more to give either, so the wish is looked at once more, after that.
      if exchange.isDrained, scheduler.isIdle { return control.stop == .no ? .finished : .stopped }
      let now = pool.now
      let deadline = min(now + Self.glance, scheduler.nextDue ?? .seconds(Int64.max / 2))
      for transfer in pool.wait(until: deadline) { scheduler.ended(transfer, now: pool.now) }
    }
  }
}
