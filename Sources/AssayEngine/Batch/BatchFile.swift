import AssayFormats
import AssayModel

/// Judging by files: requests go out and answers come in as files in the OpenAI Batch format, which hosted services,
/// vLLM's `run-batch` and Ray Data LLM take.
///
/// Every line's `custom_id` holds the hash of its request and a sign that this workspace has made it. So results can
/// come in parts, twice, in any order and mixed with others: each answer finds its question or is left out.
public enum BatchFile {
  /// The largest files that services take.
  public struct Limits: Hashable, Sendable {
    public var requests = 50_000
    public var bytes = 200_000_000
    public init() {}
  }

  /// A file that was written.
  public struct Shard: Hashable, Sendable {
    public var path: String
    /// Services want one model in a file.
    public var endpoint: String
    public var requests: Int
    public var bytes: Int
    public init(path: String, endpoint: String, requests: Int = 0, bytes: Int = 0) {
      self.path = path
      self.endpoint = endpoint
      self.requests = requests
      self.bytes = bytes
    }
  }

  /// What was written.
  public struct Written: Hashable, Sendable {
    public var shards: [Shard] = []
    /// Examples that the requests are about.
    public var examples = 0
    /// Examples whose answers are all on disk.
    public var cached = 0
    public init() {}
    public var requests: Int { shards.reduce(0) { $0 + $1.requests } }
  }

  /// What results brought.
  public struct Imported: Sendable {
    /// Lines that are not empty.
    public var lines = 0
    /// Answers that are on disk now and were not before.
    public var stored = 0
    /// Answers that were there already.
    public var repeated = 0
    /// Results of requests that this workspace has not made.
    public var foreign = 0
    /// Requests that failed, by kind: "429", "expired" …
    public var errors: [String: Int] = [:]
    /// The last message of each kind.
    public var messages: [String: String] = [:]
    /// Lines that cannot be read, the first hundred.
    public var problems: [LineProblem] = []
    public var problemCount = 0
    public init() {}
  }
}
