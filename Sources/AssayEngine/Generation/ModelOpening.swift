import AssayGeneration
import Foundation
import Synchronization

/// Opens the model that measures beside a run: a tenth of a second for which no request waits.
final class ModelOpening: Sendable {
  private let opened: Mutex<MeasuringModel?>
  private let done = DispatchSemaphore(value: 0)

  /// - Parameter open: nil: nobody wants one.
  init(_ open: (@Sendable () -> MeasuringModel)?) {
    opened = Mutex(open == nil ? MeasuringModel.none(nil) : nil)
    guard let open else {
      done.signal()
      return
    }
    let thread = Thread { [self] in
      let model = open()
      opened.withLock { $0 = model }
      done.signal()
    }
    thread.name = "assay model"
    // A tokenizer's JSON may be nested.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// nil: it is not open yet.
  var model: MeasuringModel? { opened.withLock { $0 } }

  func wait() -> MeasuringModel? {
    done.wait()
    done.signal()
    return model
  }
}
