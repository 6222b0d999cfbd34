import AssayModel
import Dispatch
import Synchronization

/// One row of numbers for each text, made by several threads. Unlike work that reads from a store, it can neither fail
/// nor be cancelled in between.
enum TextRows {
  /// Small shares, so that a few long texts do not leave a thread alone with them.
  private static let share = 64

  /// - Parameters:
  ///   - take: what a thread works with.
  ///   - giveBack: what happens to it afterwards.
  ///   - write: fills the row of a text, which is all zeros before.
  static func embed<Scratch>(
    _ texts: [String], dimensions: Int, threads: Int, take: @Sendable () -> Scratch,
    giveBack: @Sendable (Scratch) -> Void = { _ in },
    write: @Sendable (String, UnsafeMutableBufferPointer<Float>, inout Scratch) -> Void
  ) -> Embeddings {
    var values = [Float](repeating: 0, count: texts.count * dimensions)
    values.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let output = buffer
      let next = Atomic<Int>(0)
      let workers = min(threads, (texts.count + share - 1) / share)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        var scratch = take()
        while true {
          let start = next.wrappingAdd(share, ordering: .relaxed).oldValue
          if start >= texts.count { break }
          for index in start..<min(start + share, texts.count) {
            let row = UnsafeMutableBufferPointer(
              rebasing: output[(index * dimensions)..<((index + 1) * dimensions)])
            write(texts[index], row, &scratch)
          }
        }
        giveBack(scratch)
      }
    }
    return Embeddings(dimensions: dimensions, values: values)
  }
}
