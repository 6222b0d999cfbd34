import CCurl

/// What has come in so far. libcurl's callbacks write into it on the thread that runs the transfer.
final class CurlTransfer {
  private(set) var headers: [HTTPRequest.Header] = []
  private(set) var body: [UInt8] = []
  /// Bytes of head and body.
  private(set) var received = 0
  private(set) var isTooLarge = false
  /// Whether the empty line after the headers has come: libcurl takes a head that breaks off for a whole answer.
  private(set) var isHeadComplete = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  static let receiveBody: assay_curl_receive = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.append(UnsafeRawBufferPointer(start: bytes, count: size * count))
  }

  static let receiveHeader: assay_curl_receive = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    return transfer.note(UnsafeRawBufferPointer(start: bytes, count: size * count))
  }

  /// - Returns: how much was taken; less than all ends the transfer.
  private func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard body.count + bytes.count <= limit else {
      isTooLarge = true
      return 0
    }
    received += bytes.count
    body.append(contentsOf: bytes)
    return bytes.count
  }

  private func note(_ bytes: UnsafeRawBufferPointer) -> Int {
    received += bytes.count
    // A server that sends headers without end is stopped like one that sends a body without end.
    guard received <= limit + Self.headLimit else {
      isTooLarge = true
      return 0
    }
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      // The head of the next answer, after a redirect or "100 Continue".
      headers.removeAll()
      body.removeAll()
      isHeadComplete = false
    } else if line.allSatisfy(\.isNewline) {
      isHeadComplete = true
    } else if let colon = line.firstIndex(of: ":") {
      let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
      let end = value.lastIndex { !$0.isWhitespace }.map { value.index(after: $0) } ?? value.startIndex
      headers.append(HTTPRequest.Header(line[..<colon].lowercased(), String(value[..<end])))
    }
    return bytes.count
  }

  private static let headLimit = 1 << 20
}
