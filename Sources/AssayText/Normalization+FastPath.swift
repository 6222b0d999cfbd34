extension Normalization {
  /// The normalised bytes of a text made of ASCII and of scalars whose NFKC and case folding are
  /// known without tables; nil for any other text.
  ///
  /// No step lengthens a text here, so the input's size is enough for the output.
  func fastBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    var isSimple = true
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      let written = fastWrite(bytes, into: buffer)
      isSimple = written != nil
      count = written ?? 0
    }
    return isSimple ? result : nil
  }

  /// The same into a buffer that has room for as many bytes as there are; returns how many were written.
  func fastWrite(
    _ bytes: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    if options == Self.shingling.options, let count = shinglingWrite(bytes, into: buffer) { return count }
    let knowsScalars = options.isSuperset(of: [.compatibility, .caseFolding])
    var writer = Writer(buffer: buffer, options: options)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        writer.writeASCII(byte)
        index += 1
        continue
      }
      let (scalar, length) = UTF8Scalars.decode(bytes, at: index)
      index += length
      guard knowsScalars, let folded = Self.simpleFolding(scalar) else { return nil }
      writer.writeSimple(folded)
    }
    return writer.count
  }

  /// What ``shingling`` makes of ASCII: a byte stays (in lower case), becomes a space, or (0) vanishes.
  private static let shinglingBytes: [UInt8] = (0..<128).map { (byte: UInt8) -> UInt8 in
    switch byte {
    case 0x30...0x39, 0x61...0x7A, 0x24, 0x2B, 0x3C...0x3E, 0x5E, 0x7C, 0x7E: byte
    case 0x41...0x5A: byte | 0x20
    case 0x27: 0
    default: 0x20
    }
  }

  /// ``fastWrite(_:into:)`` for all steps and ASCII, without a branch on what a byte is; nil for other bytes.
  private func shinglingWrite(
    _ bytes: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int? {
    Self.shinglingBytes.withUnsafeBufferPointer { table in
      var count = 0
      var previous: UInt8 = 0x20
      for byte in bytes {
        if byte >= 0x80 { return nil }
        let written = table[Int(byte)]
        buffer[count] = written
        // A space after a space, or at the beginning, is written over, and so is what vanishes.
        let stays = written != 0 && (written != 0x20 || previous != 0x20)
        count += stays ? 1 : 0
        previous = stays ? written : previous
      }
      return count > 0 && buffer[count - 1] == 0x20 ? count - 1 : count
    }
  }

  /// Puts bytes into a buffer and keeps back white space until it is known to stand between words.
  private struct Writer {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    let folds: Bool
    let collapses: Bool
    let strips: Bool
    var count = 0
    var owesSpace = false

    init(buffer: UnsafeMutableBufferPointer<UInt8>, options: Options) {
      self.buffer = buffer
      folds = options.contains(.caseFolding)
      collapses = options.contains(.whiteSpace)
      strips = options.contains(.punctuation)
    }

    @inline(__always)
    mutating func paySpace() {
      guard owesSpace else { return }
      owesSpace = false
      guard count > 0 else { return }
      buffer[count] = 0x20
      count += 1
    }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
      paySpace()
      buffer[count] = byte
      count += 1
    }

    /// A space that comes instead of `byte`, now or before the next word.
    @inline(__always)
    mutating func separate(_ byte: UInt8) {
      if collapses {
        owesSpace = true
      } else {
        put(byte)
      }
    }

    @inline(__always)
    mutating func writeASCII(_ byte: UInt8) {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: put(byte)
      case 0x41...0x5A: put(folds ? byte | 0x20 : byte)
      case 0...0x20, 0x7F: separate(byte)
      case 0x24, 0x2B, 0x3C...0x3E, 0x5E, 0x7C, 0x7E: put(byte)
      default:
        if !strips {
          put(byte)
        } else if byte != 0x27 {
          separate(0x20)
        }
      }
    }

    mutating func writeSimple(_ scalar: UInt32) {
      switch scalar {
      case 0: return
      case 1..<0x80: writeASCII(UInt8(scalar))
      case 0xDF:
        put(0x73)
        put(0x73)
      case 0x2026:
        for _ in 0..<3 { writeASCII(0x2E) }
      default:
        if strips, Normalization.isSimplePunctuation(scalar) {
          if scalar != 0x2018, scalar != 0x2019 { separate(0x20) }
          return
        }
        paySpace()
        count = UTF8Scalars.encode(scalar, into: buffer, at: count)
      }
    }
  }

  /// The NFKC case folding of `scalar` where it is one scalar, independent of its neighbours and easy
  /// to tell; nil otherwise. 0: the scalar vanishes. U+00DF and U+2026 stand for "ss" and "...".
  ///
  /// Nothing accepted here composes with anything else accepted here; a combining mark is never
  /// accepted and sends the whole text down the slow road. A test compares every scalar with it.
  static func simpleFolding(_ scalar: UInt32) -> UInt32? {
    if scalar < 0x100 { return latin1Folding(scalar) }
    if scalar < 0x180 { return latinExtendedFolding(scalar) }
    switch scalar {
    case 0x0400...0x040F: return scalar + 0x50
    case 0x0410...0x042F: return scalar + 0x20
    case 0x0430...0x045F: return scalar
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F: return 0
    case 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x2013, 0x2014, 0x2018...0x201F, 0x2022, 0x2026, 0x2030, 0x2039, 0x203A: return scalar
    case 0x20AC, 0x2190...0x2194, 0x2500...0x257F: return scalar
    case 0x3001...0x3002, 0x3008...0x3011, 0x3014...0x301B: return scalar
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC: return scalar
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: return scalar
    case 0xFF01...0xFF5E: return asciiFolding(scalar - 0xFEE0)
    case 0x1F300...0x1F6FF, 0x1F900...0x1F9FF: return scalar
    default: return nil
    }
  }

  private static func asciiFolding(_ scalar: UInt32) -> UInt32 {
    (0x41...0x5A).contains(scalar) ? scalar | 0x20 : scalar
  }

  private static func latin1Folding(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xA0: return 0x20
    case 0xA1...0xA3, 0xA5, 0xA7, 0xA9, 0xAB, 0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF: return scalar
    case 0xAD: return 0
    case 0xD7, 0xDF...0xFF: return scalar
    case 0xC0...0xDE: return scalar + 0x20
    default: return nil
    }
  }

  private static func latinExtendedFolding(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0x0130...0x0133, 0x0138, 0x013F, 0x0140, 0x0149, 0x0178, 0x017F: return nil
    case 0x0139...0x0148, 0x0179...0x017E: return scalar & 1 == 1 ? scalar + 1 : scalar
    default: return scalar | 1
    }
  }

  /// Whether a scalar that ``simpleFolding(_:)`` returns is punctuation.
  static func isSimplePunctuation(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xA1, 0xA7, 0xAB, 0xB6, 0xB7, 0xBB, 0xBF: return true
    case 0x2010...0x203A, 0x3001...0x3002, 0x3008...0x3011, 0x3014...0x301B: return true
    default: return false
    }
  }
}
