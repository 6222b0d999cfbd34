import Foundation

/// The versions of the C libraries that the running program has loaded. They are asked by name, so that
/// this module needs none of their headers.
enum LibraryVersions {
  static var all: [(name: String, version: String)] {
    [
      ("SQLite", "sqlite3_libversion"), ("ncurses", "curses_version"), ("zlib", "zlibVersion"),
      ("libcurl", "curl_version"), ("OpenBLAS", "openblas_get_config"),
    ].map { name, function in (name, version(function) ?? "linked in, version not known") }
  }

  /// Calls a function of the form `const char *version(void)`.
  private static func version(_ function: String) -> String? {
    guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, function) else { return nil }
    typealias Function = @convention(c) () -> UnsafePointer<CChar>?
    return unsafeBitCast(symbol, to: Function.self)().map { String(cString: $0) }
  }
}
