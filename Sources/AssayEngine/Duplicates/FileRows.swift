import AssayFormats
import AssayModel
import AssayText

/// The rows of a file that is searched without a workspace, in memory.
struct FileRows: Sendable {
  /// As compared, UTF-8.
  private(set) var texts: [[UInt8]] = []
  private(set) var lines: [Int32] = []
  /// Ids that rows came with; "" where there is none, in which case the hash counts.
  private var keys: [String] = []
  private var hashes: [ContentHash] = []
  /// The numbers of the groups inside which rows are compared; nil: one with all.
  private(set) var groups: [UInt32]?
  private(set) var refused = 0

  init(
    path: String, settings: DuplicateSettings, cancellation: Cancellation, problem: (ImportProblem) -> Void,
    progress: (DuplicateProgress) -> Void
  ) throws {
    let reader = try TextReader(path: path, fields: settings.fields, same: settings.same)
    var numbers: [[String?]: UInt32] = [:]
    var groups: [UInt32] = []
    while let event = try reader.next() {
      switch event {
      case .problem(let line):
        refused += 1
        problem(ImportProblem(file: line.file, line: line.line, message: line.message))
      case .row(let row):
        texts.append(row.text)
        lines.append(Int32(clamping: row.line))
        keys.append(row.key ?? "")
        hashes.append(
          row.key == nil
            ? ContentHash(fields: row.fields.map { (name: $0.name, text: $0.text) })
            : ContentHash(high: 0, low: 0))
        if !settings.same.isEmpty {
          let next = UInt32(numbers.count)
          groups.append(numbers[row.same, default: next])
          if groups.last == next { numbers[row.same] = next }
        }
      }
      if texts.count & 4095 == 0 {
        try cancellation.check()
        progress(
          DuplicateProgress(
            .reading, done: Int(reader.bytesRead >> 10), total: Int((reader.totalBytes ?? 0) >> 10)))
      }
    }
    if !settings.same.isEmpty { self.groups = groups }
  }

  /// One line for each member.
  func lines(_ clusters: [Cluster]) -> [String] {
    let keys = allKeys
    return clusters.flatMap { cluster in
      cluster.members.enumerated().map { position, member in
        let index = Int(member.example.rawValue) - 1
        let membership = ImportedCluster(
          id: String(cluster.id.rawValue), method: cluster.method, threshold: cluster.threshold,
          similarity: member.similarity, representative: position == 0, kind: cluster.kind,
          memberMethod: member.method)
        return ExportEncoder.membership(membership, key: keys[index], line: Int(lines[index]))
      }
    }
  }

  /// One line for each pair.
  func lines(_ pairs: [DuplicatePair]) -> [String] {
    let keys = allKeys
    return pairs.map { pair in
      let (first, second) = (Int(pair.first), Int(pair.second))
      return JSONText.object([
        ("first", JSONText.string(keys[first])), ("second", JSONText.string(keys[second])),
        ("first_line", String(lines[first])), ("second_line", String(lines[second])),
        ("method", JSONText.string(pair.method.rawValue)),
        ("similarity", JSONText.number(Double(pair.similarity))),
      ])
    }
  }

  /// The ids, or what an import would call the rows: the second copy in a file is `hash#2`.
  private var allKeys: [String] {
    var counts: [ContentHash: Int] = [:]
    return keys.indices.map { index in
      guard keys[index].isEmpty else { return keys[index] }
      let copy = counts[hashes[index], default: 0] + 1
      counts[hashes[index]] = copy
      return copy == 1 ? hashes[index].hex : "\(hashes[index].hex)#\(copy)"
    }
  }
}
