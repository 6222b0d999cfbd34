import AssayGeneration
import AssayModel

/// A question about texts that are shown without what is to be found out.
protocol BlindPrompt: Sendable {
  func request(_ texts: [[TextField]], secret: [UInt8]) -> ChatRequest
  /// What is said of each text; nil where none can be read.
  func read(_ answer: ChatAnswer, count: Int) -> [String?]
}

extension BlindLabelPrompt: BlindPrompt {}
extension BlindAnswerPrompt: BlindPrompt {}
