import AssayModel
import AssayStore
import Synchronization

/// The compared texts of a workspace's examples, for any number of threads at once. Those that were read lately are
/// kept, up to a limit: fingerprints and vectors need every text, and candidates are compared by their texts again.
final class ExampleTextPool: Sendable {
  /// Bytes of texts to keep.
  static let cacheLimit = 256 << 20

  /// A reader belongs to one thread at a time: whoever has taken it out of the pool.
  private struct Reader: @unchecked Sendable {
    let texts: ExampleTexts
  }
  private struct Cache: Sendable {
    var texts: [Int: [UInt8]] = [:]
    var size = 0
  }

  private let workspace: Workspace
  private let fields: ComparedFields
  private let idle = Mutex<[Reader]>([])
  private let cache = Mutex(Cache())

  init(_ workspace: Workspace, fields: ComparedFields) {
    self.workspace = workspace
    self.fields = fields
  }

  /// The text of the example with this number less one.
  func text(_ index: Int) throws -> [UInt8] {
    if let text = cache.withLock({ $0.texts[index] }) { return text }
    let reader = try idle.withLock { $0.popLast() } ?? Reader(texts: workspace.texts())
    defer { idle.withLock { $0.append(reader) } }
    let text = fields.bytes(of: try reader.texts.fields(of: ExampleID(Int64(index) + 1)))
    cache.withLock { cache in
      guard cache.size + text.count <= Self.cacheLimit else { return }
      if cache.texts.updateValue(text, forKey: index) == nil { cache.size += text.count }
    }
    return text
  }
}
