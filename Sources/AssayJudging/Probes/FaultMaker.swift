import AssayModel
import AssayStatistics
import AssayText

/// Makes one fault in a good example. The same example, data and generator give the same result.
protocol FaultMaker: Sendable {
  /// - Throws: ``Inapplicable`` when this example cannot have the fault.
  func corrupt(
    _ text: ProbeText, in corpus: ProbeCorpus, using generator: inout RepeatableGenerator
  ) throws(Inapplicable) -> Corruption
}

/// Makes known-bad examples of good ones.
public enum Corruptions {
  /// The faults that are made without a model.
  public static let kinds: [Fault] = Fault.allCases.filter { $0 != .subtle }

  /// Makes `fault` in `text`.
  ///
  /// - Parameter seed: the same seed, text and data give the same result.
  public static func make(
    _ fault: Fault, in text: ProbeText, corpus: ProbeCorpus, seed: UInt64
  ) -> Result<Corruption, Inapplicable> {
    guard let maker = maker(of: fault) else { return .failure(Inapplicable("it is written by a model")) }
    guard text.answerIndex != nil else { return .failure(Inapplicable("there is no text")) }
    let content = ContentHash(fields: text.fields.map { ($0.name, $0.text) } + [("", text.label ?? "")])
    let name = ContentHash(bytes: Array(fault.rawValue.utf8))
    var generator = RepeatableGenerator(seed: seed ^ content.low ^ name.high)
    do {
      let corruption = try maker.corrupt(text, in: corpus, using: &generator)
      if corruption.fields == text.fields, corruption.label == text.label {
        return .failure(Inapplicable("nothing would have changed"))
      }
      return .success(corruption)
    } catch {
      return .failure(error)
    }
  }

  private static func maker(of fault: Fault) -> (any FaultMaker)? {
    switch fault {
    case .nearLabel: NearLabel()
    case .randomLabel: RandomLabel()
    case .truncated: Truncation()
    case .alteredFact: AlteredFact()
    case .offTopic: OffTopic()
    case .contradiction: Contradiction()
    case .nearCopy: NearCopy()
    case .garbled: Garbling()
    case .repeated: Repetition()
    case .instructionIgnored: IgnoredInstruction()
    case .injectedOrders: InjectedOrders()
    case .subtle: nil
    }
  }
}
