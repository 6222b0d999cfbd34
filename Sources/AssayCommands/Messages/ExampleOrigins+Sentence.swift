import AssayModel

extension ExampleOrigins {
  /// "300 generated, 12 given as seeds, 40 imported": what there is none of is left out.
  var sentence: String {
    let parts = [(generated, "generated"), (seeds, "given as seeds"), (imported, "imported")]
    return parts.filter { $0.0 > 0 }.map { "\(Figures.grouped($0.0)) \($0.1)" }.joined(separator: ", ")
  }
}
