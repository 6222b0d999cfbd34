import AssayModel
import Foundation
import Testing

@testable import AssayProviders

@Suite struct ChatLoopTests {
  /// The wish comes after the loop has looked for one in this turn, and the work, which sees it, has nothing more to give:
  /// that it has no more is no reason to call the run finished.
  @Test func workThatEndsBecauseItWasAskedToStopIsStopped() throws {
    let exchange = JobExchange()
    let control = RunControl()
    let pool = LatePool {
      control.stop(.graceful)
      exchange.fetched(nil)
    }
    let meter = TrafficMeter(isPriced: true)
    let loop = ChatLoop(
      pool: pool, scheduler: try scheduler(meter), exchange: exchange, control: control, meter: meter)
    #expect(loop.run() == .stopped)
  }

  @Test func workThatHasNoMoreIsFinished() throws {
    let exchange = JobExchange()
    let pool = LatePool { exchange.fetched(nil) }
    let meter = TrafficMeter(isPriced: true)
    let loop = ChatLoop(
      pool: pool, scheduler: try scheduler(meter), exchange: exchange, control: RunControl(), meter: meter)
    #expect(loop.run() == .finished)
  }

  private func scheduler(_ meter: TrafficMeter) throws -> ChatScheduler {
    let context = try EndpointContext(
      Simulation.endpoint(), environment: [:], folder: FileManager.default.temporaryDirectory)
    return ChatScheduler([context], budget: nil, meter: meter)
  }

  /// Something happens at the first look at its clock, which is in the middle of a turn.
  private final class LatePool: TransferPool {
    private var happens: (() -> Void)?
    init(_ happens: @escaping () -> Void) { self.happens = happens }

    var now: Duration {
      happens?()
      happens = nil
      return .zero
    }
    func start(_ id: Int, _ request: HTTPRequest) {}
    func cancel(_ id: Int) {}
    func wait(until deadline: Duration) -> [CompletedTransfer] { [] }
    func wake() {}
  }
}
