import AssayProviders
import Foundation

/// A package index: PyPI or a mirror of it, by the simple API in its JSON form (PEP 691), else in HTML (PEP 503).
struct PackageIndex {
  /// One file of a package.
  struct File: Hashable {
    var name: String
    var url: String
    /// 64 lower-case hexadecimal digits.
    var sha256: String
    /// Bytes, where the index says so.
    var size: Int?
  }

  /// Without a slash at the end.
  let address: String
  let transport: any HTTPTransport

  /// A wheel of that version, the smallest: for files that are the same in all of them.
  ///
  /// - Throws: ``CommandFailure``.
  func wheel(of package: String, version: String, isCancelled: () -> Bool) throws -> File {
    let page = "\(address)/\(package)/"
    let files = try files(page, isCancelled: isCancelled)
    // PEP 427: in a wheel's name, other characters of the package's name are underscores.
    let prefix = package.replacingOccurrences(of: "-", with: "_").lowercased() + "-\(version)-"
    let wheels = files.filter { $0.name.lowercased().hasPrefix(prefix) && $0.name.hasSuffix(".whl") }
    // Last of all one for Windows: text files in those may have other line ends.
    let others = wheels.filter { !$0.name.lowercased().contains("-win") }
    let candidates = others.isEmpty ? wheels : others
    guard let wheel = candidates.min(by: { ($0.size ?? .max, $0.name) < ($1.size ?? .max, $1.name) }) else {
      throw CommandFailure(
        "\(HTTPAddress.shown(page)) has no wheel of \(package) \(version) with a checksum; "
          + "is the index that pip is set up with a full mirror?")
    }
    return wheel
  }

  /// The file of that package with that checksum, whatever its name and version.
  ///
  /// - Throws: ``CommandFailure``.
  func file(of package: String, sha256: String, isCancelled: () -> Bool) throws -> File {
    let page = "\(address)/\(package)/"
    guard let file = try files(page, isCancelled: isCancelled).first(where: { $0.sha256 == sha256 }) else {
      throw CommandFailure(
        "\(HTTPAddress.shown(page)) has no file of \(package) with the checksum \(sha256); "
          + "is the index that pip is set up with a full mirror?")
    }
    return file
  }

  /// What an index gave of a file.
  enum Piece {
    /// The bytes from where they were asked for, and the size of the whole file where the index says so.
    case part([UInt8], total: Int?)
    /// The whole file, from an index that does not give parts.
    case whole([UInt8])
    /// There is nothing from there on.
    case pastTheEnd
  }

  /// A part of a file.
  ///
  /// - Throws: ``CommandFailure``, `CancellationError`.
  func piece(
    of file: File, from start: Int, count: Int, progress: (_ received: Int, _ expected: Int) -> Void,
    isCancelled: () -> Bool
  ) throws -> Piece {
    let limits = HTTPLimits(
      connect: .seconds(10), idle: .seconds(60), total: .seconds(3600),
      bytes: max(file.size ?? 1 << 30, count))
    let request = HTTPRequest(
      url: file.url,
      headers: Self.headers(accept: "*/*") + [
        .init("Range", "bytes=\(start)-\(start + count - 1)"),
        // Ranges and checksums are about the file as it is.
        .init("Accept-Encoding", "identity"),
      ], limits: limits, followsRedirects: true)
    let response = try send(
      request, accepting: [200, 206, 416], progress: progress, isCancelled: isCancelled)
    switch response.status {
    case 200: return .whole(response.body)
    case 416: return .pastTheEnd
    default:
      // "bytes 0-99/1234"
      let range = response.header("content-range")?.split(whereSeparator: { " -/".contains($0) }) ?? []
      guard range.count == 4, Int(range[1]) == start else {
        throw CommandFailure(
          "\(HTTPAddress.shown(file.url)): the server answered with another part than was asked for")
      }
      return .part(response.body, total: Int(range[3]))
    }
  }

  // MARK: The list of files

  private static let jsonType = "application/vnd.pypi.simple.v1+json"

  private func files(_ page: String, isCancelled: () -> Bool) throws -> [File] {
    let limits = HTTPLimits(connect: .seconds(10), idle: .seconds(60), total: .seconds(120), bytes: 64 << 20)
    let response = try get(
      page, accept: Self.jsonType + ", application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1",
      limits: limits, isCancelled: isCancelled)
    let isJSON = response.header("content-type")?.lowercased().contains("json") == true
    guard let files = isJSON ? Self.json(response.body) : Self.html(response.body) else {
      throw CommandFailure("\(HTTPAddress.shown(page)) does not answer like a package index")
    }
    return files.map { file in
      var file = file
      file.url = URL(string: file.url, relativeTo: URL(string: page))?.absoluteString ?? file.url
      return file
    }
  }

  private struct Page: Decodable {
    struct Entry: Decodable {
      var filename: String
      var url: String
      var hashes: [String: String]
      var size: Int?
    }
    var files: [Entry]
  }

  static func json(_ body: [UInt8]) -> [File]? {
    guard let page = try? JSONDecoder().decode(Page.self, from: Data(body)) else { return nil }
    return page.files.compactMap { entry in
      guard let sha256 = entry.hashes["sha256"] else { return nil }
      return File(name: entry.filename, url: entry.url, sha256: sha256.lowercased(), size: entry.size)
    }
  }

  /// `<a href="…#sha256=…">name</a>`
  static func html(_ body: [UInt8]) -> [File]? {
    let text = String(decoding: body, as: UTF8.self)
    let anchor = /<a\s[^>]*?href\s*=\s*["']([^"'#]+)#sha256=([0-9a-fA-F]{64})["'][^>]*>\s*([^<]+?)\s*<\/a>/
      .ignoresCase()
    let files = text.matches(of: anchor).map { match in
      File(
        name: String(match.3), url: match.1.replacingOccurrences(of: "&amp;", with: "&"),
        sha256: match.2.lowercased())
    }
    return files.isEmpty && !text.lowercased().contains("<html") ? nil : files
  }

  // MARK: Requests

  private static func headers(accept: String) -> [HTTPRequest.Header] {
    [.init("Accept", accept), .init("User-Agent", "assay/\(AssayVersion.current)")]
  }

  private func get(
    _ url: String, accept: String, limits: HTTPLimits, isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    let request = HTTPRequest(
      url: url, headers: Self.headers(accept: accept), limits: limits, followsRedirects: true)
    return try send(request, accepting: [200], progress: { _, _ in }, isCancelled: isCancelled)
  }

  private func send(
    _ request: HTTPRequest, accepting statuses: Set<Int>, progress: (Int, Int) -> Void,
    isCancelled: () -> Bool
  ) throws -> HTTPResponse {
    let url = HTTPAddress.shown(request.url)
    do {
      let response = try transport.send(request, progress: progress, isCancelled: isCancelled)
      if statuses.contains(response.status) { return response }
      throw CommandFailure("\(url): the server answered \(response.status)")
    } catch let problem as TransportProblem {
      throw CommandFailure("\(url): \(problem)")
    }
  }
}
