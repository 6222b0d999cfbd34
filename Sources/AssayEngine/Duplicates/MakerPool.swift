import AssayDuplicates
import Synchronization

/// Makers of fingerprints for any number of threads at once; each is used by one thread at a time.
final class MakerPool: Sendable {
  private struct Maker: @unchecked Sendable {
    let maker: LexicalFingerprintMaker
  }
  private let fingerprinter: LexicalFingerprinter
  private let idle = Mutex<[Maker]>([])

  init(_ fingerprinter: LexicalFingerprinter) { self.fingerprinter = fingerprinter }

  func bytes(of text: [UInt8]) -> [UInt8] {
    let maker = idle.withLock { $0.popLast() } ?? Maker(maker: LexicalFingerprintMaker(fingerprinter))
    defer { idle.withLock { $0.append(maker) } }
    return maker.maker.bytes(of: text)
  }
}
