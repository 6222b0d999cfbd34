/// A command that could not do what was asked: one sentence that says what, where, and what to do
/// next, and the exit code.
public struct CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String
  public var exitCode: Int32

  /// - Parameter exitCode: 2, nothing was done, unless it is something else.
  public init(_ message: String, exitCode: Int32 = 2) {
    self.message = message
    self.exitCode = exitCode
  }

  public var description: String { message }
}
