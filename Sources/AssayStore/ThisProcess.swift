import Foundation

/// What a run says of the process that carries it out.
public enum ThisProcess {
  /// Its number.
  public static var number: Int32 { getpid() }

  /// The name of this machine. Not `ProcessInfo.hostName`, which may ask the network for it.
  public static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  /// Whether this machine has a process with this number, whoever it belongs to.
  public static func isAlive(_ number: Int32) -> Bool {
    number > 0 && (kill(number, 0) == 0 || errno == EPERM)
  }

  /// Milliseconds since 1970.
  static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1_000).rounded()) }
}
