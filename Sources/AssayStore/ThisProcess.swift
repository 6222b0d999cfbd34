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

  /// When the process with this number was started, in milliseconds since 1970, to a second or so; nil: it cannot be
  /// told here.
  static func start(of number: Int32) -> Int64? {
    guard let stat = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let uptime = try? String(contentsOfFile: "/proc/uptime", encoding: .utf8),
      // The name in parentheses may hold blanks; the start is the 20th field behind it, in ticks since the system began.
      let ticks = stat.split(separator: ")").last?.split(separator: " ").dropFirst(19).first.flatMap({
        Double($0)
      }),
      let running = uptime.split(separator: " ").first.flatMap({ Double($0) })
    else { return nil }
    let age = running - ticks / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
    return now - Int64(age * 1_000)
  }

  /// Milliseconds since 1970.
  static var now: Int64 { Int64((Date().timeIntervalSince1970 * 1_000).rounded()) }
}
