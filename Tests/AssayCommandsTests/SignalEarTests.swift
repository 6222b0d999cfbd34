import AssayEngine
import Dispatch
import Foundation
import Synchronization
import Testing

@testable import AssayCommands

/// How often something was heard, and by whom.
private final class Heard: Sendable {
  private let counts = Mutex<[Int32: Int]>([:])
  private let more = DispatchSemaphore(value: 0)

  func note(_ number: Int32) {
    counts.withLock { $0[number, default: 0] += 1 }
    more.signal()
  }

  func count(_ number: Int32) -> Int { counts.withLock { $0[number, default: 0] } }

  /// Waits until `wanted` signals have been noted since the start.
  func wait(_ wanted: Int, of number: Int32) -> Bool {
    while count(number) < wanted { if more.wait(timeout: .now() + 60) == .timedOut { return false } }
    return true
  }
}

/// What a handler from before the ear counts.
private let earlier = Atomic<Int>(0)

/// One after the other: what happens to a signal belongs to the whole process.
@Suite(.serialized) struct SignalEarTests {
  private func inThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let done = DispatchGroup()
    for _ in 0..<count {
      done.enter()
      Thread.detachNewThread {
        // The pool's threads, on which tests run, block signals, and those that they start inherit it.
        var everything = sigset_t()
        sigfillset(&everything)
        pthread_sigmask(SIG_UNBLOCK, &everything, nil)
        body()
        done.leave()
      }
    }
    done.wait()
  }

  /// To the process, as a terminal does.
  private func send(_ number: Int32) { kill(getpid(), number) }

  @Test func noSignalIsLostWhicheverThreadGetsIt() {
    let heard = Heard()
    SignalEar.listening(to: [SIGUSR1]) {
      heard.note($0)
    } while: {
      inThreads(8) { for _ in 0..<2_000 { raise(SIGUSR1) } }
      #expect(heard.wait(16_000, of: SIGUSR1))
    }
    #expect(heard.count(SIGUSR1) == 16_000)
  }

  @Test func aSignalForTheProcessIsHeardEachTime() {
    let heard = Heard()
    SignalEar.listening(to: [SIGUSR1]) {
      heard.note($0)
    } while: {
      for round in 1...2_000 {
        kill(getpid(), SIGUSR1)
        guard heard.wait(round, of: SIGUSR1) else {
          Issue.record("signal \(round) has not been heard")
          return
        }
      }
    }
    #expect(heard.count(SIGUSR1) == 2_000)
  }

  @Test func signalsThatComeTogetherAreToldApart() {
    let heard = Heard()
    SignalEar.listening(to: [SIGUSR1, SIGUSR2]) {
      heard.note($0)
    } while: {
      inThreads(4) {
        for _ in 0..<500 {
          raise(SIGUSR1)
          raise(SIGUSR2)
        }
      }
      #expect(heard.wait(2_000, of: SIGUSR1) && heard.wait(2_000, of: SIGUSR2))
    }
  }

  @Test func itHearsAsOftenAsItIsAsked() {
    let heard = Heard()
    for round in 1...50 {
      SignalEar.listening(to: [SIGUSR1]) {
        heard.note($0)
      } while: {
        kill(getpid(), SIGUSR1)
        #expect(heard.wait(round, of: SIGUSR1))
      }
    }
  }

  @Test func theInnerOneHearsAndThenTheOuterOneAgain() {
    let (outer, inner) = (Heard(), Heard())
    SignalEar.listening(to: [SIGUSR1, SIGUSR2]) {
      outer.note($0)
    } while: {
      SignalEar.listening(to: [SIGUSR1]) {
        inner.note($0)
      } while: {
        send(SIGUSR1)
        send(SIGUSR2)
        #expect(inner.wait(1, of: SIGUSR1))
        #expect(outer.wait(1, of: SIGUSR2), "what the inner one does not listen to")
      }
      send(SIGUSR1)
      #expect(outer.wait(1, of: SIGUSR1))
    }
    #expect(inner.count(SIGUSR1) == 1 && outer.count(SIGUSR1) == 1)
  }

  @Test func whatHappenedBeforeHappensAgain() {
    signal(SIGUSR1) { _ in earlier.add(1, ordering: .relaxed) }
    signal(SIGUSR2, SIG_IGN)
    defer { for number in [SIGUSR1, SIGUSR2] { signal(number, SIG_DFL) } }
    earlier.store(0, ordering: .relaxed)
    SignalEar.listening(to: [SIGUSR1, SIGUSR2]) { _ in
    } while: {
    }
    inThreads(1) {
      raise(SIGUSR1)
      raise(SIGUSR2)
    }
    #expect(earlier.load(ordering: .relaxed) == 1)
  }

  @Test func whatNobodyListensToAnyMoreGoesToWhoCameBefore() {
    signal(SIGUSR2) { _ in earlier.add(1, ordering: .relaxed) }
    defer { signal(SIGUSR2, SIG_DFL) }
    earlier.store(0, ordering: .relaxed)
    let heard = Heard()
    let (isBusy, mayGoOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    SignalEar.listening(to: [SIGUSR1]) {
      heard.note($0)
      isBusy.signal()
      mayGoOn.wait()
    } while: {
      send(SIGUSR1)
      isBusy.wait()
      SignalEar.listening(to: [SIGUSR2]) {
        heard.note($0)
      } while: {
        send(SIGUSR2)
      }
      // The second one has come, and its listener is gone before the ear gets round to it.
      mayGoOn.signal()
      mayGoOn.signal()
      send(SIGUSR1)
      #expect(heard.wait(2, of: SIGUSR1))
    }
    // The ear hands signals on in the order of their numbers, so the lower one may be told first.
    while earlier.load(ordering: .relaxed) == 0 { usleep(1_000) }
    #expect(heard.count(SIGUSR2) == 0)
    #expect(earlier.load(ordering: .relaxed) == 1)
  }
}

/// What commands make of Ctrl-C.
@Suite(.serialized) struct InterruptionTests {
  @Test func theFirstCtrlCCancelsAndEachCommandHearsIt() throws {
    // The second one of a process too.
    for _ in 0..<2 {
      let failure = try #require(throws: CommandFailure.self) {
        try Interruption.handled { cancellation in
          kill(getpid(), SIGTERM)
          while true {
            try cancellation.check()
            usleep(1_000)
          }
        }
      }
      #expect(failure.exitCode == 130)
    }
  }
}
