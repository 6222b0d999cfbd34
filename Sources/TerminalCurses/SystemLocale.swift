#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The process's character encoding, which decides what ncurses writes.
enum SystemLocale {
  /// Takes the encoding from the environment. Only `LC_CTYPE`: with the rest, C code would print
  /// numbers with a decimal comma. Without any locale (a bare ssh session) C.UTF-8 is taken, because
  /// terminals without a locale are UTF-8 today; a different encoding that somebody chose is an error.
  static func requireUTF8() throws {
    let chosen = setlocale(LC_CTYPE, "") != nil
    let found = encoding
    if isUTF8(found) { return }
    if !chosen || found == "ANSI_X3.4-1968" || found == "US-ASCII" {
      for name in ["C.UTF-8", "en_US.UTF-8"] where setlocale(LC_CTYPE, name) != nil && isUTF8(encoding) {
        return
      }
    }
    throw CursesError.localeNotUTF8(encoding: found)
  }

  private static var encoding: String {
    guard let name = nl_langinfo(nl_item(CODESET)) else { return "unknown" }
    return String(cString: name)
  }

  private static func isUTF8(_ encoding: String) -> Bool {
    encoding.uppercased() == "UTF-8" || encoding.uppercased() == "UTF8"
  }
}
