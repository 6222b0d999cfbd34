import ArgumentParser
import AssayEngine

/// Judging by files in the OpenAI Batch format.
struct JudgeBatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the requests to this file instead of sending them, in the OpenAI Batch format: requests.jsonl, "
        + "requests-2.jsonl …", valueName: "file"), completion: .file())
  var batchOut: String?

  @Option(
    help: ArgumentHelp("Requests in one file at most.", valueName: "n"))
  var shardRequests: Int?

  @Option(
    help: ArgumentHelp("Bytes of one file at most.", valueName: "n"))
  var shardBytes: Int?

  @Flag(help: "Replace files of requests that are there.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Take the answers of this file of results and judge by them; - is the standard input. Repeat for more.",
      valueName: "file"), completion: .file())
  var batchIn: [String] = []

  var isUsed: Bool { batchOut != nil || !batchIn.isEmpty }

  func validate() throws {
    if batchOut != nil, !batchIn.isEmpty {
      throw ValidationError("--batch-out and --batch-in exclude each other")
    }
    if batchOut == nil, shardRequests != nil || shardBytes != nil || force {
      throw ValidationError("--shard-requests, --shard-bytes and --force belong to --batch-out")
    }
    if batchOut == "-" { throw ValidationError("--batch-out writes files, not the standard output") }
    if let shardRequests, shardRequests < 1 { throw ValidationError("--shard-requests must be at least 1") }
    if let shardBytes, shardBytes < 1024 { throw ValidationError("--shard-bytes must be at least 1024") }
    if batchIn.filter({ $0 == "-" }).count > 1 {
      throw ValidationError("the standard input, -, can be read only once")
    }
  }

  var limits: BatchFile.Limits {
    var limits = BatchFile.Limits()
    limits.requests = shardRequests ?? limits.requests
    limits.bytes = shardBytes ?? limits.bytes
    return limits
  }
}
