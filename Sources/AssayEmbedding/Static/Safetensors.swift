import AssayModel
import Foundation

/// A file of tensors in Hugging Face's safetensors form: the length of a JSON header, the header, the numbers.
struct Safetensors: Sendable {
  struct Tensor: Sendable {
    var name: String
    var type: String
    var shape: [Int]
    /// Bytes in the file.
    var range: Range<Int>
    var count: Int { shape.reduce(1, *) }
  }

  let tensors: [Tensor]
  private let file: MappedFile

  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` when the header does not fit the file.
  init(_ url: URL) throws {
    let file = try MappedFile(url)
    self.file = file
    tensors = try file.withBytes { bytes in
      guard bytes.count >= 8 else {
        throw EmbeddingProblem.unreadable(file: file.path, detail: "it is too short for a safetensors file")
      }
      let length = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
      guard length <= 100_000_000, Int(length) + 8 <= bytes.count else {
        throw EmbeddingProblem.unreadable(file: file.path, detail: "its header is cut off")
      }
      let start = 8 + Int(length)
      let header = try JSONBytesReader.read(
        UnsafeRawBufferPointer(rebasing: bytes[8..<start]), file: file.path)
      return try (header.members ?? []).compactMap { key, value in
        let name = String(decoding: key, as: UTF8.self)
        if name == "__metadata__" { return nil }
        return try Self.tensor(name, value, start: start, end: bytes.count, file: file.path)
      }
    }
  }

  private static func tensor(
    _ name: String, _ json: JSONBytes, start: Int, end: Int, file: String
  ) throws -> Tensor {
    let shape = json["shape"]?.elements?.compactMap(\.integer) ?? []
    let offsets = json["data_offsets"]?.elements?.compactMap(\.integer) ?? []
    let problem = EmbeddingProblem.unreadable(
      file: file, detail: "its tensor \"\(name.prefix(40))\" does not fit the file")
    guard let type = json["dtype"]?.text, offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1],
      offsets[1] <= end - start, shape.allSatisfy({ $0 >= 0 && $0 < 1 << 31 })
    else { throw problem }
    let range = (start + offsets[0])..<(start + offsets[1])
    let tensor = Tensor(name: name, type: type, shape: shape, range: range)
    if let width = widths[type] {
      let (bytes, overflow) = shape.reduce((width, false)) { product, size in
        let (value, over) = product.0.multipliedReportingOverflow(by: size)
        return (value, product.1 || over)
      }
      guard !overflow, bytes == range.count else { throw problem }
    }
    return tensor
  }

  /// Bytes of a number, for the types that are read.
  private static let widths = ["F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I8": 1, "I64": 8, "I32": 4]

  func tensor(_ name: String) -> Tensor? { tensors.first { $0.name == name } }

  /// The numbers of a tensor as floats.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for a type of number that this does not read.
  func floats(_ tensor: Tensor) throws -> [Float] {
    try file.withBytes { bytes in
      let raw = UnsafeRawBufferPointer(rebasing: bytes[tensor.range])
      switch tensor.type {
      case "F32":
        return Self.numbers(raw, tensor.count, UInt32.self) { Float(bitPattern: UInt32(littleEndian: $0)) }
      case "F16": return Self.numbers(raw, tensor.count, UInt16.self) { Self.half(UInt16(littleEndian: $0)) }
      case "BF16":
        return Self.numbers(raw, tensor.count, UInt16.self) {
          Float(bitPattern: UInt32(UInt16(littleEndian: $0)) << 16)
        }
      case "F64":
        return Self.numbers(raw, tensor.count, UInt64.self) {
          Float(Double(bitPattern: UInt64(littleEndian: $0)))
        }
      case "I8": return Self.numbers(raw, tensor.count, Int8.self) { Float($0) }
      default:
        throw EmbeddingProblem.unreadable(
          file: file.path,
          detail: "its numbers are of the type \(tensor.type.prefix(10)), which is not supported")
      }
    }
  }

  /// The numbers of a tensor of integers.
  ///
  /// - Throws: ``EmbeddingProblem/unreadable(file:detail:)`` for other types.
  func integers(_ tensor: Tensor) throws -> [Int] {
    try file.withBytes { bytes in
      let raw = UnsafeRawBufferPointer(rebasing: bytes[tensor.range])
      switch tensor.type {
      case "I64": return Self.numbers(raw, tensor.count, Int64.self) { Int(Int64(littleEndian: $0)) }
      case "I32": return Self.numbers(raw, tensor.count, Int32.self) { Int(Int32(littleEndian: $0)) }
      default:
        throw EmbeddingProblem.unreadable(
          file: file.path, detail: "its tensor \"\(tensor.name.prefix(40))\" is not of whole numbers")
      }
    }
  }

  @inline(__always)
  private static func numbers<Stored: BitwiseCopyable, Number>(
    _ raw: UnsafeRawBufferPointer, _ count: Int, _ type: Stored.Type, _ convert: (Stored) -> Number
  ) -> [Number] {
    [Number](unsafeUninitializedCapacity: count) { numbers, filled in
      for index in 0..<count {
        let stored = raw.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self)
        (numbers.baseAddress! + index).initialize(to: convert(stored))
      }
      filled = count
    }
  }

  /// An IEEE 754 half as a float, exactly. Swift's `Float16` is not there on every platform.
  @inline(__always)
  static func half(_ bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF)
    if magnitude >= 0x7C00 { return Float(bitPattern: sign | 0x7F80_0000 | (magnitude & 0x3FF) << 13) }
    // Shifted into place the exponent is 112 too low; the product with 2^112 is exact, also for subnormal numbers.
    let value = Float(bitPattern: magnitude << 13) * Float(bitPattern: 0x7780_0000)
    return Float(bitPattern: value.bitPattern | sign)
  }
}
