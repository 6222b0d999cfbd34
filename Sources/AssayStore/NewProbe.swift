import AssayModel

/// A row to measure with that is to be made: a known-bad probe, an example with a fault that is made from a good one; or
/// a repeat, the copy of one.
public struct NewProbe: Hashable, Sendable {
  /// What it is made from; its batch, technique, model, difficulty, shape and unknown fields are taken over.
  public var origin: ExampleID
  /// The origin's fields, in their order, with the fault in them.
  public var fields: [TextField]
  /// The origin's, or the wrong one.
  public var label: String?
  /// What is wrong; nil: nothing, it is a repeat.
  public var fault: Fault?
  /// What was done, for people.
  public var detail: String
  /// Whether a person has to say first that it is bad indeed.
  public var status: Probe.Status
  /// The example after which a list in the order of import shows it. When that is in another batch than the origin, the
  /// probe takes over its batch, technique, model, difficulty and unknown fields, so that it does not stand out; nil:
  /// anywhere.
  public var place: ExampleID?
  /// A probe to be made.
  public init(
    origin: ExampleID, fields: [TextField], label: String?, fault: Fault?, detail: String,
    status: Probe.Status = .confirmed, place: ExampleID? = nil
  ) {
    self.origin = origin
    self.fields = fields
    self.label = label
    self.fault = fault
    self.detail = detail
    self.status = status
    self.place = place
  }

  /// A copy of an example as it was imported, under a key of its own.
  public static func `repeat`(of example: Example) -> NewProbe {
    NewProbe(origin: example.id, fields: example.fields, label: example.label, fault: nil, detail: "repeat")
  }
}
