import AssayText

/// The instructions that are there, and which new ones join them (Wang et al. 2022, section 2.2).
public struct InstructionPool: Sendable {
  /// Why an instruction stays out.
  public enum Refusal: Hashable, Sendable, CustomStringConvertible {
    case tooShort(words: Int)
    case tooLong(words: Int)
    /// It asks for what a text model cannot do.
    case keyword(String)
    /// It begins with a mark: a piece of a list, not an instruction.
    case fragment
    case similar(to: String, rougeL: Double)

    public var description: String {
      switch self {
      case .tooShort(let words): "the instruction has \(words) words, which is too short"
      case .tooLong(let words): "the instruction has \(words) words, which is too long"
      case .keyword(let word): "the instruction has \"\(word)\" in it, which a text model cannot do"
      case .fragment: "the instruction begins with a mark"
      case .similar(let other, let score):
        "the instruction is like one that is there (ROUGE-L \(Self.hundredths(score))): \"\(other.prefix(60))\""
      }
    }

    private static func hundredths(_ value: Double) -> String {
      let number = Int((value * 100).rounded())
      return "\(number / 100)." + (number % 100 < 10 ? "0" : "") + "\(number % 100)"
    }
  }

  public private(set) var instructions: [String] = []
  private var words: [[Int32]] = []
  private var numbers: [String: Int32] = [:]
  /// A new instruction is like an old one from above this ROUGE-L on.
  public let threshold: Double

  /// - Parameter seeds: taken as they are: somebody chose them.
  public init(_ seeds: [String], threshold: Double = 0.7) {
    self.threshold = threshold
    for seed in seeds { append(seed) }
  }

  /// Adds an instruction, unless a filter stands against it.
  public mutating func offer(_ instruction: String) -> Refusal? {
    if let refusal = Self.heuristics(instruction) { return refusal }
    if let (index, score) = mostSimilar(to: instruction), score > threshold {
      return .similar(to: instructions[index], rougeL: score)
    }
    append(instruction)
    return nil
  }

  /// The instruction of the pool that is most like this one, by ROUGE-L's F.
  public func mostSimilar(to instruction: String) -> (index: Int, rougeL: Double)? {
    let candidate = RougeL.words(of: instruction).map { numbers[$0] ?? -1 }
    let pattern = SubsequencePattern(candidate)
    var best: (index: Int, rougeL: Double)?
    for (index, other) in words.enumerated() {
      let total = candidate.count + other.count
      guard total > 0 else { continue }
      // The shorter text is all that can be common.
      let most = 2 * Double(min(candidate.count, other.count)) / Double(total)
      if let best, most <= best.rougeL { continue }
      let score = 2 * Double(pattern.commonLength(with: other)) / Double(total)
      if score > best?.rougeL ?? -1 { best = (index, score) }
    }
    return best
  }

  private mutating func append(_ instruction: String) {
    instructions.append(instruction)
    words.append(
      RougeL.words(of: instruction).map { word in
        if let number = numbers[word] { return number }
        let number = Int32(numbers.count)
        numbers[word] = number
        return number
      })
  }

  // MARK: Heuristics

  /// The authors' list (yizhongw/self-instruct), without "file", "map" and "go to", which many good tasks of texts have
  /// in them, and without their rule against letters outside of ASCII: instructions come in all languages.
  static let keywords: Set<String> = [
    "image", "images", "graph", "graphs", "picture", "pictures", "photo", "photos", "draw", "plot", "video",
    "videos", "audio", "music", "flowchart", "diagram", "diagrams",
  ]

  static func heuristics(_ instruction: String) -> Refusal? {
    let words = RougeL.words(of: instruction)
    if words.count <= 3 { return .tooShort(words: words.count) }
    if words.count > 150 { return .tooLong(words: words.count) }
    if let word = words.first(where: keywords.contains) { return .keyword(word) }
    let first = instruction.unicodeScalars.first { !$0.properties.isWhitespace }
    if let first, isMark(first) { return .fragment }
    return nil
  }

  /// Opening quotation marks and brackets may begin a sentence.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .otherPunctuation: !"\"'¿¡".unicodeScalars.contains(scalar)
    case .dashPunctuation, .closePunctuation, .connectorPunctuation: true
    default: false
    }
  }
}
