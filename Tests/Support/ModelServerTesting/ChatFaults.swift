/// How often a ``ChatServer`` fails, and how. Shares of all requests, 0...1 in sum.
///
/// Which request fails is decided by its body, its attempt and `seed` alone: the same run fails in the same way, in
/// whatever order requests arrive, and a request that failed may succeed the next time.
public struct ChatFaults: Hashable, Sendable {
  /// 429 without Retry-After.
  public var rateLimited: Double
  /// 429 with Retry-After of ``retryAfter``.
  public var rateLimitedPolitely: Double
  /// Seconds; servers send fractions too.
  public var retryAfter: Double
  /// 500.
  public var serverError: Double
  /// 200 and a body that is no JSON.
  public var malformed: Double
  /// 200, and the connection ends in the middle of the body.
  public var halfBody: Double
  /// JSON with a number where the text should be.
  public var wrongTypes: Double
  /// The connection ends without a byte.
  public var dropped: Double
  /// No answer ever: the client has to give up.
  public var hung: Double
  /// An answer of ``hugeBytes``.
  public var huge: Double
  public var hugeBytes: Int
  public var seed: UInt64

  public init(
    rateLimited: Double = 0, rateLimitedPolitely: Double = 0, retryAfter: Double = 0.05,
    serverError: Double = 0, malformed: Double = 0, halfBody: Double = 0, wrongTypes: Double = 0,
    dropped: Double = 0, hung: Double = 0, huge: Double = 0, hugeBytes: Int = 10 << 20, seed: UInt64 = 1
  ) {
    self.rateLimited = rateLimited
    self.rateLimitedPolitely = rateLimitedPolitely
    self.retryAfter = retryAfter
    self.serverError = serverError
    self.malformed = malformed
    self.halfBody = halfBody
    self.wrongTypes = wrongTypes
    self.dropped = dropped
    self.hung = hung
    self.huge = huge
    self.hugeBytes = hugeBytes
    self.seed = seed
  }

  private enum Kind: CaseIterable {
    case rateLimited, rateLimitedPolitely, serverError, malformed, halfBody, wrongTypes, dropped, hung, huge
  }

  /// The failure of this request; nil: none.
  public func reply(to request: ChatServer.Request) -> ChatServer.Reply? {
    let shares: [(Kind, Double)] = [
      (.rateLimited, rateLimited), (.rateLimitedPolitely, rateLimitedPolitely), (.serverError, serverError),
      (.malformed, malformed), (.halfBody, halfBody), (.wrongTypes, wrongTypes), (.dropped, dropped),
      (.hung, hung), (.huge, huge),
    ]
    guard shares.contains(where: { $0.1 > 0 }) else { return nil }
    var rest = draw(request)
    for (kind, share) in shares {
      if rest < share { return reply(kind) }
      rest -= share
    }
    return nil
  }

  private func reply(_ kind: Kind) -> ChatServer.Reply {
    switch kind {
    case .rateLimited:
      .refusal(429, "Rate limit reached", type: "requests", fault: "rate limit")
    case .rateLimitedPolitely:
      .refusal(
        429, "Rate limit reached", type: "requests", headers: ["Retry-After: \(retryAfter)"],
        fault: "rate limit with Retry-After")
    case .serverError: .refusal(500, "The server had an error", type: "server_error", fault: "server error")
    case .malformed: .answer(200, "<html>Bad Gateway</html>", fault: "malformed")
    case .halfBody: .half(of: ChatServer.Reply.openAIBody("{\"accuracy\": 3}"))
    case .wrongTypes:
      .answer(200, #"{"choices": [{"message": {"content": 17}}], "usage": "none"}"#, fault: "wrong types")
    case .dropped: .drop
    case .hung: .hang
    case .huge: .answer(200, [UInt8](repeating: UInt8(ascii: " "), count: hugeBytes), fault: "huge")
    }
  }

  /// 0..<1 from the request's hash, attempt and the seed (SplitMix64; Steele, Lea and Flood 2014).
  private func draw(_ request: ChatServer.Request) -> Double {
    var state = (UInt64(request.hash, radix: 16) ?? 0) ^ (seed &* 0x9E37_79B9_7F4A_7C15)
    state &+= UInt64(request.attempt + 1) &* 0x9E37_79B9_7F4A_7C15
    state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
    state ^= state >> 31
    return Double(state >> 11) / Double(1 << 53)
  }
}
