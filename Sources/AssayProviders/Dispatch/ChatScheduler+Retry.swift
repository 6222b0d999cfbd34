import AssayModel

/// Another try, or none.
extension ChatScheduler {
  /// At once, and without counting it: the request was not at fault.
  func again(_ request: InFlight, _ failure: Failure, _ now: Duration) {
    settle(request, failure, now)
    meter.failed(failure.kind, failure.message)
    lanes[request.job.lane].breaker.succeeded()
    lanes[request.job.lane].retries.add(request.job, due: now)
  }

  func retry(_ request: InFlight, _ failure: Failure, _ seconds: Double, _ now: Duration) {
    let lane = request.job.lane
    var job = request.job
    if let asked = failure.asked {
      guard asked <= settings.retries.patience else {
        var failure = failure
        failure.message +=
          "; it asks to wait \(Int(asked.seconds.rounded(.up))) s: run the command again then, it goes on where it "
          + "stopped"
        return giveUp(request, failure, seconds, now, stops: true)
      }
      lanes[lane].pausedUntil = max(lanes[lane].pausedUntil, now + asked)
    }
    if failure.kind == .rateLimit {
      limited(request, failure, now)
      job.limitedSince = job.limitedSince ?? now
      // The server is there and knows what it does.
      lanes[lane].breaker.succeeded()
      if now - (job.limitedSince ?? now) >= settings.limitPatience {
        return giveUp(request, failure, seconds, now, stops: false)
      }
    } else {
      let wasOpen = lanes[lane].breaker.isOpen
      let decision = lanes[lane].breaker.failed(
        job: job.job.id, reached: failure.isReached, isTrial: request.isTrial, now: now)
      if case .giveUp(let waited) = decision {
        var failure = failure
        failure.message +=
          "; nothing else came for \(Int(waited.seconds.rounded())) s: check the server, then run the command again, "
          + "it goes on where it stopped"
        return giveUp(request, failure, seconds, now, stops: true)
      }
      // While the server answers nothing at all, that is no fault of the job.
      if !wasOpen { job.attempts += 1 }
    }
    guard job.attempts < settings.retries.attempts else {
      return giveUp(request, failure, seconds, now, stops: false)
    }
    settle(request, failure, now)
    meter.failed(failure.kind, failure.message)
    let pause = settings.retries.delay(after: max(1, job.attempts), using: &random)
    lanes[lane].retries.add(job, due: now + (failure.asked ?? .zero) + pause)
  }

  /// A 429 without Retry-After makes the whole endpoint pause only when requests that were sent after the last one end
  /// the same way and none has been answered in between: single ones are the server's way to say "a little slower", and
  /// the job's own pause does that.
  private func limited(_ request: InFlight, _ failure: Failure, _ now: Duration) {
    let lane = request.job.lane
    guard failure.asked == nil, request.startedAt >= lanes[lane].limitedAt else { return }
    lanes[lane].limitedRounds += 1
    lanes[lane].limitedAt = now
    guard lanes[lane].limitedRounds > 1 else { return }
    let pause = settings.retries.delay(after: lanes[lane].limitedRounds - 1, using: &random)
    lanes[lane].pausedUntil = max(lanes[lane].pausedUntil, now + pause)
    lanes[lane].limitedAt = lanes[lane].pausedUntil
  }
}
