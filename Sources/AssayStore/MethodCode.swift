import AssayModel

/// The number that stands for a method in the table of pairs, of which there can be millions. These never change:
/// files hold them.
enum MethodCode {
  static func number(_ method: DuplicateMethod) -> Int64 {
    switch method {
    case .exact: 0
    case .minhash: 1
    case .containment: 2
    case .masked: 3
    case .embedding: 4
    }
  }

  /// nil: a method that this version does not know.
  static func method(_ number: Int64) -> DuplicateMethod? {
    let methods: [DuplicateMethod] = [.exact, .minhash, .containment, .masked, .embedding]
    return methods.indices.contains(Int(number)) ? methods[Int(number)] : nil
  }
}
