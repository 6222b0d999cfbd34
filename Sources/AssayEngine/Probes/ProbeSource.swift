import AssayModel

/// Where good examples come from.
public enum ProbeSource: Hashable, Sendable {
  /// What people have accepted, and neither edited nor given another label.
  case accepted
  /// What the data's publishers say is good.
  case truth
  /// A file of hand-made examples, which is taken into the workspace.
  case seeds(String)

  /// "accepted", "truth" or "seeds:FILE".
  public init?(parsing text: String) {
    switch text {
    case "accepted": self = .accepted
    case "truth": self = .truth
    case _ where text.hasPrefix("seeds:") && text.count > 6: self = .seeds(String(text.dropFirst(6)))
    default: return nil
    }
  }

  public var text: String {
    switch self {
    case .accepted: "accepted"
    case .truth: "truth"
    case .seeds(let file): "seeds:" + file
    }
  }
}
