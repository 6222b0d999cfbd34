import AssayModel

/// Which of an example's texts are compared.
struct ComparedFields: Hashable, Sendable {
  /// Their names, in order; empty: all of them.
  let names: [String]

  /// The texts one after the other, each on a line of its own, as UTF-8. Empty when there is none of them.
  func bytes(of fields: [TextField]) -> [UInt8] {
    let chosen = names.isEmpty ? fields : names.compactMap { name in fields.first { $0.name == name } }
    if chosen.count == 1 { return Array(chosen[0].text.utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(chosen.reduce(0) { $0 + $1.text.utf8.count + 1 })
    for (position, field) in chosen.enumerated() {
      if position > 0 { bytes.append(0x0A) }
      bytes.append(contentsOf: field.text.utf8)
    }
    return bytes
  }
}
