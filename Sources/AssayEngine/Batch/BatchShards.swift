import AssayFormats
import AssayModel

/// The files of a batch while they are written. All of them get their names in the end, or none does.
struct BatchShards {
  private struct Open {
    var shard: BatchFile.Shard
    let writer: AtomicFileWriter
  }

  private let path: String
  private let limits: BatchFile.Limits
  private let force: Bool
  private var files: [Open] = []
  /// The file that takes an endpoint's next request.
  private var current: [String: Int] = [:]

  init(path: String, limits: BatchFile.Limits, force: Bool) {
    self.path = path
    self.limits = limits
    self.force = force
  }

  /// - Parameter line: without its end.
  mutating func write(_ line: String, endpoint: String) throws {
    let bytes = line.utf8.count + 1
    if let index = current[endpoint] {
      let shard = files[index].shard
      if shard.requests >= limits.requests || shard.bytes + bytes > limits.bytes { current[endpoint] = nil }
    }
    let index = try current[endpoint] ?? open(endpoint)
    try files[index].writer.write(line: line)
    files[index].shard.requests += 1
    files[index].shard.bytes += bytes
  }

  private mutating func open(_ endpoint: String) throws -> Int {
    let path = name(files.count + 1)
    files.append(
      Open(
        shard: BatchFile.Shard(path: path, endpoint: endpoint),
        writer: try AtomicFileWriter(path: path, force: force)))
    current[endpoint] = files.count - 1
    return files.count - 1
  }

  /// `requests.jsonl`, `requests-2.jsonl` …
  private func name(_ number: Int) -> String {
    if number == 1 { return path }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    let file = path.dropFirst(folder.count)
    guard let dot = file.lastIndex(of: "."), dot > file.startIndex else { return "\(path)-\(number)" }
    return folder + file[..<dot] + "-\(number)" + file[dot...]
  }

  mutating func finish() throws -> [BatchFile.Shard] {
    for file in files { try file.writer.finish() }
    return files.map(\.shard)
  }
}
