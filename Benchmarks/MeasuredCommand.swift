import Foundation

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A command that was run to its end.
struct MeasuredCommand {
  var seconds: Double
  /// User and system time.
  var cpuSeconds: Double
  /// The most memory that was resident, in MB.
  var peakMegabytes: Double

  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a command whose output goes to a file, or to /dev/null, its errors to ours.
  ///
  /// - Parameter onOneCore: keeps it on the first core, where `taskset` is to be had.
  static func run(_ arguments: [String], onOneCore: Bool = false, output: String = "/dev/null") throws
    -> MeasuredCommand
  {
    let arguments = (onOneCore ? pin : []) + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawnp(&process, arguments[0], &actions, nil, &pointers, environ) == 0 else {
      throw Failure(description: "cannot run \(arguments[0])")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
    let seconds = (ContinuousClock.now - start).milliseconds / 1000
    guard status == 0 else { throw Failure(description: "failed: \(arguments.joined(separator: " "))") }
    #if canImport(Darwin)
      let peak = Double(usage.ru_maxrss) / 1e6
    #else
      let peak = Double(usage.ru_maxrss) * 1024 / 1e6
    #endif
    return MeasuredCommand(
      seconds: seconds, cpuSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
      peakMegabytes: peak)
  }

  /// Whether ``run(_:onOneCore:)`` can keep a command on one core.
  static var canPin: Bool { !pin.isEmpty }

  private static let pin: [String] =
    FileManager.default.isExecutableFile(atPath: "/usr/bin/taskset") ? ["/usr/bin/taskset", "-c", "0"] : []

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
